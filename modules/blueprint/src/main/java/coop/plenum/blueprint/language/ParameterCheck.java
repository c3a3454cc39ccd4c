package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.expression.Expressions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what was given against what a blueprint asks for. Thread-safe. */
public final class ParameterCheck {
    private final Expressions expressions;

    public ParameterCheck(Expressions expressions) {
        this.expressions = expressions;
    }

    /**
     * @param pointer to the parameters
     * @return all parameters, with defaults for those that were not given, and null for those that have none
     * @throws PlenumException {@code invalid-parameters} with all that is wrong
     */
    public Map<String, @Nullable Object> complete(
            Map<String, Parameter> asked, Map<String, ? extends @Nullable Object> given, String pointer) {
        List<Violation> wrong = new ArrayList<>();
        given.keySet().stream()
                .filter(name -> !asked.containsKey(name))
                .forEach(name -> wrong.add(new Violation(
                        pointer + "/" + Problems.escape(name),
                        "unknown-parameter",
                        "The blueprint has no such parameter; it has " + asked.keySet() + ".")));
        Map<String, @Nullable Object> complete = new LinkedHashMap<>();
        asked.forEach((name, parameter) -> {
            Object value = given.get(name) == null ? parameter.fallback() : given.get(name);
            complete.put(name, value);
            if (value != null) {
                wrong.addAll(problems(parameter, value, pointer + "/" + name));
            } else if (parameter.required()) {
                wrong.add(new Violation(pointer + "/" + name, "required", "\"" + name + "\" is required."));
            }
        });
        if (!wrong.isEmpty()) {
            throw PlenumException.invalid(
                    "invalid-parameters", "The parameters do not fit the blueprint; see the errors.", wrong);
        }
        return complete;
    }

    List<Violation> problems(Parameter parameter, Object value, String pointer) {
        if (!fits(parameter.type(), value)) {
            return List.of(new Violation(
                    pointer, "wrong-type", "Here " + parameter.type().words() + " is expected."));
        }
        List<Violation> wrong = new ArrayList<>();
        if (!parameter.options().isEmpty() && parameter.options().stream().noneMatch(option -> same(option, value))) {
            wrong.add(invalid(pointer, "One of " + parameter.options() + " is expected."));
        }
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString());
            parameter
                    .minimum()
                    .filter(least -> exact.compareTo(least) < 0)
                    .ifPresent(least ->
                            wrong.add(invalid(pointer, "At least " + least.toPlainString() + " is expected.")));
            parameter
                    .maximum()
                    .filter(most -> exact.compareTo(most) > 0)
                    .ifPresent(
                            most -> wrong.add(invalid(pointer, "At most " + most.toPlainString() + " is expected.")));
        }
        if (value instanceof String text) {
            text(parameter, text, pointer, wrong);
        }
        if (value instanceof List<?> list) {
            elements(parameter, list, pointer, wrong);
        }
        return wrong;
    }

    private void text(Parameter parameter, String text, String pointer, List<Violation> wrong) {
        int length = text.codePointCount(0, text.length());
        parameter
                .minLength()
                .filter(least -> length < least)
                .ifPresent(least -> wrong.add(invalid(pointer, "At least " + least + " characters are expected.")));
        parameter
                .maxLength()
                .filter(most -> length > most)
                .ifPresent(most -> wrong.add(invalid(pointer, "At most " + most + " characters are expected.")));
        parameter
                .pattern()
                .filter(pattern -> !matches(expressions, pattern, text))
                .ifPresent(pattern -> wrong.add(invalid(pointer, "A text that matches " + pattern + " is expected.")));
    }

    private void elements(Parameter parameter, List<?> list, String pointer, List<Violation> wrong) {
        Optional<Parameter> items = parameter.items();
        for (int i = 0; items.isPresent() && i < list.size(); i++) {
            Object element = list.get(i);
            String place = pointer + "/" + i;
            if (element == null) {
                wrong.add(invalid(place, "null is no value."));
            } else {
                wrong.addAll(problems(items.get(), element, place));
            }
        }
    }

    private static Violation invalid(String pointer, String message) {
        return new Violation(pointer, "invalid-value", message);
    }

    private static boolean fits(Parameter.Type type, Object value) {
        return switch (type) {
            case STRING -> value instanceof String;
            case INTEGER -> value instanceof Long;
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case ARRAY -> value instanceof List;
            case OBJECT -> value instanceof Map;
        };
    }

    private static boolean same(Object one, Object other) {
        return (one instanceof Number && other instanceof Number)
                ? new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0
                : one.equals(other);
    }

    /** By the platform's expressions, whose patterns take a time that grows with the text only. */
    static boolean matches(Expressions expressions, String pattern, String text) {
        return Boolean.TRUE.equals(expressions
                .compile("text.matches(pattern)", Set.of("text", "pattern"))
                .evaluate(Map.of("text", text, "pattern", pattern)));
    }
}
