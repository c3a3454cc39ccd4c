package coop.plenum.infrastructure.rest;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.infrastructure.connection.FieldCheck;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a request's body and collects all that is wrong with it. */
final class Body {
    private final Values values;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Violation> problems = new ArrayList<>();

    Body(@Nullable Map<String, ?> body) {
        values = body == null ? Values.empty() : Values.of(body);
    }

    Optional<String> text(String name) {
        known.add(name);
        if (values.get(name).filter(value -> !(value instanceof String)).isPresent()) {
            wrong(name, "A text is expected.");
        }
        return values.text(name);
    }

    String requiredText(String name) {
        Optional<String> text = text(name);
        if (values.get(name).isEmpty()) {
            problems.add(new Violation("/" + name, "required", "\"" + name + "\" is required."));
        }
        return text.orElse("");
    }

    Optional<UUID> id(String name) {
        return text(name).flatMap(text -> {
            try {
                return Optional.of(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                wrong(name, "An id is expected.");
                return Optional.empty();
            }
        });
    }

    UUID requiredId(String name) {
        requiredText(name);
        return id(name).orElse(new UUID(0, 0));
    }

    Optional<Long> integer(String name) {
        known.add(name);
        if (values.get(name).filter(value -> !(value instanceof Long)).isPresent()) {
            wrong(name, "A whole number is expected.");
        }
        return values.get(name).filter(Long.class::isInstance).map(Long.class::cast);
    }

    Values object(String name) {
        known.add(name);
        if (values.get(name).filter(value -> !(value instanceof Map)).isPresent()) {
            wrong(name, "An object is expected.");
        }
        return values.nested(name);
    }

    void wrong(String name, String message) {
        problems.add(new Violation("/" + FieldCheck.escape(name), "invalid-value", message));
    }

    /** @throws PlenumException {@code invalid-body}; call after everything has been read */
    void check() {
        values.forEach((name, value) -> {
            if (!known.contains(name)) {
                problems.add(
                        new Violation("/" + FieldCheck.escape(name), "unknown-field", "Not one of " + known + "."));
            }
        });
        if (!problems.isEmpty()) {
            throw PlenumException.invalid("invalid-body", "The request's body is wrong; see the errors.", problems);
        }
    }
}
