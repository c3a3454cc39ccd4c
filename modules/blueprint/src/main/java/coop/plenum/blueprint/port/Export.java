package coop.plenum.blueprint.port;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.Management;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes a blueprint of items: what refers to another one of them becomes a reference, what refers elsewhere a parameter.
 * Secrets and sensitive values stay where they are. Thread-safe.
 */
@Component(service = Export.class)
public final class Export {
    private static final int MOST = 200;

    private final ContentService content;
    private final ContentTypes types;

    @Activate
    public Export(@Reference ContentService content, @Reference ContentTypes types) {
        this.content = content;
        this.types = types;
    }

    /** Those items; each has to be a resource that the caller may see. */
    public Map<String, Object> of(Caller caller, String name, List<UUID> ids) {
        if (ids.isEmpty() || ids.size() > MOST) {
            throw PlenumException.invalid("invalid-export", "1 to " + MOST + " items can be exported at once.");
        }
        List<Item> items = new ArrayList<>();
        for (UUID id : ids.stream().distinct().toList()) {
            items.add(content.find(caller, id)
                    .orElseThrow(() -> PlenumException.missing(
                            "item-missing", "There is no item " + id + ", or you may not see it.")));
        }
        return export(name, items);
    }

    /** All items of a type that match a filter. */
    public Map<String, Object> of(Caller caller, String name, String type, String filter) {
        List<Item> items = content.list(
                        caller,
                        ItemQuery.ofType(type).filter(filter).sort("title").page(PageRequest.first(MOST + 1)))
                .items();
        if (items.isEmpty() || items.size() > MOST) {
            throw PlenumException.invalid(
                    "invalid-export",
                    items.isEmpty() ? "No item matches." : "More than " + MOST + " items match; narrow the filter.");
        }
        return export(name, items);
    }

    private Map<String, Object> export(String name, List<Item> items) {
        Draft draft = new Draft(name);
        Map<UUID, String> keys = new LinkedHashMap<>();
        for (Item item : items) {
            if (item.management().isEmpty()) {
                throw PlenumException.invalid(
                        "invalid-export",
                        "\"" + item.title() + "\" is no resource of a provider; only those are deployed.");
            }
            String key = draft.key(item.title());
            draft.reserve(key);
            keys.put(item.id(), key);
        }
        Map<UUID, String> connections = connections(items);
        items.forEach(item -> item(draft, item, keys, connections));
        return draft.answer();
    }

    /** Names for connections, if there are several. */
    private static Map<UUID, String> connections(List<Item> items) {
        List<UUID> distinct = items.stream()
                .map(item -> item.management().map(Management::connection))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        Map<UUID, String> names = new LinkedHashMap<>();
        if (distinct.size() > 1) {
            distinct.forEach(connection -> names.put(connection, "connection" + (names.size() + 1)));
        }
        return names;
    }

    private void item(Draft draft, Item item, Map<UUID, String> keys, Map<UUID, String> connections) {
        String key = String.valueOf(keys.get(item.id()));
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> left = new ArrayList<>();
        for (Field field : types.find(item.type()).map(ContentType::fields).orElse(List.of())) {
            Object value = item.desired()
                    .get(field.name())
                    .or(() -> item.values().get(field.name()))
                    .orElse(null);
            if (!field.settable() || value == null) {
                continue;
            }
            if (field.type() == FieldType.SECRET || field.is(Field.Flag.SENSITIVE)) {
                left.add(field.name());
            } else {
                Object written = field.type() == FieldType.REFERENCE
                        ? reference(draft, key, field, value, keys)
                        : Draft.literal(value);
                if (written != null) {
                    values.put(field.name(), written);
                }
            }
        }
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("type", item.type());
        item.management().map(tie -> connections.get(tie.connection())).ifPresent(connection -> {
            if (connection != null) {
                written.put("connection", connection);
            }
        });
        written.put("title", String.valueOf(Draft.literal(item.title())));
        written.put("values", values);
        draft.item(key, written);
        draft.report(
                item.title(),
                left.isEmpty() ? "carried" : "partly",
                left.isEmpty()
                        ? "Is \"" + key + "\"."
                        : "Is \"" + key + "\", without what is confidential: " + left + ".");
    }

    private static @Nullable Object reference(
            Draft draft, String key, Field field, Object value, Map<UUID, String> keys) {
        if (value instanceof List<?> list) {
            List<Object> written = new ArrayList<>();
            for (Object element : list) {
                Object one = element == null ? null : reference(draft, key, field, element, keys);
                if (one != null) {
                    written.add(one);
                }
            }
            return written;
        }
        try {
            String known = keys.get(UUID.fromString(String.valueOf(value)));
            return (known != null && !known.equals(key))
                    ? Map.of("ref", known)
                    : draft.parameter(
                            key + "_" + field.name(),
                            "The id of an item: " + field.label() + " of " + key + ".",
                            value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
