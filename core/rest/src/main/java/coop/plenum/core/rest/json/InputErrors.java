package coop.plenum.core.rest.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was wrong with a body, said with the place in it. */
final class InputErrors {
    /** Attribute of a reader that collects what can be passed over. */
    static final String COLLECTED = "plenum.violations";

    private InputErrors() {}

    /** Unknown members are noted and passed over, so that all of them are reported at once. */
    static final class UnknownMembers extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser json,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            @SuppressWarnings("unchecked") // set by the reader that made the context
            List<Violation> collected = (List<Violation>) context.getAttribute(COLLECTED);
            Collection<Object> known = deserializer == null ? null : deserializer.getKnownPropertyNames();
            collected.add(new Violation(
                    json.getParsingContext().pathAsPointer().toString(),
                    "unknown-field",
                    "\"" + name + "\" is not known here" + (known == null ? "." : "; known are " + known + ".")));
            json.skipChildren();
            return true;
        }
    }

    /** The body is no JSON. */
    static PlenumException malformed(JsonProcessingException failure) {
        JsonLocation at = failure.getLocation();
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return PlenumException.invalid(
                "malformed-json",
                "The body is not valid JSON" + place + ": " + firstLine(failure.getOriginalMessage()));
    }

    /** The body is JSON, but not what is expected; {@code collected} was found before. */
    static PlenumException mismatch(JsonMappingException failure, List<Violation> collected) {
        if (failure.getCause() instanceof JsonProcessingException broken && !(broken instanceof JsonMappingException)) {
            return malformed(broken);
        }
        if (failure.getPath().isEmpty() && failure.getOriginalMessage().startsWith("Trailing token")) {
            return PlenumException.invalid("malformed-json", "The body goes on after its JSON value has ended.");
        }
        List<Violation> all = new ArrayList<>(collected);
        String pointer = pointer(failure);
        if (failure.getCause() instanceof PlenumException refused) {
            all.add(new Violation(pointer, refused.code(), refused.getMessage()));
        } else {
            Class<?> target = failure instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
            all.add(new Violation(pointer, "wrong-type", "Must be " + describe(target) + "."));
        }
        return invalid(all);
    }

    static PlenumException invalid(List<Violation> violations) {
        Violation first = violations.get(0);
        String place = first.pointer().isEmpty() ? "The body" : first.pointer();
        String rest = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more, see errors)";
        return PlenumException.invalid("invalid-input", place + ": " + first.message() + rest, violations);
    }

    private static String pointer(JsonMappingException failure) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            String name = step.getFieldName();
            pointer.append('/');
            pointer.append(
                    name == null
                            ? String.valueOf(step.getIndex())
                            : name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static String describe(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        } else if (type.isEnum()) {
            return "one of " + KebabEnums.names(type);
        } else if (type == String.class || type == char[].class) {
            return "a text";
        } else if (type == UUID.class) {
            return "an id (UUID)";
        } else if (type == Instant.class) {
            return "a time such as \"2026-01-31T12:00:00Z\"";
        } else if (type == Duration.class) {
            return "a duration such as \"P30D\" or \"PT15M\"";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return type == BigDecimal.class ? "a number of at most 400 digits" : "a number";
        } else if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return Map.class.isAssignableFrom(type) || !type.isArray() ? "an object" : "a list";
    }

    /** Jackson appends where it looked, which tells nobody anything. */
    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
