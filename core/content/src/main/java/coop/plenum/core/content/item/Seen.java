package coop.plenum.core.content.item;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Observation;
import coop.plenum.core.content.field.Texts;
import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An observation in canonical form.
 *
 * @param values without the references that are given by external id
 * @param external those, in the order of their fields and places
 */
record Seen(
        Observation observation,
        TypeTable table,
        String title,
        Map<String, String> labels,
        Values values,
        List<External> external,
        String digest) {
    private static final String PREFIX = "external:";
    private static final int LONGEST_ID = 500;

    /** A reference to a resource of the same connection. */
    record External(String field, boolean multiple, int place, String type, String externalId) {}

    /** @param at JSON pointer to the observation */
    static Seen of(Problems problems, String at, TypeTable table, Observation observation) {
        ItemValidator validator = new ItemValidator(problems, at);
        List<External> external = new ArrayList<>();
        Values plain = plain(problems, at, table, observation.values(), external);
        Values values = validator.values(table, plain);
        for (String name : values.asMap().keySet()) {
            Field field = table.field(name);
            if (field != null && field.mode() == Field.Mode.DESIRED) {
                problems.add(
                        at + "/values/" + name,
                        "not-observable",
                        "\"" + field.label() + "\" is only ever set by people; a provider cannot report it.");
            }
        }
        if (observation.externalId().isEmpty() || observation.externalId().length() > LONGEST_ID) {
            problems.add(
                    at + "/externalId", "invalid-value", "An id of 1 to " + LONGEST_ID + " characters is required.");
        }
        String title = validator.title(title(observation));
        Map<String, String> labels = validator.labels(observation.labels());
        Values whole = Values.builder()
                .put("title", title)
                .put("labels", labels)
                .put("values", values)
                .put("external", external.stream().map(External::toString).toList())
                .build();
        return new Seen(observation, table, title, labels, values, external, Json.digest(whole));
    }

    /** Remote names are as long as they please, or missing. */
    private static String title(Observation observation) {
        String title = observation.title().isBlank() ? observation.externalId() : observation.title();
        return Texts.left(title, ItemValidator.LONGEST_TITLE);
    }

    private static Values plain(Problems problems, String at, TypeTable table, Values raw, List<External> external) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>(raw.asMap());
        for (FieldColumn column : table.columns()) {
            String name = column.field().name();
            Object value = plain.get(name);
            if (column.field().type() != FieldType.REFERENCE || value == null) {
                continue;
            }
            String pointer = at + "/values/" + name;
            if (value instanceof List<?> list) {
                List<@Nullable Object> rest = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    Optional<External> parsed = parse(problems, pointer, column, i, list.get(i));
                    parsed.ifPresentOrElse(external::add, adding(rest, list.get(i)));
                }
                plain.put(name, rest);
            } else {
                parse(problems, pointer, column, 0, value).ifPresent(parsed -> {
                    external.add(parsed);
                    plain.remove(name);
                });
            }
        }
        return Values.of(plain);
    }

    private static Runnable adding(List<@Nullable Object> rest, @Nullable Object element) {
        return () -> rest.add(element);
    }

    private static Optional<External> parse(
            Problems problems, String pointer, FieldColumn column, int place, @Nullable Object value) {
        if (!(value instanceof String text) || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int colon = text.indexOf(':', PREFIX.length());
        String type = colon < 0 ? "" : text.substring(PREFIX.length(), colon);
        String id = text.substring(colon + 1);
        List<String> possible = column.field().options();
        if (type.isEmpty() || id.isEmpty() || id.length() > LONGEST_ID || type.length() > 60) {
            problems.add(pointer, "invalid-value", "A reference reads external:<type>:<externalId>.");
        } else if (!possible.isEmpty() && !possible.contains(type)) {
            problems.add(pointer, "wrong-type", "Possible types of the target: " + String.join(", ", possible) + ".");
        }
        return Optional.of(new External(column.field().name(), column.multiple(), place, type, id));
    }

    /** The item after this observation; what people have set stays unless the remote side has changed it since. */
    StoredItem onto(StoredItem item, UUID connection, Values resolved, Instant now) {
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        for (Field field : table.type().fields()) {
            boolean kept = field.is(Field.Flag.KEPT) && !resolved.has(field.name());
            Values from = field.mode() == Field.Mode.DESIRED || kept ? item.values() : resolved;
            from.get(field.name()).ifPresent(value -> after.put(field.name(), ordered(field, value)));
        }
        Tie old = item.tie() == null ? Tie.to(connection, false) : item.tie();
        Values last = old.seen() == null ? Values.empty() : Json.read(old.seen());
        boolean renamed = !last.text("title").equals(Optional.of(title));
        Tie tie = new Tie(
                connection,
                observation.externalId(),
                old.managed(),
                now,
                digest,
                Json.write(Values.builder()
                        .put("title", title)
                        .put("labels", labels)
                        .build()),
                null,
                List.of());
        return item.edited(
                        item.space(),
                        renamed ? title : item.title(),
                        labels(item.labels(), last.nested("labels")),
                        item.state(),
                        Values.of(after))
                .tied(tie)
                .drifted();
    }

    /** References have found their items by now. */
    private Object ordered(Field field, Object value) {
        return table.column(field.name()).map(column -> column.ordered(value)).orElse(value);
    }

    private Map<String, String> labels(Map<String, String> now, Values last) {
        Map<String, String> merged = new LinkedHashMap<>(now);
        Set<String> names = new LinkedHashSet<>(last.asMap().keySet());
        names.addAll(labels.keySet());
        for (String name : names) {
            String seen = labels.get(name);
            if (seen == null) {
                merged.remove(name);
            } else if (!last.text(name).equals(Optional.of(seen))) {
                merged.put(name, seen);
            }
        }
        return merged;
    }
}
