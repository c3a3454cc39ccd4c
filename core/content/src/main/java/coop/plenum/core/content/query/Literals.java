package coop.plenum.core.content.query;

import coop.plenum.core.content.field.InvalidValue;
import coop.plenum.core.content.field.Texts;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the values that a filter compares with, in the JSON data model. */
final class Literals {
    private final CelFilter filter;

    Literals(CelFilter filter) {
        this.filter = filter;
    }

    static boolean isLiteral(CelExpr part) {
        if (part.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return part.getKind() == CelExpr.ExprKind.Kind.CONSTANT;
        }
        List<CelExpr> arguments = part.call().args();
        return switch (part.call().function()) {
            case "-_", "timestamp", "duration" ->
                arguments.size() == 1
                        && part.call().target().isEmpty()
                        && arguments.get(0).getKind() == CelExpr.ExprKind.Kind.CONSTANT;
            default -> false;
        };
    }

    @Nullable
    Object value(CelExpr part) {
        if (!isLiteral(part)) {
            throw filter.wrong("unsupported-filter", part, "A literal value is expected.");
        }
        if (part.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            return constant(part);
        }
        CelExpr argument = part.call().args().get(0);
        Object value = constant(argument);
        if (part.call().function().equals("-_")) {
            if (value instanceof Long number && number != Long.MIN_VALUE) {
                return -number;
            }
            if (value instanceof BigDecimal number) {
                return number.negate();
            }
            throw filter.wrong("invalid-filter", argument, "A number is expected.");
        }
        return text(argument, value);
    }

    private @Nullable Object constant(CelExpr part) {
        CelConstant constant = part.constant();
        return switch (constant.getKind()) {
            case NULL_VALUE -> null;
            case BOOLEAN_VALUE -> constant.booleanValue();
            case INT64_VALUE -> constant.int64Value();
            case UINT64_VALUE -> {
                if (constant.uint64Value().longValue() < 0) {
                    throw filter.wrong("invalid-filter", part, "The number is too large.");
                }
                yield constant.uint64Value().longValue();
            }
            case DOUBLE_VALUE -> {
                double number = constant.doubleValue();
                if (!Double.isFinite(number)) {
                    throw filter.wrong("invalid-filter", part, "The number is too large.");
                }
                yield BigDecimal.valueOf(number);
            }
            case STRING_VALUE -> constant.stringValue();
            default ->
                throw filter.wrong(
                        "unsupported-filter", part, "Texts, numbers, true, false and null can be written here.");
        };
    }

    String text(CelExpr part, @Nullable Object value) {
        if (!(value instanceof String text)) {
            throw filter.wrong("invalid-filter", part, "A text in quotes is expected.");
        }
        try {
            return Texts.storable(text, CelFilter.LONGEST);
        } catch (InvalidValue e) {
            throw filter.wrong("invalid-filter", part, e.message());
        }
    }
}
