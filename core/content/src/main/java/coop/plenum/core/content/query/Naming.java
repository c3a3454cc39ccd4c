package coop.plenum.core.content.query;

import coop.plenum.core.content.field.Texts;
import dev.cel.common.ast.CelExpr;
import java.util.Optional;

/** What the names in a filter mean in a table. Not for use by several threads. */
final class Naming {
    static final String LABELS = "labels";
    private static final String VALUES = "values";

    private final CelFilter filter;
    private final Schema schema;
    private final Literals literals;
    private boolean sensitive;

    Naming(CelFilter filter, Schema schema, Literals literals) {
        this.filter = filter;
        this.schema = schema;
        this.literals = literals;
    }

    /** Whether a sensitive field has been named. */
    boolean sensitive() {
        return sensitive;
    }

    static boolean isNamed(CelExpr part, String name) {
        return part.getKind() == CelExpr.ExprKind.Kind.IDENT
                && part.ident().name().equals(name);
    }

    /** The name of the label that {@code labels.x} and {@code labels["x"]} mean. */
    Optional<String> label(CelExpr part) {
        return member(part, LABELS);
    }

    private Optional<String> member(CelExpr part, String of) {
        if (part.getKind() == CelExpr.ExprKind.Kind.SELECT
                && isNamed(part.select().operand(), of)) {
            return Optional.of(part.select().field());
        }
        if (part.getKind() == CelExpr.ExprKind.Kind.CALL
                && part.call().function().equals("_[_]")
                && isNamed(part.call().args().get(0), of)) {
            return Optional.of(
                    literals.text(part, literals.value(part.call().args().get(1))));
        }
        return Optional.empty();
    }

    /** What a name means; empty when the part is no name. */
    Optional<Target> target(CelExpr part) {
        Optional<String> member = member(part, VALUES);
        if (member.isEmpty() && part.getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return Optional.empty();
        }
        String name = member.orElseGet(() -> part.ident().name());
        Target target = (member.isPresent() ? schema.field(name) : schema.named(name))
                .orElseThrow(() -> filter.wrong(
                        "unknown-filter-field",
                        part,
                        "There is no field \"" + Texts.left(name, 60) + "\" here. Give the type or trait whose field it"
                                + " is, or check the name."));
        sensitive |= target.sensitive() && !target.absent();
        return Optional.of(target);
    }
}
