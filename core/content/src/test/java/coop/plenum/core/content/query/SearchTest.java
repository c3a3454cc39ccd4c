package coop.plenum.core.content.query;

import static coop.plenum.core.content.FakeAccess.user;
import static coop.plenum.core.content.World.ROOT;
import static coop.plenum.core.content.World.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.core.content.World;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

class SearchTest {
    private static ContentType machine(Flag... ofNote) {
        return World.type(
                "test.machine",
                Field.of("host", FieldType.STRING, "Host").flags(Flag.SEARCHABLE),
                Field.of("note", FieldType.STRING, "Note").flags(ofNote));
    }

    private static World world(Database database) {
        World world = new World(database).withTypes();
        world.types.define(SYSTEM, machine());
        return world;
    }

    private static Item machine(World world, String title, String host, String note) {
        return world.create(
                "test.machine",
                title,
                Values.builder().put("host", host).put("note", note).build());
    }

    private static List<String> found(World world, String words) {
        return titles(world, ItemQuery.everything().search(words).sort("title"));
    }

    private static List<String> titles(World world, ItemQuery query) {
        return world.content.list(SYSTEM, query).items().stream()
                .map(Item::title)
                .toList();
    }

    @OnEachEngine
    void itemsOfAllTypesAreFoundByWhatTheyContain(Database database) {
        World world = world(database);
        machine(world, "Mail relay", "mx-01.example.org", "spare parts");
        machine(world, "Web front", "web-01.example.org", "");
        world.create("test.place", "Mailand", Values.empty());

        assertThat(found(world, "mail")).containsExactly("Mail relay", "Mailand");
        assertThat(found(world, "MAIL re")).containsExactly("Mail relay");
        assertThat(found(world, "01")).containsExactly("Mail relay", "Web front");
        assertThat(found(world, "example front")).containsExactly("Web front");
        assertThat(found(world, "mx-01.ex")).containsExactly("Mail relay");
        assertThat(found(world, "spare")).as("not a searchable field").isEmpty();
        assertThat(found(world, "ail")).containsExactly("Mail relay", "Mailand");
        assertThat(found(world, "%")).as("stands for itself").isEmpty();
        assertThat(found(world, "b_f")).as("stands for itself").isEmpty();
        assertThat(found(world, "")).hasSize(3);
    }

    @OnEachEngine
    void searchGoesTogetherWithTypeFilterOrderAndPages(Database database) {
        World world = world(database);
        for (int i = 0; i < 7; i++) {
            machine(world, "box " + i, "h" + i % 2, "");
        }
        ItemQuery query = ItemQuery.ofType("test.machine")
                .search("box")
                .filter("host == \"h0\"")
                .sort("-title");
        ItemQuery paged = new ItemQuery(
                query.type(),
                query.trait(),
                query.space(),
                query.search(),
                query.filter(),
                query.sort(),
                true,
                PageRequest.first(3));
        Page<Item> first = world.content.list(SYSTEM, paged);
        assertThat(first.items()).extracting(Item::title).containsExactly("box 6", "box 4", "box 2");
        assertThat(first.total()).hasValue(4);
        Page<Item> second = world.content.list(SYSTEM, paged.page(new PageRequest(3, first.next())));
        assertThat(second.items()).extracting(Item::title).containsExactly("box 0");
        assertThat(titles(world, ItemQuery.ofType("test.place").search("box"))).isEmpty();
    }

    @OnEachEngine
    void whatMayNotBeSeenIsNotFound(Database database) {
        World world = world(database);
        UUID mine = world.spaces.add(ROOT, "mine");
        machine(world, "secret machine", "h", "");
        world.access.grant("bob", "test.place.view", ROOT);
        assertThat(world.content
                        .list(user("bob"), ItemQuery.everything().search("secret"))
                        .items())
                .isEmpty();
        world.access.grant("bob", "test.machine.view", mine);
        assertThat(world.content
                        .list(user("bob"), ItemQuery.everything().search("secret"))
                        .items())
                .isEmpty();
    }

    @OnEachEngine
    void wordsFollowTheItem(Database database) {
        World world = world(database);
        Item item = machine(world, "old name", "alpha", "");
        Item renamed = world.content.update(
                SYSTEM,
                item.id(),
                item.revision(),
                new ItemPatch(
                        Optional.of("new name"),
                        Values.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Values.of("host", "beta"),
                        ""));
        assertThat(found(world, "old")).isEmpty();
        assertThat(found(world, "alpha")).isEmpty();
        assertThat(found(world, "new beta")).containsExactly("new name");
        world.content.delete(SYSTEM, renamed.id(), renamed.revision(), "");
        assertThat(found(world, "new")).isEmpty();
    }

    @OnEachEngine
    void aChangedTypeChangesWhatIsFound(Database database) {
        World world = world(database);
        machine(world, "one", "alpha", "remark");
        assertThat(found(world, "remark")).isEmpty();

        world.types.define(SYSTEM, machine(Flag.SEARCHABLE));
        assertThat(found(world, "remark alpha one")).containsExactly("one");

        world.types.define(SYSTEM, machine(Flag.SEARCHABLE, Flag.SENSITIVE));
        assertThat(found(world, "remark")).isEmpty();
        assertThat(found(world, "alpha")).containsExactly("one");
    }

    @OnEachEngine
    void itemsFromBeforeThereWasASearchAreFoundAfterAStart(Database database) {
        World before = world(database);
        for (int i = 0; i < 3; i++) {
            machine(before, "thing " + i, "alpha", "");
        }
        database.write(sql -> sql.update("UPDATE content_item SET search = NULL"));
        assertThat(found(before, "thing")).isEmpty();
        World after = new World(database);
        assertThat(found(after, "thing alpha")).containsExactly("thing 0", "thing 1", "thing 2");
    }
}
