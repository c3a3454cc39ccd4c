package coop.plenum.core.module.state;

import coop.plenum.api.Values;
import java.util.Optional;

/**
 * What happens to one module within a change.
 *
 * @param before its row, empty when it comes
 * @param after its row, empty when it goes
 * @param hadTypes content types of this module existed before, perhaps orphaned
 */
public record Change(String module, Optional<ModuleRow> before, Optional<ModuleRow> after, boolean hadTypes) {
    public boolean ran() {
        return before.filter(ModuleRow::runs).isPresent();
    }

    public boolean willRun() {
        return after.filter(ModuleRow::runs).isPresent();
    }

    Values toValues() {
        return Values.builder()
                .put("module", module)
                .put("before", before.map(ModuleRow::toValues).orElse(null))
                .put("after", after.map(ModuleRow::toValues).orElse(null))
                .put("hadTypes", hadTypes)
                .build();
    }

    static Change from(Values values) {
        return new Change(
                values.requireText("module"),
                row(values, "before"),
                row(values, "after"),
                values.flag("hadTypes").orElse(true));
    }

    private static Optional<ModuleRow> row(Values values, String name) {
        return values.has(name) ? Optional.of(ModuleRow.from(values.nested(name))) : Optional.empty();
    }
}
