package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.blueprint.language.Blueprint.Entry;
import coop.plenum.blueprint.yaml.Place;
import coop.plenum.infrastructure.api.LateValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Works out the values of one item after the other. Not for use by several threads. */
final class ResourceMaker {
    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_TITLE = 200;

    private final ContentTypes types;
    private final Evaluation evaluation;
    private final Problems problems;

    ResourceMaker(ContentTypes types, Evaluation evaluation, Problems problems) {
        this.types = types;
        this.evaluation = evaluation;
        this.problems = problems;
    }

    Resource make(String prefix, String name, Entry entry, Map<String, @Nullable Object> variables) {
        String key = prefix + name;
        String pointer = "/items/" + Problems.escape(key);
        if (key.length() > LONGEST_KEY) {
            problems.add(
                    entry.place(),
                    pointer,
                    "invalid-name",
                    "A key with those of its includes has at most 100 characters.");
        }
        Map<String, Integer> secrets = new LinkedHashMap<>();
        Values.Builder values = Values.builder();
        entry.values().members().forEach((field, template) -> {
            Optional<Field> known = types.find(entry.type()).flatMap(type -> type.field(field));
            String at = pointer + "/values/" + Problems.escape(field);
            if (template instanceof Template.Generated secret) {
                secret(known, at, secret).ifPresent(length -> secrets.put(field, length));
            } else {
                values.put(field, attempt(template, at, variables, known));
            }
        });
        Values wanted = values.build();
        Set<String> requires = new LinkedHashSet<>(requires(entry, pointer, variables));
        LateValue.in(wanted.asMap())
                .forEach(late -> late.ends().forEach(end -> Marker.key(end).ifPresent(requires::add)));
        return new Resource(
                key,
                entry.type(),
                text(entry.connection(), pointer + "/connection", variables),
                text(entry.space(), pointer + "/space", variables),
                text(entry.title(), pointer + "/title", variables).orElse(name),
                existing(entry, pointer + "/existing", variables),
                wanted,
                secrets,
                List.copyOf(requires),
                entry.keep(),
                entry.replace());
    }

    private Optional<Integer> secret(Optional<Field> field, String pointer, Template.Generated secret) {
        if (field.isPresent() && field.get().type() == FieldType.SECRET) {
            return Optional.of(secret.length());
        }
        problems.add(
                secret.place(),
                pointer,
                "secret-not-supported",
                "This field does not hold secrets: what is generated would stand in plans and revisions for all to read."
                        + " Only fields of the type \"secret\" take a generated one.");
        return Optional.empty();
    }

    private @Nullable Object attempt(
            Template template, String pointer, Map<String, @Nullable Object> variables, Optional<Field> field) {
        try {
            Object whole = value(template, variables);
            Object value = LateValue.replace(whole, late -> null); // which refers in its own way
            if (value != null
                    && !field.filter(known -> known.type() == FieldType.REFERENCE)
                            .isPresent()
                    && marked(value)) {
                problems.add(
                        template.place(),
                        pointer,
                        "reference-in-text",
                        "A reference to another item can only be the value of a field of the type \"reference\".");
            } else if (value != null && !wholeMarkers(value)) {
                problems.add(
                        template.place(),
                        pointer,
                        "reference-in-text",
                        "A reference is the whole value, not a part of a text.");
            }
            return whole;
        } catch (PlenumException e) {
            problems.add(template.place(), pointer, e.code(), e.getMessage());
            return null;
        }
    }

    /** Also takes references, alone and in lists, and what is known late, at any depth. */
    @Nullable
    Object value(Template template, Map<String, @Nullable Object> variables) {
        if (template instanceof Template.Referred ref) {
            return referred(ref.key(), variables);
        }
        if (template instanceof Template.Elements list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.elements().forEach(element -> values.add(value(element, variables)));
            return values;
        }
        if (template instanceof Template.Members map) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            map.members().forEach((name, member) -> values.put(name, value(member, variables)));
            return values;
        }
        if (LateTemplates.isLate(template)) {
            return LateTemplates.value(template, variables);
        }
        return evaluation.evaluate(template, variables);
    }

    /** {@code net}, {@code web[0]}, {@code web[a]}, {@code part.net}. */
    private static Object referred(String path, Map<String, @Nullable Object> variables) {
        Object at = variables.get("item");
        for (String step : path.replace("[", ".").replace("]", "").split("\\.", -1)) {
            if (at instanceof Map<?, ?> map && map.get(step) != null) {
                at = map.get(step);
            } else if (at instanceof List<?> list
                    && step.matches("[0-9]{1,4}")
                    && Integer.parseInt(step) < list.size()) {
                at = list.get(Integer.parseInt(step));
            } else {
                throw PlenumException.invalid(
                        "unknown-item", "There is no item \"" + path + "\" here, or its \"when\" leaves it out.");
            }
        }
        if (at == null || at instanceof Map) {
            throw PlenumException.invalid(
                    "unknown-item", "\"" + path + "\" stands for several items; name one of them.");
        }
        return at;
    }

    private List<String> requires(Entry entry, String pointer, Map<String, @Nullable Object> variables) {
        List<String> keys = new ArrayList<>();
        for (String path : entry.requires()) {
            try {
                collect(referredOrAll(path, variables), keys);
            } catch (PlenumException e) {
                // what is left out needs not be waited for; a name that never was has been refused when it was read
                if (path.contains("[")) {
                    problems.add(entry.place(), pointer + "/requires", e.code(), e.getMessage());
                }
            }
        }
        return keys;
    }

    private static Object referredOrAll(String path, Map<String, @Nullable Object> variables) {
        Object all = variables.get("item") instanceof Map<?, ?> items ? items.get(path) : null;
        return all == null ? referred(path, variables) : all;
    }

    private static void collect(Object tree, List<String> keys) {
        if (tree instanceof Map<?, ?> map) {
            map.values().forEach(part -> collect(part, keys));
        } else if (tree instanceof List<?> list) {
            list.forEach(part -> collect(part, keys));
        } else {
            Marker.key(tree).ifPresent(keys::add);
        }
    }

    private Optional<UUID> existing(Entry entry, String pointer, Map<String, @Nullable Object> variables) {
        return text(entry.existing(), pointer, variables).flatMap(id -> {
            try {
                return Optional.of(UUID.fromString(id));
            } catch (IllegalArgumentException e) {
                problems.add(entry.place(), pointer, "invalid-value", "The id of an item is expected.");
                return Optional.empty();
            }
        });
    }

    private Optional<String> text(
            Optional<Template> template, String pointer, Map<String, @Nullable Object> variables) {
        if (template.isEmpty()) {
            return Optional.empty();
        }
        try {
            Object value = evaluation.evaluate(template.get(), variables);
            if (value instanceof String text
                    && !text.isBlank()
                    && text.length() <= LONGEST_TITLE
                    && !Marker.within(text)) {
                return Optional.of(text);
            }
            wrong(template.get().place(), pointer);
        } catch (PlenumException e) {
            problems.add(template.get().place(), pointer, e.code(), e.getMessage());
        }
        return Optional.empty();
    }

    private void wrong(Place place, String pointer) {
        problems.add(place, pointer, "invalid-value", "A text of 1 to " + LONGEST_TITLE + " characters is expected.");
    }

    private static boolean marked(Object value) {
        if (value instanceof String text) {
            return Marker.within(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(element -> element != null && marked(element));
        }
        return value instanceof Map<?, ?> map
                && map.entrySet().stream()
                        .anyMatch(entry ->
                                marked(entry.getKey()) || (entry.getValue() != null && marked(entry.getValue())));
    }

    private static boolean wholeMarkers(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().allMatch(element -> element == null || wholeMarkers(element));
        }
        return !marked(value) || Marker.key(value).isPresent();
    }
}
