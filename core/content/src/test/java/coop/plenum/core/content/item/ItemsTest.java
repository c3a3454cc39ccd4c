package coop.plenum.core.content.item;

import static coop.plenum.core.content.FakeAccess.user;
import static coop.plenum.core.content.World.ROOT;
import static coop.plenum.core.content.World.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.Field.Mode;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.Reference;
import coop.plenum.api.content.Revision;
import coop.plenum.api.content.SpaceGuard;
import coop.plenum.api.content.State;
import coop.plenum.core.content.World;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.OnEachEngine;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

class ItemsTest {
    private static PlenumException refused(ThrowingCallable call) {
        PlenumException e = catchThrowableOfType(PlenumException.class, call);
        assertThat(e).isNotNull();
        return e;
    }

    private static ItemPatch patch(String name, @Nullable Object value) {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put(name, value);
        return ItemPatch.values(Values.of(map), "because");
    }

    private static Values everything(Item rack, Item peer) {
        return Values.builder()
                .put("hostname", "web-1")
                .put("notes", "# Two\nlines")
                .put("cores", 4)
                .put("price", new BigDecimal("1999.90"))
                .put("managed", true)
                .put("spare", false)
                .put("bought", "2026-01-31T12:00:00.500Z")
                .put("warranty", "PT26280H")
                .put("size", "small")
                .put("memory", new BigDecimal("7.5"))
                .put("address", "2001:db8::1")
                .put("network", "10.1.0.0/16")
                .put("mac", "52:54:00:12:34:56")
                .put("page", "https://example.org/x?y=ä")
                .put("extra", Map.of("a", List.of(1, "b", true), "c", Map.of("d", "e")))
                .put("tags", Map.of("Name", "web"))
                .put("rack", rack.id().toString())
                .put("peers", List.of(peer.id().toString()))
                .put("roles", List.of("web", "db", "web"))
                .put("password", "secret:" + UUID.randomUUID() + "#1")
                .put("serial", "S-1")
                .put("salary", 100)
                .build();
    }

    @OnEachEngine
    void everyFieldComesBackAsItWasSet(Database database) {
        World world = new World(database).withTypes();
        Item rack = world.create("test.place", "r1", Values.empty());
        Item peer = world.server("peer", Values.empty());
        Values values = everything(rack, peer);
        Item made = world.content.create(
                SYSTEM,
                new NewItem(
                        "test.server",
                        ROOT,
                        "Web",
                        Map.of("tier", "prod"),
                        State.PUBLISHED,
                        values,
                        Optional.empty(),
                        "new"));
        assertThat(made.values().asMap())
                .isEqualTo(values.merge(Values.of("price", new BigDecimal("1999.9")))
                        .asMap());
        Item found = world.content.find(SYSTEM, made.id()).orElseThrow();
        assertThat(found).isEqualTo(made);
        assertThat(found.revision()).isEqualTo(1);
        assertThat(found.labels()).containsExactly(Map.entry("tier", "prod"));
        Revision revision = world.content.revision(SYSTEM, made.id(), 1).orElseThrow();
        assertThat(revision.digest()).isEqualTo(Json.digest(revision.snapshot()));
        assertThat(revision.snapshot().nested("values")).isEqualTo(made.values());
        AuditEvent event = world.audit.events().get(world.audit.events().size() - 1);
        assertThat(event.action()).isEqualTo("item.create");
        assertThat(event.afterDigest()).contains(revision.digest());
        assertThat(world.events.types()).endsWith("item.created");
    }

    @OnEachEngine
    void allThatIsWrongIsReportedAtOnce(Database database) {
        World world = new World(database).withTypes();
        Values values = Values.builder()
                .put("cores", "four")
                .put("colour", "red")
                .put("power", "on")
                .put("roles", List.of("ok", 5))
                .put("rack", UUID.randomUUID().toString())
                .put("address", "300.0.0.1")
                .build();
        PlenumException e = refused(
                () -> world.content.create(SYSTEM, NewItem.published("test.server", UUID.randomUUID(), " ", values)));
        assertThat(e.code()).isEqualTo("invalid-item");
        assertThat(e.violations())
                .extracting(Violation::pointer, Violation::code)
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "(\"/space\", \"space-missing\")",
                        "(\"/values/cores\", \"invalid-value\")",
                        "(\"/values/colour\", \"unknown-field\")",
                        "(\"/values/roles/1\", \"invalid-value\")",
                        "(\"/values/address\", \"invalid-value\")",
                        "(\"/values/power\", \"read-only-field\")",
                        "(\"/title\", \"required-field\")",
                        "(\"/values/rack\", \"item-missing\")");
        PlenumException several = refused(() -> world.content.createAll(
                SYSTEM,
                List.of(
                        NewItem.published("test.server", ROOT, "a", Values.empty()),
                        NewItem.published("test.server", ROOT, "b", Values.of("cores", "x")))));
        assertThat(several.violations()).extracting(Violation::pointer).containsExactly("/1/values/cores");
        assertThat(world.content.list(SYSTEM, ItemQuery.ofType("test.server")).items())
                .isEmpty();
    }

    @OnEachEngine
    void aReferenceToTheWrongTypeIsRefused(Database database) {
        World world = new World(database).withTypes();
        Item other = world.server("other", Values.empty());
        PlenumException e =
                refused(() -> world.server("x", Values.of("rack", other.id().toString())));
        assertThat(e.violations()).extracting(Violation::code).containsExactly("wrong-type");
    }

    @OnEachEngine
    void aPatchThatChangesNothingWritesNothing(Database database) {
        World world = new World(database).withTypes();
        Item made = world.server("a", Values.of("cores", 4));
        int entries = world.audit.events().size();
        Item same = world.content.update(SYSTEM, made.id(), 1, patch("cores", 4));
        assertThat(same).isEqualTo(made);
        assertThat(world.audit.events()).hasSize(entries);
        assertThat(world.content
                        .revisions(SYSTEM, made.id(), PageRequest.first())
                        .items())
                .hasSize(1);
    }

    @OnEachEngine
    void aStaleRevisionIsRefused(Database database) {
        World world = new World(database).withTypes();
        Item made = world.server("a", Values.empty());
        world.content.update(SYSTEM, made.id(), 1, patch("cores", 1));
        PlenumException e = refused(() -> world.content.update(SYSTEM, made.id(), 1, patch("cores", 2)));
        assertThat(e.code()).isEqualTo("stale-revision");
        assertThat(refused(() -> world.content.delete(SYSTEM, made.id(), 1, "")).code())
                .isEqualTo("stale-revision");
    }

    @OnEachEngine
    void revisionsTellWhoChangedWhatAndRevertBringsItBack(Database database) {
        World world = new World(database).withTypes();
        Item made = world.server(
                "a", Values.builder().put("cores", 1).put("roles", List.of("x")).build());
        world.content.update(SYSTEM, made.id(), 1, patch("cores", 2));
        world.content.update(SYSTEM, made.id(), 2, patch("roles", null));
        List<Revision> revisions =
                world.content.revisions(SYSTEM, made.id(), PageRequest.first()).items();
        assertThat(revisions).extracting(Revision::number).containsExactly(3L, 2L, 1L);
        assertThat(revisions.get(1).diff().asMap()).isEqualTo(Map.of("values", Map.of("cores", 2L)));
        assertThat(revisions.get(1).author()).isEqualTo(SYSTEM.subject());
        assertThat(revisions.get(1).reason()).isEqualTo("because");
        Item reverted = world.content.revert(SYSTEM, made.id(), 3, 1, "back");
        assertThat(reverted.revision()).isEqualTo(4);
        assertThat(reverted.values()).isEqualTo(made.values());
        assertThat(world.content
                        .list(SYSTEM, ItemQuery.ofType("test.server").filter("\"x\" in roles"))
                        .items())
                .containsExactly(reverted);
        Optional<String> next =
                world.content.revisions(SYSTEM, made.id(), PageRequest.first(2)).next();
        assertThat(world.content
                        .revisions(SYSTEM, made.id(), new PageRequest(2, next))
                        .items())
                .extracting(Revision::number)
                .containsExactly(2L, 1L);
    }

    @OnEachEngine
    void anItemInUseIsNotDeletedAndRevisionsStay(Database database) {
        World world = new World(database).withTypes();
        Item rack = world.create("test.place", "r1", Values.empty());
        Item server = world.server("a", Values.of("rack", rack.id().toString()));
        assertThat(world.content
                        .referencesTo(SYSTEM, rack.id(), PageRequest.first())
                        .items())
                .containsExactly(new Reference(server.id(), "test.server", "a", "rack", rack.id()));
        assertThat(refused(() -> world.content.delete(SYSTEM, rack.id(), 1, "")).code())
                .isEqualTo("item-in-use");
        world.content.delete(SYSTEM, server.id(), 1, "old");
        world.content.delete(SYSTEM, rack.id(), 1, "old");
        assertThat(world.content.find(SYSTEM, rack.id())).isEmpty();
        assertThat(world.content
                        .revisions(SYSTEM, rack.id(), PageRequest.first())
                        .items())
                .hasSize(1);
        assertThat(world.audit.actions()).endsWith("item.delete", "item.delete");
        assertThat(world.events.types()).endsWith("item.deleted", "item.deleted");
    }

    @OnEachEngine
    void referencesToAnItemArePaged(Database database) {
        World world = new World(database).withTypes();
        Item rack = world.create("test.place", "r1", Values.empty());
        List<UUID> sources = IntStream.range(0, 5)
                .mapToObj(i -> world.server("s" + i, Values.of("rack", rack.id().toString())))
                .map(Item::id)
                .toList();
        var first = world.content.referencesTo(SYSTEM, rack.id(), PageRequest.first(3));
        var second = world.content.referencesTo(SYSTEM, rack.id(), new PageRequest(3, first.next()));
        assertThat(first.items()).hasSize(3);
        assertThat(second.next()).isEmpty();
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i ->
                                i < 3 ? first.items().get(i) : second.items().get(i - 3))
                        .map(Reference::source)
                        .toList())
                .isEqualTo(sources);
        assertThat(refused(() -> world.content.referencesTo(SYSTEM, rack.id(), new PageRequest(3, Optional.of("x"))))
                        .code())
                .isEqualTo("invalid-cursor");
    }

    @OnEachEngine
    void aUniqueValueIsTakenOnlyOnce(Database database) {
        World world = new World(database).withTypes();
        String name = "ä".repeat(1024);
        world.server("a", Values.of("hostname", name));
        PlenumException e = refused(() -> world.server("b", Values.of("hostname", name)));
        assertThat(e.code()).isEqualTo("value-taken");
        assertThat(e.violations()).extracting(Violation::pointer).containsExactly("/values/hostname");
        PlenumException before = refused(() -> world.content.validate(
                SYSTEM, NewItem.published("test.server", ROOT, "b", Values.of("hostname", name))));
        assertThat(before.code()).isEqualTo("value-taken");
        world.server("c", Values.of("hostname", name.substring(1)));
    }

    @OnEachEngine
    void anImmutableFieldStaysOnceSet(Database database) {
        World world = new World(database).withTypes();
        Item made = world.server("a", Values.empty());
        Item set = world.content.update(SYSTEM, made.id(), 1, patch("serial", "1"));
        PlenumException e =
                refused(() -> world.content.update(SYSTEM, made.id(), set.revision(), patch("serial", "2")));
        assertThat(e.violations()).extracting(Violation::code).containsExactly("immutable-field");
    }

    @OnEachEngine
    void validateSaysWhatCreateWouldSayAndWritesNothing(Database database) {
        World world = new World(database).withTypes();
        NewItem item = NewItem.published("test.server", ROOT, "a", Values.of("mac", "52-54-00-AB-CD-EF"));
        Item valid = world.content.validate(SYSTEM, item);
        assertThat(valid.revision()).isEqualTo(1);
        assertThat(valid.values().text("mac")).contains("52:54:00:ab:cd:ef");
        assertThat(world.content.find(SYSTEM, valid.id())).isEmpty();
    }

    @OnEachEngine
    void whoMayNotSeeAnItemCannotTellThatItIsThere(Database database) {
        World world = new World(database).withTypes();
        Item made = world.server("a", Values.empty());
        assertThat(world.content.find(user("eve"), made.id())).isEmpty();
        assertThat(refused(() -> world.content.update(user("eve"), made.id(), 1, patch("cores", 1)))
                        .code())
                .isEqualTo("item-missing");
        assertThat(world.access.denied()).containsExactly("eve test.server.edit");
        world.access.grant("bob", "test.server.view", ROOT);
        assertThat(world.content.find(user("bob"), made.id())).contains(made);
        assertThat(refused(() -> world.content.delete(user("bob"), made.id(), 1, ""))
                        .code())
                .isEqualTo("access-denied");
        world.access.grant("bob", "test.server.create", ROOT);
        assertThat(refused(() -> world.content.create(
                                user("bob"), NewItem.published("test.server", ROOT, "b", Values.empty())))
                        .code())
                .isEqualTo("access-denied");
    }

    @OnEachEngine
    void aModuleSeesTheSensitiveFieldsOfTheTypesItBringsAndOfNoOthers(Database database) {
        World world = new World(database).withTypes();
        Field pin = Field.of("pin", FieldType.STRING, "PIN").flags(Flag.SENSITIVE);
        world.types.adopt(
                SYSTEM, "acme", List.of(new ContentType("acme.box", "Box", 1, List.of(pin), Set.of(), "acme", false)));
        Item box = world.create("acme.box", "a", Values.of("pin", "4711"));
        Item server = world.server("a", Values.of("salary", 5));
        for (String module : List.of("acme", "site", "other")) {
            world.access.grant(module, "acme.box.view", ROOT);
            world.access.grant(module, "test.server.view", ROOT);
        }

        assertThat(seen(world, "acme", box).has("pin")).isTrue();
        assertThat(seen(world, "other", box).has("pin")).isFalse();
        assertThat(seen(world, "acme", server).has("salary")).isFalse();
        assertThat(seen(world, "site", server).has("salary")).isFalse();
        assertThat(world.content
                        .revision(world.access.module("acme"), box.id(), 1)
                        .orElseThrow()
                        .snapshot()
                        .nested("values")
                        .has("pin"))
                .isTrue();
    }

    private static Values seen(World world, String module, Item item) {
        return world.content
                .find(world.access.module(module), item.id())
                .orElseThrow()
                .values();
    }

    @OnEachEngine
    void sensitiveFieldsAreLeftOutWithoutThePermission(Database database) {
        World world = new World(database).withTypes();
        Item made = world.server(
                "a", Values.builder().put("salary", 5).put("cores", 1).build());
        world.access.grant("bob", "test.server.view", ROOT);
        assertThat(world.content
                        .find(user("bob"), made.id())
                        .orElseThrow()
                        .values()
                        .asMap())
                .containsOnlyKeys("cores");
        Revision revision = world.content.revision(user("bob"), made.id(), 1).orElseThrow();
        assertThat(revision.snapshot().nested("values").has("salary")).isFalse();
        assertThat(revision.diff().nested("values").has("salary")).isFalse();
        assertThat(world.content
                        .list(user("bob"), ItemQuery.ofType("test.server").filter("salary == 5"))
                        .items())
                .isEmpty();
        assertThat(world.content
                        .list(user("bob"), ItemQuery.ofType("test.server").sort("salary"))
                        .items())
                .isEmpty();
        world.access.grant("bob", "test.server.view-sensitive", ROOT);
        assertThat(world.content
                        .list(user("bob"), ItemQuery.ofType("test.server").filter("salary == 5"))
                        .items())
                .containsExactly(made);
    }

    @OnEachEngine
    void whatASensitiveFieldHeldIsNotShownByRevisionsAfterTheFieldHasGone(Database database) {
        World world = new World(database);
        Field pin = Field.of("pin", FieldType.STRING, "PIN").flags(Flag.SENSITIVE);
        Field size = Field.of("size", FieldType.INTEGER, "Size");
        world.types.define(SYSTEM, box(pin, size));
        Item made = world.create(
                "test.box",
                "a",
                Values.builder().put("pin", "4711").put("size", 2).build());
        world.types.define(SYSTEM, box(size));
        world.access.grant("bob", "test.box.view", ROOT);

        Revision one = world.content.revision(user("bob"), made.id(), 1).orElseThrow();
        assertThat(one.snapshot().nested("values").asMap()).containsOnlyKeys("size");
        assertThat(one.diff().nested("values").asMap()).containsOnlyKeys("size");
        world.access.grant("bob", "test.box.view-sensitive", ROOT);
        assertThat(world.content
                        .revision(user("bob"), made.id(), 1)
                        .orElseThrow()
                        .snapshot()
                        .nested("values")
                        .asMap())
                .containsOnlyKeys("pin", "size");
    }

    private static ContentType box(Field... fields) {
        return new ContentType("test.box", "Box", 1, List.of(fields), Set.of(), ContentType.SITE, false);
    }

    @OnEachEngine
    void anInternalFieldIsSeenByTheModuleOfItsTypeAlone(Database database) {
        World world = new World(database);
        Field state =
                Field.of("state", FieldType.STRING, "State").mode(Mode.OBSERVED).flags(Flag.INTERNAL);
        world.types.adopt(
                SYSTEM,
                "acme",
                List.of(new ContentType("acme.box", "Box", 1, List.of(state), Set.of(), "acme", false)));
        Item made = world.create("acme.box", "a", Values.empty());
        for (String verb : List.of("view", "view-sensitive", "observe")) {
            world.access.grant("acme", "acme.box." + verb, ROOT);
            world.access.grant("bob", "acme.box." + verb, ROOT);
        }
        world.content.observe(
                world.access.module("acme"),
                made.id(),
                List.of(new Observation(
                        Optional.of(made.id()),
                        "acme.box",
                        made.id().toString(),
                        ROOT,
                        "a",
                        Map.of(),
                        Values.of("state", "4711"))));

        assertThat(seen(world, "acme", made).text("state")).contains("4711");
        for (Caller caller : List.of(SYSTEM, user("bob"))) {
            assertThat(world.content
                            .find(caller, made.id())
                            .orElseThrow()
                            .values()
                            .asMap())
                    .isEmpty();
            assertThat(world.content
                            .revision(caller, made.id(), 2)
                            .orElseThrow()
                            .snapshot()
                            .nested("values")
                            .asMap())
                    .isEmpty();
            assertThat(refused(() -> world.content.list(
                                    caller, ItemQuery.ofType("acme.box").filter("values.state == \"4711\"")))
                            .code())
                    .isEqualTo("unknown-filter-field");
        }
    }

    @OnEachEngine
    void withoutAnAuditEntryNothingChanges(Database database) {
        World world = new World(database).withTypes();
        world.audit.stall();
        assertThat(refused(() -> world.server("a", Values.empty())).code()).isEqualTo("audit-unavailable");
        assertThat(world.content.list(SYSTEM, ItemQuery.everything()).items()).isEmpty();
        assertThat(world.events.types()).doesNotContain("item.created");
    }

    @OnEachEngine
    void whatIsTiedToAConnectionLeavesItsSpaceOnlyWithTheConsentOfItsGuards(Database database) {
        World world = new World(database).withTypes();
        UUID project = world.spaces.add(ROOT, "project");
        UUID connection =
                world.create("test.place", "connection", Values.empty()).id();
        Item tied = world.content.create(
                SYSTEM,
                new NewItem(
                        "test.server",
                        ROOT,
                        "tied",
                        Map.of(),
                        State.DRAFT,
                        Values.empty(),
                        Optional.of(connection),
                        ""));
        Item free = world.server("free", Values.empty());
        ItemPatch move = new ItemPatch(
                Optional.empty(), Values.empty(), Optional.of(project), Optional.empty(), Values.empty(), "");
        SpaceGuard guard = (caller, item, to) -> {
            assertThat(item.title()).isEqualTo("tied");
            throw PlenumException.conflict("guarded", to.map(UUID::toString).orElse("nowhere"));
        };
        world.content.addSpaceGuard(guard);

        assertThat(refused(() -> world.content.update(SYSTEM, tied.id(), 1, move)))
                .hasMessage(project.toString());
        assertThat(refused(() -> world.content.delete(SYSTEM, tied.id(), 1, "")))
                .hasMessage("nowhere");
        world.content.update(SYSTEM, free.id(), 1, move);
        world.content.delete(SYSTEM, free.id(), 2, "");

        world.content.removeSpaceGuard(guard);
        assertThat(world.content.update(SYSTEM, tied.id(), 1, move).space()).isEqualTo(project);
    }

    @OnEachEngine
    void anItemMovesToAnotherSpaceWithItsLabels(Database database) {
        World world = new World(database).withTypes();
        UUID project = world.spaces.add(ROOT, "project");
        Item made = world.server("a", Values.empty());
        ItemPatch move = new ItemPatch(
                Optional.of("b"),
                Values.of("tier", "prod"),
                Optional.of(project),
                Optional.of(State.ARCHIVED),
                Values.empty(),
                "");
        Item moved = world.content.update(SYSTEM, made.id(), 1, move);
        assertThat(moved.space()).isEqualTo(project);
        assertThat(moved.state()).isEqualTo(State.ARCHIVED);
        assertThat(world.content
                        .list(
                                SYSTEM,
                                ItemQuery.everything()
                                        .filter("labels.tier == \"prod\" && state == \"archived\" && space == \""
                                                + project + "\""))
                        .items())
                .containsExactly(moved);
        Map<String, @Nullable Object> gone = new HashMap<>();
        gone.put("tier", null);
        Item bare = world.content.update(
                SYSTEM,
                made.id(),
                2,
                new ItemPatch(
                        Optional.empty(), Values.of(gone), Optional.empty(), Optional.empty(), Values.empty(), ""));
        assertThat(bare.labels()).isEmpty();
        assertThat(world.content
                        .list(SYSTEM, ItemQuery.everything().filter("has(labels.tier)"))
                        .items())
                .isEmpty();
    }

    @OnEachEngine
    void storedDataNamesNoClass(Database database) {
        World world = new World(database).withTypes();
        world.server("a", Values.of("cores", 1));
        List<String> texts = database.read(sql -> sql.query(
                "SELECT snapshot, diff, author_kind FROM content_revision",
                row -> row.text(1) + row.text(2) + row.text(3)));
        texts.addAll(database.read(sql -> sql.query("SELECT definition FROM content_type", row -> row.text(1))));
        assertThat(texts).isNotEmpty().noneMatch(text -> text.contains("coop.plenum") || text.contains("java."));
    }
}
