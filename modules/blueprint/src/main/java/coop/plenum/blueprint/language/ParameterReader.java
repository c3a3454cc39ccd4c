package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.expression.Expressions;
import coop.plenum.blueprint.yaml.Node;
import coop.plenum.blueprint.yaml.Place;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a parameter is like. Not for use by several threads. */
final class ParameterReader {
    private static final Set<String> KNOWN = Set.of(
            "type",
            "title",
            "description",
            "default",
            "enum",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "items",
            "required");

    private final Expressions expressions;
    private final Problems problems;

    ParameterReader(Expressions expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    Parameter read(Node node, String pointer) {
        Members members = new Members(node, pointer, KNOWN, problems);
        Parameter.Type type = type(members);
        Parameter parameter = new Parameter(
                type,
                members.text("title").orElse(""),
                members.text("description").orElse(""),
                members.plain("default").orElse(null),
                options(members),
                number(members, "minimum"),
                number(members, "maximum"),
                length(members, "minLength"),
                length(members, "maxLength"),
                pattern(members),
                members.node("items").map(items -> read(items, pointer + "/items")),
                members.flag("required"));
        consistent(parameter, node.place(), pointer);
        return parameter;
    }

    private Parameter.Type type(Members members) {
        String name = members.text("type").orElse("string");
        return Arrays.stream(Parameter.Type.values())
                .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseGet(() -> {
                    members.wrong(
                            "type",
                            "invalid-value",
                            "One of string, integer, number, boolean, array, object is expected.");
                    return Parameter.Type.STRING;
                });
    }

    private static List<Object> options(Members members) {
        Optional<Object> options = members.plain("enum");
        if (options.isEmpty()) {
            return List.of();
        }
        if (!(options.get() instanceof List<?> list) || list.isEmpty() || list.contains(null)) {
            members.wrong("enum", "invalid-value", "A list of values is expected.");
            return List.of();
        }
        return List.copyOf(list);
    }

    private static Optional<BigDecimal> number(Members members, String name) {
        Optional<Object> value = members.plain(name);
        if (value.isPresent() && !(value.get() instanceof Number)) {
            members.wrong(name, "invalid-value", "A number is expected.");
            return Optional.empty();
        }
        return value.map(number -> new BigDecimal(number.toString()));
    }

    private static Optional<Long> length(Members members, String name) {
        Optional<Object> value = members.plain(name);
        if (value.isPresent() && !(value.get() instanceof Long length && length >= 0)) {
            members.wrong(name, "invalid-value", "A whole number from 0 is expected.");
            return Optional.empty();
        }
        return value.map(Long.class::cast);
    }

    private Optional<String> pattern(Members members) {
        Optional<String> pattern = members.text("pattern");
        try {
            pattern.ifPresent(source -> ParameterCheck.matches(expressions, source, ""));
        } catch (PlenumException e) {
            members.wrong("pattern", "invalid-value", e.getMessage());
            return Optional.empty();
        }
        return pattern;
    }

    private void consistent(Parameter parameter, Place place, String pointer) {
        Object fallback = parameter.fallback();
        if (fallback != null) {
            for (Violation problem :
                    new ParameterCheck(expressions).problems(parameter, fallback, pointer + "/default")) {
                problems.add(place, problem.pointer(), problem.code(), problem.message());
            }
        }
        if (parameter.type() != Parameter.Type.ARRAY && parameter.items().isPresent()) {
            problems.add(place, pointer + "/items", "invalid-value", "Only arrays have items.");
        }
    }
}
