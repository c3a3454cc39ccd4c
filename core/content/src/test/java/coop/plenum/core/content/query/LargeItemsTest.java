package coop.plenum.core.content.query;

import static coop.plenum.core.content.World.SYSTEM;
import static coop.plenum.core.content.World.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.Revision;
import coop.plenum.core.content.World;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A page of what is large ends early, so that a thousand of it are never held at once. */
class LargeItemsTest {
    private static final int LARGE = 1_000_000;
    private static final int ITEMS = 12;

    /** With a trait in common; every second item is a large one. */
    private static World filled(Database database) {
        World world = new World(database).withTypes();
        world.types.define(
                SYSTEM,
                new ContentType(
                        "test.box",
                        "Box",
                        1,
                        List.of(Field.of("label", FieldType.STRING, "Label")),
                        Set.of("compute.server"),
                        ContentType.SITE,
                        false));
        for (int i = 0; i < ITEMS; i++) {
            world.server(title(2 * i), Values.of("notes", "n".repeat(LARGE)));
            world.create("test.box", title(2 * i + 1), Values.empty());
        }
        return world;
    }

    private static String title(int number) {
        return "item %02d".formatted(number);
    }

    /** The sizes of the pages in their order; all together they must be what there is. */
    private static List<Integer> pages(World world, ItemQuery query, List<String> expected) {
        List<Integer> sizes = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        Function<PageRequest, Page<Item>> list =
                request -> world.content.list(SYSTEM, query.sort("title").page(request));
        Page<Item> page = list.apply(new PageRequest(1000, Optional.empty()));
        while (true) {
            sizes.add(page.items().size());
            page.items().forEach(item -> titles.add(item.title()));
            if (page.next().isEmpty()) {
                assertThat(titles).isEqualTo(expected);
                return sizes;
            }
            page = list.apply(new PageRequest(1000, page.next()));
        }
    }

    private static List<String> titles(int from, int step) {
        return IntStream.iterate(from, number -> number < 2 * ITEMS, number -> number + step)
                .mapToObj(LargeItemsTest::title)
                .toList();
    }

    @OnEachEngine
    void pagesOfOneTypeEndEarly(Database database) {
        World world = filled(database);
        assertThat(pages(world, ItemQuery.ofType("test.server"), titles(0, 2))).containsExactly(8, 4);
        assertThat(pages(world, ItemQuery.ofType("test.box"), titles(1, 2))).containsExactly(ITEMS);
    }

    @OnEachEngine
    void pagesOfSeveralTypesEndWhereOneOfThemDoes(Database database) {
        World world = filled(database);
        ItemQuery ofTrait = new ItemQuery(
                Optional.empty(),
                Optional.of("compute.server"),
                Optional.empty(),
                "",
                "",
                "",
                false,
                PageRequest.first());
        assertThat(pages(world, ofTrait, titles(0, 1))).containsExactly(15, 9);
        assertThat(pages(world, ItemQuery.everything(), titles(0, 1))).containsExactly(16, 8);
    }

    @OnEachEngine
    void thatATypeIsLargeOutlivesTheServer(Database database) {
        filled(database);
        assertThat(pages(new World(database), ItemQuery.ofType("test.server"), titles(0, 2)))
                .containsExactly(8, 4);
    }

    @OnEachEngine
    void aLargeItemThatWasNotKeptChangesNothing(Database database) {
        World world = new World(database);
        world.types.define(SYSTEM, type("test.note", Field.of("text", FieldType.TEXT, "Text")));
        assertThatThrownBy(() -> database.write(sql -> {
                    world.create("test.note", "lost", Values.of("text", "0".repeat(LARGE)));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(world.registry.large().contains(world.registry.require("test.note")))
                .isFalse();
        world.create("test.note", "kept", Values.of("text", "0".repeat(LARGE)));
        assertThat(world.registry.large().contains(world.registry.require("test.note")))
                .isTrue();
        World after = new World(database);
        assertThat(after.registry.large().contains(after.registry.require("test.note")))
                .isTrue();
    }

    @OnEachEngine
    void revisionsOfLargeItemsAreToldInShortPages(Database database) {
        World world = new World(database);
        world.types.define(SYSTEM, type("test.note", Field.of("text", FieldType.TEXT, "Text")));
        Item note = world.create("test.note", "note", Values.of("text", "0".repeat(LARGE)));
        for (int i = 1; i < ITEMS; i++) {
            world.content.update(
                    SYSTEM,
                    note.id(),
                    i,
                    ItemPatch.values(Values.of("text", Integer.toString(i % 10).repeat(LARGE)), ""));
        }
        List<Long> numbers = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Revision> page = world.content.revisions(SYSTEM, note.id(), new PageRequest(1000, after));
            page.items().forEach(revision -> numbers.add(revision.number()));
            sizes.add(page.items().size());
            after = page.next();
        } while (after.isPresent());
        assertThat(sizes).containsExactly(8, 4);
        assertThat(numbers).hasSize(ITEMS).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }
}
