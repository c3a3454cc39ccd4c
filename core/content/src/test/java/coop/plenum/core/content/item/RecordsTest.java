package coop.plenum.core.content.item;

import static coop.plenum.core.content.World.ROOT;
import static coop.plenum.core.content.World.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Mode;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.State;
import coop.plenum.core.content.World;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Items of types that tell what has been done. */
class RecordsTest {
    private static final ContentType DEED = new ContentType(
            "test.deed",
            "Deed",
            1,
            List.of(
                    Field.of("wish", FieldType.STRING, "Wish"),
                    Field.of("outcome", FieldType.STRING, "Outcome").mode(Mode.OBSERVED)),
            Set.of(ContentType.RECORDS),
            ContentType.SITE,
            false);

    private static World world(Database database) {
        World world = new World(database);
        world.types.define(SYSTEM, DEED);
        return world;
    }

    private static Item draft(World world) {
        return world.content.create(
                SYSTEM,
                new NewItem(
                        "test.deed",
                        ROOT,
                        "Deed",
                        Map.of(),
                        State.DRAFT,
                        Values.of("wish", "light"),
                        Optional.empty(),
                        ""));
    }

    /** It is bound to itself, as the items of modules are that nothing remote stands behind. */
    private static Item observed(World world, Item item, String outcome) {
        Observation seen = new Observation(
                Optional.of(item.id()),
                item.type(),
                item.id().toString(),
                item.space(),
                item.title(),
                item.labels(),
                Values.of("outcome", outcome));
        world.content.observe(SYSTEM, item.id(), List.of(seen));
        return world.content.find(SYSTEM, item.id()).orElseThrow();
    }

    private static Item published(World world) {
        Item item = observed(world, draft(world), "begun");
        return world.content.publishDesired(SYSTEM, item.id(), item.revision(), false, Values.empty(), "");
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static ItemPatch state(State state) {
        return new ItemPatch(
                Optional.empty(), Values.empty(), Optional.empty(), Optional.of(state), Values.empty(), "");
    }

    @OnEachEngine
    void aDraftIsEditedAndDeletedLikeAnyOther(Database database) {
        World world = world(database);
        Item draft = draft(world);
        Item edited = world.content.update(
                SYSTEM, draft.id(), draft.revision(), ItemPatch.values(Values.of("wish", "dark"), ""));
        world.content.delete(SYSTEM, edited.id(), edited.revision(), "");

        assertThat(world.content.find(SYSTEM, draft.id())).isEmpty();
    }

    @OnEachEngine
    void whatIsPublishedIsNeitherEditedMovedNorDeleted(Database database) {
        World world = world(database);
        Item record = published(world);

        refused(
                "item-is-record",
                () -> world.content.update(
                        SYSTEM, record.id(), record.revision(), ItemPatch.values(Values.of("wish", "dark"), "")));
        refused(
                "item-is-record",
                () -> world.content.update(SYSTEM, record.id(), record.revision(), state(State.DRAFT)));
        refused("item-is-record", () -> world.content.revert(SYSTEM, record.id(), record.revision(), 1, ""));
        refused("item-is-record", () -> world.content.delete(SYSTEM, record.id(), record.revision(), ""));
    }

    @OnEachEngine
    void itsObservedFieldsFollowWhatBecomesOfIt(Database database) {
        World world = world(database);
        Item record = published(world);

        Item now = observed(world, record, "done");
        assertThat(now.values().text("outcome")).contains("done");
        assertThat(now.values().text("wish")).contains("light");
        assertThat(now.state()).isEqualTo(State.PUBLISHED);
    }

    @OnEachEngine
    void nothingBeginsAsARecord(Database database) {
        World world = world(database);

        refused("invalid-item", () -> world.create("test.deed", "Deed", Values.empty()));
    }
}
