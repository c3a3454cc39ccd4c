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
    private final String place;
    private final Values values;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Body> parts = new ArrayList<>();
    private final List<Violation> problems;

    Body(@Nullable Map<String, ?> body) {
        this("", body == null ? Values.empty() : Values.of(body), new ArrayList<>());
    }

    private Body(String place, Values values, List<Violation> problems) {
        this.place = place;
        this.values = values;
        this.problems = problems;
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
            problems.add(new Violation(place + "/" + name, "required", "\"" + name + "\" is required."));
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

    boolean has(String name) {
        return values.has(name);
    }

    /** False if it is not there. */
    boolean flag(String name) {
        known.add(name);
        if (values.get(name).filter(value -> !(value instanceof Boolean)).isPresent()) {
            wrong(name, "true or false is expected.");
        }
        return values.flag(name).orElse(false);
    }

    Values object(String name) {
        known.add(name);
        if (values.get(name).filter(value -> !(value instanceof Map)).isPresent()) {
            wrong(name, "An object is expected.");
        }
        return values.nested(name);
    }

    /** The objects of a list, which are checked along with this one. */
    List<Body> objects(String name) {
        known.add(name);
        List<Body> objects = new ArrayList<>();
        if (values.get(name).filter(value -> !(value instanceof List)).isPresent()) {
            wrong(name, "A list of objects is expected.");
            return objects;
        }
        for (Object element : values.list(name)) {
            String at = place + "/" + FieldCheck.escape(name) + "/" + objects.size();
            if (!(element instanceof Map)) {
                problems.add(new Violation(at, "invalid-value", "An object is expected."));
            }
            objects.add(
                    new Body(at, Values.of("it", element == null ? "" : element).nested("it"), problems));
        }
        parts.addAll(objects);
        return objects;
    }

    List<String> texts(String name) {
        known.add(name);
        boolean wrong = values.get(name)
                .filter(value ->
                        !(value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)))
                .isPresent();
        if (wrong) {
            wrong(name, "A list of texts is expected.");
        }
        return wrong
                ? List.of()
                : values.list(name).stream().map(String::valueOf).toList();
    }

    List<UUID> ids(String name) {
        List<UUID> ids = new ArrayList<>();
        for (String text : texts(name)) {
            try {
                ids.add(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                wrong(name, "A list of ids is expected.");
            }
        }
        return ids;
    }

    void wrong(String name, String message) {
        problems.add(new Violation(place + "/" + FieldCheck.escape(name), "invalid-value", message));
    }

    /** @throws PlenumException {@code invalid-body}; call after everything has been read */
    void check() {
        lookForUnknown();
        if (!problems.isEmpty()) {
            throw PlenumException.invalid("invalid-body", "The request's body is wrong; see the errors.", problems);
        }
    }

    private void lookForUnknown() {
        parts.forEach(Body::lookForUnknown);
        values.forEach((name, value) -> {
            if (!known.contains(name)) {
                problems.add(new Violation(
                        place + "/" + FieldCheck.escape(name), "unknown-field", "Not one of " + known + "."));
            }
        });
    }
}
