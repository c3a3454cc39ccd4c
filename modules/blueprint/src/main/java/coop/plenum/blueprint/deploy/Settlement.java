package coop.plenum.blueprint.deploy;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.infrastructure.api.ChangeDrafts;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes into a deployment what became of its last change. Repeating it changes nothing. Thread-safe. */
@Component(service = Settlement.class)
public final class Settlement {
    private final ChangeDrafts drafts;
    private final Bookkeeping books;

    @Activate
    public Settlement(@Reference ChangeDrafts drafts, @Reference Bookkeeping books) {
        this.drafts = drafts;
        this.books = books;
    }

    Deployment settle(Caller caller, Deployment deployment) {
        Optional<Values> pending = deployment.pending();
        if (pending.isEmpty()) {
            return deployment;
        }
        UUID change = UUID.fromString(pending.get().requireText("change"));
        return switch (books.statusOf(change).orElse("deleted")) {
            case "applied" -> applied(caller, deployment, pending.get(), change);
            case "failed" -> failed(caller, deployment, pending.get(), change);
            case "discarded" -> discarded(caller, deployment, pending.get(), change);
            case "deleted" -> note(caller, deployment, given("status", idle(deployment)));
            case "applying" -> books(caller, deployment, Map.of("status", "applying"));
            default -> books(caller, deployment, Map.of("status", "draft"));
        };
    }

    private static String idle(Deployment deployment) {
        return deployment.items().isEmpty() ? "draft" : "deployed";
    }

    private static Map<String, @Nullable Object> given(String name, Object value) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        changes.put(name, value);
        return changes;
    }

    /** With nothing pending any more. */
    private Deployment note(Caller caller, Deployment deployment, Map<String, @Nullable Object> changes) {
        changes.put("pending", null);
        return books(caller, deployment, changes);
    }

    private Deployment books(Caller caller, Deployment deployment, Map<String, ? extends @Nullable Object> changes) {
        return new Deployment(books.note(caller, deployment.item(), changes));
    }

    private Deployment applied(Caller caller, Deployment deployment, Values pending, UUID change) {
        Map<String, UUID> items = deployment.items();
        items.putAll(Deployment.ids(pending.nested("existing")));
        items.putAll(touched(caller, change, pending));
        keys(pending, "deletes").forEach(items::remove);
        keys(pending, "released").forEach(items::remove);
        boolean destroyed = pending.flag("destroy").orElse(false);
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        changes.put("items", Deployment.stored(items));
        changes.put("status", destroyed ? "destroyed" : "deployed");
        if (destroyed) {
            changes.put("steps", Map.of());
        } else {
            for (String field : Set.of("steps", "parameters", "connections")) {
                changes.put(field, pending.nested(field).asMap());
            }
            changes.put("blueprintRevision", pending.get("blueprintRevision").orElse(null));
        }
        return note(caller, deployment, changes);
    }

    /** What succeeded stays; the change can be applied again, so it stays pending. */
    private Deployment failed(Caller caller, Deployment deployment, Values pending, UUID change) {
        Map<String, UUID> items = deployment.items();
        Map<String, UUID> touched = touched(caller, change, pending);
        items.putAll(Deployment.ids(pending.nested("existing")));
        items.putAll(touched);
        keys(pending, "deletes").stream()
                .filter(key -> items.containsKey(key) && !books.exists(items.get(key)))
                .forEach(items::remove);
        Map<String, @Nullable Object> steps =
                new LinkedHashMap<>(deployment.item().values().nested("steps").asMap());
        pending.nested("steps").forEach((key, step) -> {
            if (touched.containsKey(key)) {
                steps.put(key, step);
            }
        });
        return books(caller, deployment, Map.of("items", Deployment.stored(items), "steps", steps, "status", "failed"));
    }

    /** What it did before nobody wanted it any more stays. */
    private Deployment discarded(Caller caller, Deployment deployment, Values pending, UUID change) {
        Deployment now = books.hasBegun(change) ? failed(caller, deployment, pending, change) : deployment;
        return note(caller, now, given("status", idle(now)));
    }

    private Map<String, UUID> touched(Caller caller, UUID change, Values pending) {
        Map<String, UUID> touched = new LinkedHashMap<>(drafts.items(books.causedBy(caller), change));
        touched.keySet().retainAll(pending.nested("steps").asMap().keySet());
        return touched;
    }

    private static Set<String> keys(Values pending, String name) {
        Set<String> keys = new LinkedHashSet<>();
        pending.list(name).forEach(key -> keys.add(String.valueOf(key)));
        return keys;
    }
}
