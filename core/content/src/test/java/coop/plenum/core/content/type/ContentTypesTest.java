package coop.plenum.core.content.type;

import static coop.plenum.core.content.FakeAccess.user;
import static coop.plenum.core.content.World.ROOT;
import static coop.plenum.core.content.World.SYSTEM;
import static coop.plenum.core.content.World.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.Permission;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.core.content.World;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.OnEachEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ContentTypesTest {
    private static PlenumException refused(ThrowingCallable call) {
        PlenumException e = catchThrowableOfType(PlenumException.class, call);
        assertThat(e).isNotNull();
        return e;
    }

    private static final Field NAME = Field.of("name", FieldType.STRING, "Name");

    private static ContentType of(String module, String name, Field... fields) {
        return new ContentType(name, name, 1, List.of(fields), Set.of(), module, false);
    }

    @OnEachEngine
    void aTypeIsThereAtOnceAndAfterARestart(Database database) {
        World world = new World(database);
        ContentType made = world.types.define(SYSTEM, World.server());
        assertThat(world.types.find("test.server")).contains(made);
        assertThat(new World(database).types.find("test.server")).contains(made);
        assertThat(made.fields()).isEqualTo(World.server().fields());
        assertThat(world.permissions.all())
                .extracting(Permission::name)
                .contains("content-type.manage", "test.server.view", "test.server.observe");
        assertThat(world.audit.actions()).containsExactly("content-type.define");
        assertThat(world.events.types()).containsExactly("content-type.created");
        world.types.define(SYSTEM, made);
        assertThat(world.audit.actions()).hasSize(1);
    }

    @OnEachEngine
    void whoMayEditEverythingMayNotEditRules(Database database) {
        World world = new World(database);
        world.types.define(
                SYSTEM,
                new ContentType(
                        "test.rule", "Rule", 1, List.of(NAME), Set.of(ContentType.RULES), ContentType.SITE, false));
        assertThat(world.permissions.all())
                .filteredOn(permission -> permission.name().startsWith("test.rule."))
                .filteredOn(Permission::restricted)
                .extracting(Permission::name)
                .containsExactlyInAnyOrder(
                        "test.rule.view-sensitive",
                        "test.rule.create",
                        "test.rule.edit",
                        "test.rule.delete",
                        "test.rule.publish",
                        "test.rule.act");
    }

    @OnEachEngine
    void fieldsAreAddedAndRemovedWhileItemsStay(Database database) {
        World world = new World(database);
        world.types.define(SYSTEM, type("test.a", NAME));
        Item made = world.create("test.a", "x", Values.of("name", "n"));
        ContentType wider = world.types.define(
                SYSTEM,
                type("test.a", NAME, Field.of("size", FieldType.INTEGER, "Size").flags(Flag.REQUIRED)));
        assertThat(wider.schemaVersion()).isEqualTo(2);
        Item sized = world.content.update(SYSTEM, made.id(), 1, ItemPatch.values(Values.of("size", 5), ""));
        assertThat(world.content
                        .list(
                                SYSTEM,
                                ItemQuery.ofType("test.a").filter("size > 4").sort("size"))
                        .items())
                .containsExactly(sized);
        world.types.define(SYSTEM, type("test.a", Field.of("size", FieldType.INTEGER, "Size")));
        assertThat(world.content.find(SYSTEM, made.id()).orElseThrow().values().asMap())
                .containsOnlyKeys("size");
        world.types.define(
                SYSTEM,
                type(
                        "test.a",
                        Field.of("size", FieldType.INTEGER, "Size"),
                        Field.of("name", FieldType.INTEGER, "Name")));
        assertThat(world.content.find(SYSTEM, made.id()).orElseThrow().values().has("name"))
                .isFalse();
    }

    @OnEachEngine
    void whoListsATypeThatIsBeingRemovedHearsThatItHasGone(Database database) throws Exception {
        World world = new World(database);
        ExecutorService readers = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 10; round++) {
                world.types.define(SYSTEM, type("test.a", NAME));
                CountDownLatch begun = new CountDownLatch(3);
                List<Future<String>> ends = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    ends.add(readers.submit(() -> listUntilRefused(world, begun)));
                }
                begun.await();
                world.types.remove(SYSTEM, "test.a");
                for (Future<String> end : ends) {
                    assertThat(end.get()).isEqualTo("unknown-type");
                }
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static String listUntilRefused(World world, CountDownLatch begun) {
        while (true) {
            try {
                world.content.list(SYSTEM, ItemQuery.ofType("test.a"));
                begun.countDown();
            } catch (PlenumException e) {
                if (e.code().equals("unknown-type")) {
                    return e.code();
                }
                throw e;
            }
        }
    }

    @OnEachEngine
    void whatWouldLoseValuesIsRefusedWithReasons(Database database) {
        World world = new World(database);
        Field power = Field.of("power", FieldType.ENUM, "Power").options("on", "off");
        world.types.define(SYSTEM, type("test.a", NAME, power));
        world.create(
                "test.a",
                "x",
                Values.builder().put("name", "n").put("power", "off").build());
        world.create("test.a", "y", Values.of("name", "n"));
        PlenumException e = refused(() -> world.types.define(
                SYSTEM, type("test.a", Field.of("name", FieldType.INTEGER, "Name"), power.options("on"))));
        assertThat(e.code()).isEqualTo("incompatible-change");
        assertThat(e.violations())
                .extracting(Violation::pointer)
                .containsExactly("/fields/0/type", "/fields/1/options");
        assertThat(refused(() -> world.types.define(SYSTEM, type("test.a", NAME.flags(Flag.MULTIPLE), power)))
                        .code())
                .isEqualTo("incompatible-change");
        assertThat(refused(() -> world.types.define(SYSTEM, type("test.a", NAME.flags(Flag.UNIQUE), power)))
                        .code())
                .isEqualTo("incompatible-change");
        assertThat(world.types.find("test.a").orElseThrow().fields()).containsExactly(NAME, power);
    }

    @OnEachEngine
    void onlyWhatAModuleReportsItselfCanBeInternal(Database database) {
        World world = new World(database);
        Field internal = NAME.mode(Field.Mode.OBSERVED).flags(Flag.INTERNAL);
        assertThat(refused(() -> world.types.define(SYSTEM, type("test.a", internal)))
                        .violations())
                .extracting(Violation::pointer)
                .containsExactly("/fields/0/flags");
        for (Field wrong : List.of(
                NAME.flags(Flag.INTERNAL),
                internal.flags(Flag.INTERNAL, Flag.SEARCHABLE),
                internal.flags(Flag.INTERNAL, Flag.UNIQUE))) {
            assertThat(refused(() -> world.types.adopt(SYSTEM, "acme", List.of(of("acme", "acme.box", wrong))))
                            .violations())
                    .extracting(Violation::pointer)
                    .containsExactly("/fields/0/flags");
        }
        world.types.adopt(SYSTEM, "acme", List.of(of("acme", "acme.box", internal)));
    }

    @OnEachEngine
    void whatIsOnlyTriedIsRefusedAlikeAndChangesNothing(Database database) {
        World world = new World(database);
        ContentType plain = type("test.a", NAME);
        assertThat(world.types.check(SYSTEM, plain).name()).isEqualTo("test.a");
        assertThat(world.types.find("test.a")).isEmpty();
        assertThat(refused(() -> world.types.check(SYSTEM, type("Test", NAME))).code())
                .isEqualTo(refused(() -> world.types.define(SYSTEM, type("Test", NAME)))
                        .code());

        world.types.define(SYSTEM, plain);
        world.create("test.a", "x", Values.of("name", "n"));
        ContentType unique = type("test.a", NAME.flags(Flag.UNIQUE));
        assertThat(world.types.check(SYSTEM, unique).schemaVersion()).isEqualTo(2);
        world.create("test.a", "y", Values.of("name", "n"));
        assertThat(refused(() -> world.types.check(SYSTEM, unique)).code()).isEqualTo("incompatible-change");
        assertThat(refused(() -> world.types.check(SYSTEM, type("test.a", NAME.flags(Flag.MULTIPLE))))
                        .code())
                .isEqualTo("incompatible-change");
        assertThat(refused(() -> world.types.checkRemoval(SYSTEM, "test.a")).code())
                .isEqualTo("type-in-use");
        assertThat(world.types.find("test.a").orElseThrow().fields()).containsExactly(NAME);
        assertThat(world.types.find("test.a").orElseThrow().schemaVersion()).isEqualTo(1);
    }

    @OnEachEngine
    void aFieldStopsBeingUnique(Database database) {
        World world = new World(database);
        world.types.define(SYSTEM, type("test.a", NAME.flags(Flag.UNIQUE)));
        world.create("test.a", "x", Values.of("name", "n"));
        world.types.define(SYSTEM, type("test.a", NAME));
        world.create("test.a", "y", Values.of("name", "n"));
        assertThat(world.content.list(SYSTEM, ItemQuery.ofType("test.a")).items())
                .hasSize(2);
    }

    @OnEachEngine
    void aTypeInUseIsNotRemoved(Database database) {
        World world = new World(database);
        world.types.define(SYSTEM, type("test.a", NAME));
        Item made = world.create("test.a", "x", Values.empty());
        assertThat(refused(() -> world.types.remove(SYSTEM, "test.a")).code()).isEqualTo("type-in-use");
        world.content.delete(SYSTEM, made.id(), 1, "");
        world.types.remove(SYSTEM, "test.a");
        assertThat(world.types.all()).isEmpty();
        assertThat(refused(() -> world.types.remove(SYSTEM, "test.a")).code()).isEqualTo("unknown-type");
        assertThat(tables(database)).noneMatch(table -> table.startsWith("item_"));
        assertThat(world.permissions.all()).extracting(Permission::name).containsExactly("content-type.manage");
    }

    private static List<String> tables(Database database) {
        return database.read(
                sql -> sql.query("SELECT LOWER(table_name) FROM information_schema.tables", row -> row.text(1)));
    }

    @OnEachEngine
    void whatARemovedTypeLeftIsDroppedAtTheNextStart(Database database) {
        new World(database).types.define(SYSTEM, type("test.a", NAME));
        database.write(sql -> {
            sql.update("DELETE FROM content_type");
            return sql.update(
                    "INSERT INTO content_cleanup (id, statement) VALUES (?, ?)", Ids.next(), "DROP TABLE item_test_a");
        });
        assertThat(new World(database).types.all()).isEmpty();
        assertThat(tables(database)).doesNotContain("item_test_a");
    }

    @OnEachEngine
    void aDefinitionThatWasInterruptedBeforeItWasStoredIsRepeated(Database database) {
        World world = new World(database);
        world.registry.expand(new TypeTable(type("test.a", NAME)));
        assertThat(new World(database).types.all()).isEmpty();
        world.types.define(SYSTEM, type("test.a", NAME, Field.of("size", FieldType.INTEGER, "Size")));
        assertThat(world.create("test.a", "x", Values.of("size", 1)).values().integer("size"))
                .hasValue(1);
    }

    @OnEachEngine
    void contentOutlivesItsModule(Database database) {
        World world = new World(database);
        world.types.adopt(SYSTEM, "acme", List.of(of("acme", "acme.box", NAME), of("acme", "acme.lid", NAME)));
        Item box = world.create("acme.box", "b", Values.of("name", "n"));
        world.types.adopt(SYSTEM, "acme", List.of(of("acme", "acme.box", NAME)));
        assertThat(world.types.find("acme.lid").orElseThrow().orphaned()).isTrue();
        world.types.orphan(SYSTEM, "acme", false);
        assertThat(world.types.find("acme.box").orElseThrow().orphaned()).isTrue();
        assertThat(world.content.find(SYSTEM, box.id())).contains(box);
        assertThat(refused(() -> world.types.define(SYSTEM, type("acme.box", NAME)))
                        .code())
                .isEqualTo("type-not-yours");
        assertThat(refused(() -> world.types.remove(SYSTEM, "acme.box")).code()).isEqualTo("type-not-yours");
        assertThat(refused(() -> world.types.adopt(SYSTEM, "other", List.of(of("other", "acme.box", NAME))))
                        .code())
                .isEqualTo("type-not-yours");
        world.types.adopt(SYSTEM, "acme", List.of(of("acme", "acme.box", NAME)));
        assertThat(world.types.find("acme.box").orElseThrow().orphaned()).isFalse();
    }

    @OnEachEngine
    void purgingAModuleDeletesItsItemsUnlessOthersReferToThem(Database database) {
        World world = new World(database).withTypes();
        world.types.adopt(SYSTEM, "acme", List.of(of("acme", "acme.box", NAME)));
        Item box = world.create("acme.box", "b", Values.of("name", "n"));
        Item server = world.server("s", Values.of("peers", List.of(box.id().toString())));
        assertThat(refused(() -> world.types.orphan(SYSTEM, "acme", true)).code())
                .isEqualTo("type-in-use");
        world.content.delete(SYSTEM, server.id(), 1, "");
        world.types.orphan(SYSTEM, "acme", true);
        assertThat(world.types.find("acme.box")).isEmpty();
        assertThat(world.content.find(SYSTEM, box.id())).isEmpty();
        assertThat(tables(database)).doesNotContain("item_acme_box", "item_acme_box_el");
    }

    @OnEachEngine
    void aRolledBackUnitLeavesTheTypesAsTheyWere(Database database) {
        World world = new World(database);
        refused(() -> database.write(sql -> {
            world.types.adopt(SYSTEM, "acme", List.of(of("acme", "acme.box", NAME)));
            throw PlenumException.conflict("install-failed", "no");
        }));
        assertThat(world.types.all()).isEmpty();
        assertThat(new World(database).types.all()).isEmpty();
    }

    @OnEachEngine
    void onlyWhoMayManageTypesDoes(Database database) {
        World world = new World(database);
        assertThat(refused(() -> world.types.define(user("eve"), type("test.a", NAME)))
                        .code())
                .isEqualTo("access-denied");
        world.access.grant("ann", "content-type.manage", ROOT);
        assertThat(world.types.define(user("ann"), type("test.a", NAME)).owner())
                .isEqualTo("site");
    }

    @Test
    void aTypeFileIsReadAndAllThatIsWrongIsReported() {
        List<ContentType> types = TypeJson.parse("acme", """
                {"name": "acme.box", "label": "Box", "schemaVersion": 3, "traits": ["storage.volume"], "fields": [
                  {"name": "made", "type": "date-time", "label": "Made", "mode": "observed"},
                  {"name": "address", "type": "ip-address", "flags": ["multiple", "searchable"]},
                  {"name": "size", "type": "quantity", "label": "Size", "unit": "GiBy", "help": "Net."}]}""");
        assertThat(types).hasSize(1);
        assertThat(types.get(0).owner()).isEqualTo("acme");
        assertThat(types.get(0).field("address").orElseThrow())
                .isEqualTo(Field.of("address", FieldType.IP_ADDRESS, "address").flags(Flag.MULTIPLE, Flag.SEARCHABLE));
        assertThat(TypeJson.stored(TypeJson.write(types.get(0)), "acme", false)).isEqualTo(types.get(0));

        PlenumException e = refused(() -> TypeJson.parse("acme", """
                [{"name": "Box", "colour": 1, "schemaVersion": 0, "fields": [
                  {"name": "a", "type": "text-area"},
                  {"name": "B", "type": "string"},
                  {"name": "c", "type": "enum", "flags": ["shiny"]},
                  7]},
                 {"name": "acme.box", "fields": [{"name": "x", "type": "enum"}, {"name": "x", "type": "json", "flags": ["unique"]}]}]"""));
        assertThat(e.code()).isEqualTo("invalid-type");
        assertThat(e.violations())
                .extracting(Violation::pointer)
                .containsExactly(
                        "/0/colour",
                        "/0/schemaVersion",
                        "/0/fields/0/type",
                        "/0/fields/1/name",
                        "/0/fields/2/flags/0",
                        "/0/fields/3",
                        "/0/name",
                        "/1/fields/0/options",
                        "/1/fields/1/name",
                        "/1/fields/1/flags");
        assertThat(refused(() -> TypeJson.parse("acme", "{")).code()).isEqualTo("invalid-type");
    }

    @Test
    void namesOfTablesAndColumnsAreSafeAndDistinct() {
        assertThat(Names.table("compute.server")).isEqualTo("item_compute_server");
        assertThat(Names.table("a.b-c")).isNotEqualTo(Names.table("a-b.c")).matches("[a-z0-9_]{1,60}");
        assertThat(Names.table("a.b--c")).isNotEqualTo(Names.table("a.b-.c"));
        String longest = "a".repeat(30) + "." + "b".repeat(29);
        assertThat(Names.table(longest)).matches("[a-z0-9_]{1,60}");
        assertThat(Names.column("powerState", "STRING")).isEqualTo("f_power_state_string");
        assertThat(Names.column("aBCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMN", "STRING_LIST"))
                .matches("f_[a-z0-9_]{1,60}");
    }
}
