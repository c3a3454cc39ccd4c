package coop.plenum.infrastructure;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The module as an actor of its own: reads what it needs and keeps the observed fields of its own items, which nobody
 * can set through the content service. Thread-safe.
 */
@Component(service = Engine.class)
public final class Engine {
    private final ContentService content;
    private final Caller caller;

    @Activate
    public Engine(@Reference ContentService content, @Reference AccessService access) {
        this.content = content;
        this.caller = access.module("infrastructure");
    }

    /** The module itself, for work on nobody's behalf. */
    public Caller caller() {
        return caller;
    }

    /** The module itself, in the course of what somebody asked for. */
    public Caller causedBy(Caller cause) {
        return caller.causedBy(cause);
    }

    public Optional<Item> find(UUID id) {
        return content.find(caller, id);
    }

    public Optional<Item> find(UUID id, String type) {
        return find(id).filter(item -> item.type().equals(type));
    }

    /** The values of a connection's items of a type, by external id. */
    public Map<String, Values> known(UUID connection, String type) {
        Map<String, Values> known = new LinkedHashMap<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Item> page = content.list(
                    caller,
                    ItemQuery.ofType(type)
                            .filter("connection == \"" + connection + "\"")
                            .sort("title")
                            .page(new PageRequest(PageRequest.MAX_LIMIT, after)));
            for (Item item : page.items()) {
                item.management()
                        .flatMap(Management::externalId)
                        .ifPresent(externalId -> known.put(externalId, item.values()));
            }
            after = page.next();
        } while (after.isPresent());
        return known;
    }

    /**
     * Sets observed fields of an item of this module; what is not named stays, {@code null} clears.
     *
     * @param observed the names of all observed fields of its type
     * @return the item as it is now
     */
    public Item note(Caller cause, Item item, Set<String> observed, Map<String, @Nullable Object> changes) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : observed) {
            Object value = changes.containsKey(name)
                    ? changes.get(name)
                    : item.values().get(name).orElse(null);
            if (value != null) {
                values.put(name, value);
            }
        }
        // The item stands for itself: it is bound to its own id, since no connection reports it.
        Observation seen = new Observation(
                Optional.of(item.id()),
                item.type(),
                item.id().toString(),
                item.space(),
                item.title(),
                item.labels(),
                Values.of(values));
        content.observe(causedBy(cause), item.id(), List.of(seen));
        return find(item.id()).orElse(item);
    }
}
