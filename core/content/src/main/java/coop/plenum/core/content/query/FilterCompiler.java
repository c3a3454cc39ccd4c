package coop.plenum.core.content.query;

import coop.plenum.api.PlenumException;
import coop.plenum.api.content.FieldType;
import coop.plenum.core.content.field.FieldCodec;
import coop.plenum.core.content.field.InvalidValue;
import coop.plenum.core.content.query.Condition.Match;
import coop.plenum.core.content.query.Condition.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks a filter against what a table has, and makes it a {@link Condition}. Not for use by several threads. */
final class FilterCompiler {
    private static final Map<String, Operator> OPERATORS = Map.of(
            "_==_", Operator.EQUAL,
            "_!=_", Operator.NOT_EQUAL,
            "_<_", Operator.LESS,
            "_<=_", Operator.LESS_OR_EQUAL,
            "_>_", Operator.GREATER,
            "_>=_", Operator.GREATER_OR_EQUAL);
    private static final Map<String, Match> MATCHES = Map.of(
            "startsWith", Match.STARTS_WITH,
            "endsWith", Match.ENDS_WITH,
            "contains", Match.CONTAINS);

    private final CelFilter filter;
    private final Literals literals;
    private final Naming names;
    private final Memberships memberships;

    FilterCompiler(CelFilter filter, Schema schema) {
        this.filter = filter;
        this.literals = new Literals(filter);
        this.names = new Naming(filter, schema, literals);
        this.memberships = new Memberships(filter, names, literals);
    }

    Condition compile() {
        return Absent.settle(condition(filter.root()));
    }

    /** Whether the filter tells something about sensitive fields. */
    boolean sensitive() {
        return names.sensitive();
    }

    /** The one type that the filter leaves over, if it says so: {@code type == "compute.server" && ...}. */
    static Optional<String> type(CelExpr part) {
        if (part.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return Optional.empty();
        }
        List<CelExpr> arguments = part.call().args();
        if (part.call().function().equals("_&&_")) {
            return type(arguments.get(0)).or(() -> type(arguments.get(1)));
        }
        boolean names = part.call().function().equals("_==_")
                && arguments.get(0).getKind() == CelExpr.ExprKind.Kind.IDENT
                && arguments.get(0).ident().name().equals("type")
                && arguments.get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && arguments.get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return names ? Optional.of(arguments.get(1).constant().stringValue()) : Optional.empty();
    }

    private Condition condition(CelExpr part) {
        return switch (part.getKind()) {
            case CONSTANT -> {
                if (part.constant().getKind() != CelConstant.Kind.BOOLEAN_VALUE) {
                    throw invalid(part, "A condition is expected here, such as title == \"x\".");
                }
                yield new Condition.Constant(part.constant().booleanValue());
            }
            case IDENT, SELECT -> flag(part);
            case CALL -> call(part);
            default -> throw unsupported(part, "This kind of expression cannot be searched for.");
        };
    }

    private Condition flag(CelExpr part) {
        if (names.label(part).isPresent()) {
            throw invalid(part, "A label is a text; compare it, or write has(labels.name).");
        }
        Target target = names.target(part).orElseThrow(() -> unsupported(part, "A field is expected here."));
        if (target.field().type() != FieldType.BOOLEAN || target.several()) {
            throw invalid(part, "\"" + target.name() + "\" is not true or false; compare it with a value.");
        }
        return compare(part, target, Operator.EQUAL, true);
    }

    private Condition call(CelExpr part) {
        String function = part.call().function();
        List<CelExpr> arguments = part.call().args();
        Operator operator = OPERATORS.get(function);
        if (operator != null) {
            return comparison(part, operator, arguments.get(0), arguments.get(1));
        }
        if (Memberships.isNetworkCall(part)) {
            return memberships.inNetwork(part);
        }
        Match match = MATCHES.get(function);
        if (match != null && part.call().target().isPresent() && arguments.size() == 1) {
            return like(part, match, part.call().target().get(), arguments.get(0));
        }
        return switch (function) {
            case "_&&_" -> new Condition.All(conditions(arguments));
            case "_||_" -> new Condition.Any(conditions(arguments));
            case "!_" -> new Condition.Not(condition(arguments.get(0)));
            case "@in" -> in(part, arguments.get(0), arguments.get(1));
            case "_[_]" -> flag(part);
            case "has" -> has(part, arguments);
            case "exists" -> memberships.exists(part);
            case "matches" ->
                throw unsupported(part, "Regular expressions are not supported; use startsWith, endsWith or contains.");
            default ->
                throw unsupported(
                        part,
                        "\"" + function + "\" is not supported in filters. See docs/reference/filters.md for what is.");
        };
    }

    private List<Condition> conditions(List<CelExpr> parts) {
        return parts.stream().map(this::condition).toList();
    }

    private Condition comparison(CelExpr part, Operator operator, CelExpr left, CelExpr right) {
        if (Literals.isLiteral(left) && !Literals.isLiteral(right)) {
            return comparison(part, operator.flipped(), right, left);
        }
        if (!Literals.isLiteral(right)) {
            throw unsupported(part, "A field can only be compared with a value, not with another field.");
        }
        Object value = literals.value(right);
        Optional<String> label = names.label(left);
        if (label.isPresent()) {
            return value == null
                    ? missing(operator, right, new Condition.LabelPresent(label.get()))
                    : label(label.get(), operator, literals.text(right, value));
        }
        Target target =
                names.target(left).orElseThrow(() -> unsupported(part, "One side of a comparison has to be a field."));
        if (value == null) {
            return missing(operator, right, present(target));
        }
        if (target.several()) {
            throw invalid(part, "\"" + target.name() + "\" has several values: write \"x\" in " + target.name() + ".");
        }
        requireUse(part, target, operator.orders() ? FieldCodec.Use.ORDER : FieldCodec.Use.EQUALITY);
        return compare(part, target, operator, column(right, target, value));
    }

    private static Condition label(String name, Operator operator, String value) {
        return operator == Operator.NOT_EQUAL
                ? new Condition.Not(new Condition.LabelCompare(name, Operator.EQUAL, value))
                : new Condition.LabelCompare(name, operator, value);
    }

    /** {@code x == null} says the same as {@code !has(x)}. */
    private Condition missing(Operator operator, CelExpr part, Condition present) {
        if (operator.orders()) {
            throw invalid(part, "null can only be compared with == and !=.");
        }
        return operator == Operator.EQUAL ? new Condition.Not(present) : present;
    }

    private Condition compare(CelExpr part, Target target, Operator operator, Object value) {
        if (target.constant() == null) {
            return new Condition.Compare(target, operator, value);
        }
        if (operator.orders()) {
            throw unsupported(part, "\"" + target.name() + "\" can only be compared with == and !=.");
        }
        return new Condition.Constant(target.constant().equals(value) == (operator == Operator.EQUAL));
    }

    private Condition in(CelExpr part, CelExpr left, CelExpr right) {
        if (right.getKind() == CelExpr.ExprKind.Kind.LIST) {
            return oneOf(part, left, right);
        }
        if (!Literals.isLiteral(left)) {
            throw unsupported(part, "Possible are: field in [\"a\", \"b\"] and \"a\" in field.");
        }
        if (Naming.isNamed(right, Naming.LABELS)) {
            return new Condition.LabelPresent(literals.text(left, literals.value(left)));
        }
        Target target = names.target(right).orElseThrow(() -> unsupported(part, "A field is expected after \"in\"."));
        if (!target.several()) {
            throw invalid(part, "\"" + target.name() + "\" has one value: write " + target.name() + " == ...");
        }
        return memberships.one(target, List.of(left));
    }

    private Condition oneOf(CelExpr part, CelExpr left, CelExpr right) {
        List<CelExpr> elements = memberships.list(right);
        Optional<String> label = names.label(left);
        if (label.isPresent()) {
            List<String> texts = elements.stream()
                    .map(element -> literals.text(element, literals.value(element)))
                    .toList();
            return texts.isEmpty() ? new Condition.Constant(false) : new Condition.LabelOneOf(label.get(), texts);
        }
        Target target = names.target(left).orElseThrow(() -> unsupported(part, "A field is expected before \"in\"."));
        if (target.several()) {
            throw invalid(part, "\"" + target.name() + "\" has several values: write \"x\" in " + target.name() + ".");
        }
        requireUse(part, target, FieldCodec.Use.EQUALITY);
        List<Object> values = new ArrayList<>();
        for (CelExpr element : elements) {
            Object value = literals.value(element);
            if (value == null) {
                throw invalid(element, "A value is expected, not null.");
            }
            values.add(column(element, target, value));
        }
        if (target.constant() != null) {
            return new Condition.Constant(values.contains(target.constant()));
        }
        return values.isEmpty() ? new Condition.Constant(false) : new Condition.OneOf(target, values);
    }

    private Condition has(CelExpr part, List<CelExpr> arguments) {
        if (arguments.size() != 1 || part.call().target().isPresent()) {
            throw invalid(part, "has takes one field.");
        }
        Optional<String> label = names.label(arguments.get(0));
        return label.isPresent()
                ? new Condition.LabelPresent(label.get())
                : present(names.target(arguments.get(0))
                        .orElseThrow(() -> unsupported(part, "has takes a field or a label.")));
    }

    private static Condition present(Target target) {
        return target.nullable() ? new Condition.Present(target) : new Condition.Constant(true);
    }

    private Condition like(CelExpr part, Match match, CelExpr subject, CelExpr argument) {
        String text = Literals.isLiteral(argument) ? literals.text(argument, literals.value(argument)) : null;
        if (text == null) {
            throw unsupported(argument, "A text in quotes is expected.");
        }
        Optional<String> label = names.label(subject);
        if (label.isPresent()) {
            return new Condition.LabelLike(label.get(), match, text);
        }
        Target target =
                names.target(subject).orElseThrow(() -> unsupported(part, "A field is expected before the dot."));
        if (target.several()) {
            throw invalid(part, "\"" + target.name() + "\" has several values: write \"x\" in " + target.name() + ".");
        }
        requireUse(part, target, FieldCodec.Use.TEXT);
        if (target.constant() != null) {
            String constant = target.constant().toString();
            return new Condition.Constant(
                    switch (match) {
                        case STARTS_WITH -> constant.startsWith(text);
                        case ENDS_WITH -> constant.endsWith(text);
                        case CONTAINS -> constant.contains(text);
                    });
        }
        return new Condition.Like(target, match, text);
    }

    private void requireUse(CelExpr part, Target target, FieldCodec.Use use) {
        if (!target.codec().can(use)) {
            String what = target.field().type().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw unsupported(
                    part,
                    "\"" + target.name() + "\" is of the type " + what + ", which "
                            + switch (use) {
                                case TEXT -> "is not searched as a text; compare it.";
                                case ORDER -> "has no order.";
                                case EQUALITY -> "cannot be compared; only has(" + target.name() + ") is possible.";
                            });
        }
    }

    private Object column(CelExpr part, Target target, Object value) {
        try {
            return target.codec().toColumn(target.codec().canonical(target.field(), value));
        } catch (InvalidValue e) {
            throw invalid(part, "\"" + target.name() + "\": " + e.message());
        }
    }

    private PlenumException invalid(CelExpr part, String message) {
        return filter.wrong("invalid-filter", part, message);
    }

    private PlenumException unsupported(CelExpr part, String message) {
        return filter.wrong("unsupported-filter", part, message);
    }
}
