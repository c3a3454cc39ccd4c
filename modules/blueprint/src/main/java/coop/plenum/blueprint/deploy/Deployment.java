package coop.plenum.blueprint.deploy;

import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import coop.plenum.blueprint.language.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A deployment as it is stored. */
public record Deployment(Item item) {
    public static final String TYPE = "blueprint.deployment";

    public UUID blueprint() {
        return UUID.fromString(item.values().requireText("blueprint"));
    }

    public String status() {
        return item.values().text("status").orElse("draft");
    }

    public Optional<UUID> lastChange() {
        return item.values().text("lastChange").map(UUID::fromString);
    }

    public Map<String, @Nullable Object> parameters() {
        return item.values().nested("parameters").asMap();
    }

    /** Ids by name. */
    public Map<String, UUID> connections() {
        return ids(item.values().nested("connections"));
    }

    /** Ids by key. */
    public Map<String, UUID> items() {
        return ids(item.values().nested("items"));
    }

    Optional<Values> pending() {
        return item.values().get("pending").map(pending -> item.values().nested("pending"));
    }

    /** References to secrets, by key and field. */
    Values secrets() {
        return item.values().nested("secrets");
    }

    /** What was last wanted of an item. */
    record Step(boolean keep, List<String> requires, Set<String> fields) {
        static Map<String, Object> stored(Resource resource) {
            Set<String> fields = new LinkedHashSet<>(resource.values().asMap().keySet());
            fields.addAll(resource.secrets().keySet());
            return Map.of("keep", resource.keep(), "requires", resource.requires(), "fields", new ArrayList<>(fields));
        }
    }

    Map<String, Step> steps() {
        Map<String, Step> steps = new LinkedHashMap<>();
        Values stored = item.values().nested("steps");
        stored.asMap().keySet().forEach(key -> {
            Values step = stored.nested(key);
            steps.put(
                    key,
                    new Step(
                            step.flag("keep").orElse(false),
                            texts(step.list("requires")),
                            new LinkedHashSet<>(texts(step.list("fields")))));
        });
        return steps;
    }

    private static List<String> texts(List<?> list) {
        return list.stream().map(String::valueOf).toList();
    }

    static Map<String, UUID> ids(Values values) {
        Map<String, UUID> ids = new LinkedHashMap<>();
        values.forEach((key, id) -> ids.put(key, UUID.fromString(String.valueOf(id))));
        return ids;
    }

    static Map<String, Object> stored(Map<String, UUID> ids) {
        Map<String, Object> stored = new LinkedHashMap<>();
        ids.forEach((key, id) -> stored.put(key, id.toString()));
        return stored;
    }
}
