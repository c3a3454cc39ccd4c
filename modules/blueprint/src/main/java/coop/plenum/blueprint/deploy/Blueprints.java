package coop.plenum.blueprint.deploy;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.State;
import coop.plenum.blueprint.language.Blueprint;
import coop.plenum.blueprint.language.BlueprintReader;
import coop.plenum.blueprint.language.Library;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Stored blueprints, as far as their readers may see them. Thread-safe. */
@Component(service = Blueprints.class)
public final class Blueprints {
    private final ContentService content;
    private final BlueprintReader reader;

    @Activate
    public Blueprints(@Reference ContentService content, @Reference BlueprintReader reader) {
        this.content = content;
        this.reader = reader;
    }

    /** @throws PlenumException {@code blueprint-missing} also when the caller may not see it */
    public Item find(Caller caller, UUID id) {
        return content.find(caller, id)
                .filter(item -> item.type().equals(Blueprint.TYPE))
                .orElseThrow(() -> missing(id.toString()));
    }

    private static PlenumException missing(String name) {
        return PlenumException.missing(
                "blueprint-missing", "There is no blueprint \"" + name + "\", or you may not see it.");
    }

    public Library.Found read(Item item) {
        return new Library.Found(
                item.id().toString(),
                item.title(),
                reader.read(item.values().text("source").orElse("")));
    }

    /** @throws PlenumException {@code blueprint-not-published}: what nobody has published is not deployed */
    Item published(Caller caller, UUID id) {
        return published(find(caller, id));
    }

    private static Item published(Item item) {
        if (item.state() != State.PUBLISHED) {
            throw PlenumException.conflict(
                    "blueprint-not-published",
                    "The blueprint \"" + item.title() + "\" is not published. Have it reviewed and publish it first.");
        }
        return item;
    }

    /** What blueprints may include that the caller deploys. */
    Library library(Caller caller) {
        return name -> {
            Item item = published(byName(caller, name));
            try {
                return read(item);
            } catch (PlenumException e) {
                throw PlenumException.invalid(
                        e.code(),
                        "The included blueprint \"" + item.title() + "\" cannot be used: "
                                + (e.violations().isEmpty()
                                        ? e.getMessage()
                                        : e.violations().get(0).message()));
            }
        };
    }

    private Item byName(Caller caller, String name) {
        if (name.length() == 36) {
            try {
                return find(caller, UUID.fromString(name));
            } catch (IllegalArgumentException e) {
                // a title of the length of an id
            }
        }
        List<Item> found = content.list(
                        caller,
                        ItemQuery.ofType(Blueprint.TYPE)
                                .filter("title == " + quoted(name))
                                .page(PageRequest.first(2)))
                .items();
        if (found.isEmpty()) {
            throw missing(name);
        }
        if (found.size() > 1) {
            throw PlenumException.conflict(
                    "blueprint-ambiguous", "Several blueprints have the title \"" + name + "\"; give the id of one.");
        }
        return found.get(0);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
