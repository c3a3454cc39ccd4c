package coop.plenum.infrastructure.connection;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks values against the fields of a form: all that is wrong, each with its place. */
public final class FieldCheck {
    private FieldCheck() {}

    /**
     * @param pointer JSON Pointer to the values
     * @param required whether required fields must be there
     */
    public static List<Violation> check(List<Field> fields, Values values, String pointer, boolean required) {
        return check(fields, values, pointer, required, Set.of());
    }

    /** @param late names of fields that get their values later */
    public static List<Violation> check(
            List<Field> fields, Values values, String pointer, boolean required, Set<String> late) {
        List<Violation> problems = new ArrayList<>();
        Map<String, Field> known = new LinkedHashMap<>();
        fields.forEach(field -> known.put(field.name(), field));
        Set<String> given = new LinkedHashSet<>(values.asMap().keySet());
        given.addAll(late);
        for (String name : given) {
            Field field = known.get(name);
            String place = pointer + "/" + escape(name);
            if (field == null) {
                problems.add(new Violation(
                        place,
                        "unknown-field",
                        "There is no field \"" + name + "\"; there are " + known.keySet() + "."));
            } else {
                values.get(name)
                        .flatMap(value -> check(field, value))
                        .ifPresent(wrong -> problems.add(new Violation(place, "invalid-value", wrong)));
            }
        }
        if (required) {
            fields.stream()
                    .filter(field -> field.is(Flag.REQUIRED)
                            && values.get(field.name()).isEmpty()
                            && !late.contains(field.name()))
                    .forEach(field -> problems.add(new Violation(
                            pointer + "/" + field.name(), "required", "\"" + field.label() + "\" is required.")));
        }
        return problems;
    }

    /** A name as part of a JSON Pointer (RFC 6901). */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Optional<String> check(Field field, Object value) {
        if (!field.is(Flag.MULTIPLE)) {
            return single(field, value);
        }
        if (!(value instanceof List<?> list)) {
            return Optional.of("A list is expected.");
        }
        return list.stream()
                .map(element -> element == null ? Optional.of("null is no value.") : single(field, element))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> single(Field field, Object value) {
        String wrong = switch (field.type()) {
            case INTEGER -> value instanceof Long ? null : "A whole number is expected.";
            case DECIMAL, QUANTITY ->
                value instanceof Long || value instanceof BigDecimal ? null : "A number is expected.";
            case BOOLEAN -> value instanceof Boolean ? null : "true or false is expected.";
            case LABELS -> value instanceof Map<?, ?> ? null : "An object of texts is expected.";
            case JSON -> null;
            default -> value instanceof String text ? text(field, text) : "A text is expected.";
        };
        return Optional.ofNullable(wrong);
    }

    private static @Nullable String text(Field field, String text) {
        return switch (field.type()) {
            case ENUM -> field.options().contains(text) ? null : "One of " + field.options() + " is expected.";
            case URL -> isUrl(text) ? null : "An absolute URL such as https://host/path is expected.";
            case DURATION -> parses(text, Duration::parse) ? null : "A duration such as PT15M is expected.";
            case DATE_TIME ->
                parses(text, OffsetDateTime::parse) ? null : "A time such as 2026-01-31T12:00:00Z is expected.";
            case REFERENCE -> isReference(text) ? null : "The id of an item is expected.";
            default ->
                field.type() == FieldType.STRING && text.length() > 1024 ? "At most 1,024 characters fit." : null;
        };
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isReference(String text) {
        try {
            return UUID.fromString(text).toString().length() == text.length();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean parses(String text, java.util.function.Function<String, ?> parser) {
        try {
            return parser.apply(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
