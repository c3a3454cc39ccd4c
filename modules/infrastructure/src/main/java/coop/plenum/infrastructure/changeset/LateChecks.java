package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.expression.Expressions;
import coop.plenum.infrastructure.api.LateValue;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What can be told of late values before they have any. */
final class LateChecks {
    private LateChecks() {}

    /** Names of the fields that have one somewhere. */
    static Set<String> fields(Values values) {
        Set<String> names = new LinkedHashSet<>();
        values.forEach((name, value) -> {
            if (!LateValue.in(value).isEmpty()) {
                names.add(name);
            }
        });
        return names;
    }

    /** What is wrong with an expression. */
    static Optional<PlenumException> problem(LateValue late, Expressions expressions) {
        try {
            Set<String> variables = new HashSet<>(late.with().keySet());
            variables.add(LateValue.VARIABLE);
            expressions.compile(late.expression(), variables);
            return Optional.empty();
        } catch (PlenumException e) {
            return Optional.of(e);
        }
    }
}
