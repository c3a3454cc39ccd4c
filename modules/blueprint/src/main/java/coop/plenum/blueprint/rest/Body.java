package coop.plenum.blueprint.rest;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    boolean has(String name) {
        return values.get(name).isPresent();
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
        return text(name).flatMap(text -> id(name, text));
    }

    private Optional<UUID> id(String name, String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            wrong(name, "An id is expected.");
            return Optional.empty();
        }
    }

    Values object(String name) {
        known.add(name);
        if (values.get(name).filter(value -> !(value instanceof Map)).isPresent()) {
            wrong(name, "An object is expected.");
        }
        return values.nested(name);
    }

    /** Ids by name. */
    Map<String, UUID> ids(String name) {
        Map<String, UUID> ids = new LinkedHashMap<>();
        object(name).forEach((key, value) -> {
            if (value instanceof String text) {
                id(name, text).ifPresent(id -> ids.put(key, id));
            } else {
                wrong(name, "An object of ids is expected.");
            }
        });
        return ids;
    }

    /** A list of ids. */
    List<UUID> idList(String name) {
        known.add(name);
        if (values.get(name).filter(value -> !(value instanceof List)).isPresent()) {
            wrong(name, "A list of ids is expected.");
        }
        List<UUID> ids = new ArrayList<>();
        for (Object element : values.list(name)) {
            if (element instanceof String text) {
                id(name, text).ifPresent(ids::add);
            } else {
                wrong(name, "A list of ids is expected.");
            }
        }
        return ids;
    }

    void wrong(String name, String message) {
        problems.add(new Violation("/" + escape(name), "invalid-value", message));
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** @throws PlenumException {@code invalid-body}; call after everything has been read */
    void check() {
        values.forEach((name, value) -> {
            if (!known.contains(name)) {
                problems.add(new Violation("/" + escape(name), "unknown-field", "Not one of " + known + "."));
            }
        });
        if (!problems.isEmpty()) {
            throw PlenumException.invalid("invalid-body", "The request's body is wrong; see the errors.", problems);
        }
    }
}
