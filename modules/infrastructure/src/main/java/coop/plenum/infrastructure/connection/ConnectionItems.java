package coop.plenum.infrastructure.connection;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.Management;
import coop.plenum.infrastructure.Engine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The items whose resources are reached over a connection. Thread-safe. */
@Component(service = ConnectionItems.class)
public final class ConnectionItems {
    private final ContentService content;
    private final Engine engine;

    @Activate
    public ConnectionItems(@Reference ContentService content, @Reference Engine engine) {
        this.content = content;
        this.engine = engine;
    }

    /** Those of one type, in a stable order. */
    public Page<Item> ofType(UUID connection, String type, PageRequest page) {
        return content.list(
                engine.caller(),
                ItemQuery.ofType(type).filter(isOf(connection)).sort("title").page(page));
    }

    /** Where items of a type are kept. */
    public record Place(UUID space, String type) {}

    /** All places in which there are items of a connection. */
    public Set<Place> places(UUID connection) {
        Set<Place> places = new LinkedHashSet<>();
        each(connection, "", item -> places.add(new Place(item.space(), item.type())));
        return places;
    }

    /** Those with a resource whose published values count; drafts have none yet. */
    List<Item> managed(UUID connection) {
        List<Item> managed = new ArrayList<>();
        each(connection, " && managed == true", item -> {
            if (item.management().filter(Management::managed).isPresent()) {
                managed.add(item);
            }
        });
        return managed;
    }

    private void each(UUID connection, String condition, Consumer<Item> visitor) {
        Optional<String> after = Optional.empty();
        do {
            Page<Item> page = content.list(
                    engine.caller(),
                    ItemQuery.everything()
                            .filter(isOf(connection) + condition)
                            .sort("title")
                            .page(new PageRequest(PageRequest.MAX_LIMIT, after)));
            page.items().forEach(visitor);
            after = page.next();
        } while (after.isPresent());
    }

    private static String isOf(UUID connection) {
        return "connection == \"" + connection + "\"";
    }
}
