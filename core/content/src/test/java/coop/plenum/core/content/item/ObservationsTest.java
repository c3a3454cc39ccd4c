package coop.plenum.core.content.item;

import static coop.plenum.core.content.FakeAccess.user;
import static coop.plenum.core.content.World.ROOT;
import static coop.plenum.core.content.World.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.content.ContentService.ObservationResult;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.Field.Mode;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.State;
import coop.plenum.core.content.FakeAccess;
import coop.plenum.core.content.World;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class ObservationsTest {
    private static PlenumException refused(ThrowingCallable call) {
        PlenumException e = catchThrowableOfType(PlenumException.class, call);
        assertThat(e).isNotNull();
        return e;
    }

    private static Observation server(String externalId, Values values) {
        return new Observation(
                Optional.empty(), "test.server", externalId, ROOT, "T-" + externalId, Map.of("az", "1"), values);
    }

    private static Observation place(String externalId) {
        return new Observation(Optional.empty(), "test.place", externalId, ROOT, externalId, Map.of(), Values.empty());
    }

    /** A world with a connection; places can be observed too. */
    private static final class Site {
        private final World world;
        private final UUID connection;

        Site(Database database) {
            world = new World(database).withTypes();
            connection =
                    world.create("test.place", "connection", Values.empty()).id();
        }

        ObservationResult observe(Observation... seen) {
            return world.content.observe(SYSTEM, connection, List.of(seen));
        }

        Item server(String externalId) {
            return world.content
                    .findExternal(SYSTEM, connection, "test.server", externalId)
                    .orElseThrow();
        }
    }

    private static Management management(Item item) {
        return item.management().orElseThrow();
    }

    @OnEachEngine
    void onlyWhatChangedIsWritten(Database database) {
        Site site = new Site(database);
        List<Observation> seen = new ArrayList<>(IntStream.range(0, 200)
                .mapToObj(i -> server("i-" + i, Values.of("cores", i)))
                .toList());
        assertThat(site.world.content.observe(SYSTEM, site.connection, seen))
                .isEqualTo(new ObservationResult(200, 0, 0, 0));
        Item first = site.server("i-0");
        assertThat(first.state()).isEqualTo(State.PUBLISHED);
        assertThat(first.labels()).containsExactly(Map.entry("az", "1"));
        assertThat(management(first).managed()).isFalse();
        int entries = site.world.audit.events().size();
        int events = site.world.events.events().size();
        seen.set(7, server("i-7", Values.of("cores", 1000)));
        assertThat(site.world.content.observe(SYSTEM, site.connection, seen))
                .isEqualTo(new ObservationResult(0, 1, 199, 0));
        assertThat(site.world.audit.events()).hasSize(entries + 1);
        assertThat(site.world.events.events()).hasSize(events + 1);
        assertThat(site.server("i-7").revision()).isEqualTo(2);
        assertThat(site.server("i-7").values().integer("cores")).hasValue(1000);
        assertThat(site.server("i-0")).isEqualTo(first);
    }

    @OnEachEngine
    void whatIsKeptStaysWhenItIsLeftOutAndChangesWhenItIsReported(Database database) {
        Site site = new Site(database);
        site.observe(server("i-1", Values.of(Map.of("cores", 1, "stage", "first"))));
        site.observe(server("i-1", Values.of("cores", 2)));
        Item item = site.server("i-1");
        assertThat(item.values().asMap()).isEqualTo(Map.of("cores", 2L, "stage", "first"));
        assertThat(site.observe(server("i-1", Values.of("cores", 2)))).isEqualTo(new ObservationResult(0, 0, 1, 0));
        site.observe(server("i-1", Values.of(Map.of("cores", 2, "stage", "second"))));
        assertThat(site.observe(server("i-1", Values.of("cores", 2)))).isEqualTo(new ObservationResult(0, 0, 1, 0));
        assertThat(site.server("i-1").values().text("stage")).contains("second");
        assertThat(site.server("i-1").revision()).isEqualTo(item.revision() + 1);
    }

    @OnEachEngine
    void whatPeopleSetStaysUntilTheRemoteSideChangesIt(Database database) {
        Site site = new Site(database);
        site.observe(server("i-1", Values.of("cores", 1)));
        Item item = site.server("i-1");
        ItemPatch edit = new ItemPatch(
                Optional.of("Mine"),
                Values.of(Map.of("tier", "prod", "az", "9")),
                Optional.empty(),
                Optional.empty(),
                Values.of("notes", "kept"),
                "");
        site.world.content.update(SYSTEM, item.id(), 1, edit);
        site.observe(server("i-1", Values.of("cores", 2)));
        Item after = site.server("i-1");
        assertThat(after.title()).isEqualTo("Mine");
        assertThat(after.labels()).isEqualTo(Map.of("tier", "prod", "az", "9"));
        assertThat(after.values().asMap()).isEqualTo(Map.of("cores", 2L, "notes", "kept"));
        site.observe(new Observation(
                Optional.empty(), "test.server", "i-1", ROOT, "Theirs", Map.of(), Values.of("cores", 2)));
        assertThat(site.server("i-1").title()).isEqualTo("Theirs");
        assertThat(site.server("i-1").labels()).isEqualTo(Map.of("tier", "prod"));
    }

    @OnEachEngine
    void aProviderReportsOnlyWhatItCan(Database database) {
        Site site = new Site(database);
        PlenumException e = refused(() -> site.observe(
                server("i-1", Values.of("cores", 1)),
                server(
                        "i-2",
                        Values.builder()
                                .put("notes", "x")
                                .put("cores", "y")
                                .put("z", 1)
                                .build()),
                server("i-1", Values.empty())));
        assertThat(e.violations())
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/1/values/notes", "/1/values/cores", "/1/values/z", "/2/externalId");
        assertThat(refused(() -> site.world.content.observe(
                                FakeAccess.user("eve"), site.connection, List.of(server("i-1", Values.empty()))))
                        .code())
                .isEqualTo("access-denied");
    }

    @OnEachEngine
    void whatAProviderReportsCannotBeEditedInPlace(Database database) {
        Site site = new Site(database);
        site.observe(server("i-1", Values.of("cores", 1)));
        Item item = site.server("i-1");
        PlenumException e = refused(
                () -> site.world.content.update(SYSTEM, item.id(), 1, ItemPatch.values(Values.of("cores", 2), "")));
        assertThat(e.violations()).extracting(Violation::code).containsExactly("managed-field");
    }

    @OnEachEngine
    void driftIsWhatDiffersFromThePublishedValues(Database database) {
        Site site = new Site(database);
        site.observe(server(
                "i-1", Values.builder().put("cores", 1).put("power", "on").build()));
        Item item = site.server("i-1");
        Values desired = Values.builder().put("cores", 1).put("notes", "n").build();
        Item published = site.world.content.publishDesired(SYSTEM, item.id(), 1, true, desired, "applied");
        assertThat(published.desired()).isEqualTo(desired);
        assertThat(published.values().text("notes")).contains("n");
        assertThat(management(published).managed()).isTrue();
        assertThat(management(published).drift()).isEmpty();
        assertThat(site.observe(server("i-1", Values.of("cores", 2)))).isEqualTo(new ObservationResult(0, 1, 0, 1));
        assertThat(management(site.server("i-1")).drift()).containsExactly("cores");
        assertThat(site.world
                        .content
                        .list(SYSTEM, ItemQuery.everything().filter("drifted"))
                        .items())
                .containsExactly(site.server("i-1"));
        Item observed = site.world.content.publishDesired(SYSTEM, item.id(), 3, false, Values.empty(), "only watch");
        assertThat(observed.desired().isEmpty()).isTrue();
        assertThat(management(observed).drift()).isEmpty();
        assertThat(site.world
                        .content
                        .list(SYSTEM, ItemQuery.ofType("test.server").filter("drifted || managed"))
                        .items())
                .isEmpty();
    }

    @OnEachEngine
    void whatThePublisherMayNotSeeStaysPublished(Database database) {
        Site site = new Site(database);
        Values all = Values.builder().put("cores", 1).put("salary", 7).build();
        site.observe(server("i-1", Values.of("cores", 1)));
        Item item = site.server("i-1");
        Item published = site.world.content.publishDesired(SYSTEM, item.id(), 1, true, all, "");
        site.world.access.grant("eve", "test.server.view", ROOT);
        site.world.access.grant("eve", "test.server.publish", ROOT);
        Values cores = Values.of("cores", 2);

        Item seen = site.world.content.publishDesired(user("eve"), item.id(), published.revision(), true, cores, "");
        assertThat(seen.desired()).isEqualTo(cores);
        assertThat(site.server("i-1").desired().integer("salary")).hasValue(7);

        site.world.access.grant("eve", "test.server.view-sensitive", ROOT);
        site.world.content.publishDesired(user("eve"), item.id(), seen.revision(), true, cores, "");
        assertThat(site.server("i-1").desired().has("salary")).isFalse();
    }

    @OnEachEngine
    void anotherOrderOfWhatHasNoneIsNeitherDriftNorARevision(Database database) {
        Site site = new Site(database);
        site.world.types.define(
                SYSTEM,
                World.type(
                        "test.balancer",
                        Field.of("members", FieldType.STRING, "Members")
                                .flags(Flag.MULTIPLE, Flag.UNORDERED)
                                .mode(Mode.BOTH),
                        Field.of("places", FieldType.REFERENCE, "Places")
                                .options("test.place")
                                .flags(Flag.MULTIPLE, Flag.UNORDERED)
                                .mode(Mode.BOTH),
                        Field.of("steps", FieldType.STRING, "Steps")
                                .flags(Flag.MULTIPLE)
                                .mode(Mode.BOTH)));
        site.observe(place("p-1"), place("p-2"));
        site.observe(balancer("b", "a", "external:test.place:p-2", "external:test.place:p-1"));
        Item item = site.world
                .content
                .findExternal(SYSTEM, site.connection, "test.balancer", "b-1")
                .orElseThrow();
        assertThat(item.values().list("members")).isEqualTo(List.of("a", "b"));
        List<Object> backwards = new ArrayList<>(item.values().list("places"));
        Collections.reverse(backwards);
        Values wanted = Values.builder()
                .put("members", List.of("b", "a"))
                .put("places", backwards)
                .put("steps", List.of("b", "a"))
                .build();

        Item published = site.world.content.publishDesired(SYSTEM, item.id(), item.revision(), true, wanted, "");
        assertThat(management(published).drift()).isEmpty();
        ObservationResult again =
                site.observe(balancer("a", "b", "external:test.place:p-1", "external:test.place:p-2"));
        assertThat(again.updated()).isOne(); // its steps have another order now, and that means something
        assertThat(management(site.world.content.find(SYSTEM, item.id()).orElseThrow())
                        .drift())
                .containsExactly("steps");
    }

    private static Observation balancer(String first, String second, String firstPlace, String secondPlace) {
        return new Observation(
                Optional.empty(),
                "test.balancer",
                "b-1",
                ROOT,
                "b-1",
                Map.of(),
                Values.builder()
                        .put("members", List.of(first, second))
                        .put("places", List.of(firstPlace, secondPlace))
                        .put("steps", List.of(first, second))
                        .build());
    }

    @OnEachEngine
    void aNewResourceIsADraftUntilItsProviderHasCreatedIt(Database database) {
        Site site = new Site(database);
        Item draft = site.world.content.create(
                SYSTEM,
                new NewItem(
                        "test.server",
                        ROOT,
                        "new",
                        Map.of(),
                        State.PUBLISHED,
                        Values.of("cores", 4),
                        Optional.of(site.connection),
                        ""));
        assertThat(draft.state()).isEqualTo(State.DRAFT);
        assertThat(management(draft).externalId()).isEmpty();
        PlenumException early = refused(() -> site.world.content.update(
                SYSTEM,
                draft.id(),
                1,
                new ItemPatch(
                        Optional.empty(),
                        Values.empty(),
                        Optional.empty(),
                        Optional.of(State.PUBLISHED),
                        Values.empty(),
                        "")));
        assertThat(early.code()).isEqualTo("managed-item");
        site.observe(new Observation(
                Optional.of(draft.id()), "test.server", "i-1", ROOT, "new", Map.of(), Values.of("cores", 4)));
        Item bound = site.server("i-1");
        assertThat(bound.id()).isEqualTo(draft.id());
        Item published = site.world.content.publishDesired(
                SYSTEM, bound.id(), bound.revision(), true, Values.of("cores", 4), "");
        assertThat(published.state()).isEqualTo(State.PUBLISHED);
        assertThat(refused(() -> site.observe(new Observation(
                                Optional.of(draft.id()), "test.server", "i-2", ROOT, "x", Map.of(), Values.empty())))
                        .code())
                .isEqualTo("managed-item");
    }

    private static Item draft(Site site) {
        return site.world.content.create(
                SYSTEM,
                new NewItem(
                        "test.server",
                        ROOT,
                        "new",
                        Map.of("tier", "prod"),
                        State.PUBLISHED,
                        Values.of("cores", 4),
                        Optional.of(site.connection),
                        ""));
    }

    private static Observation of(Item item, String externalId) {
        return new Observation(
                Optional.of(item.id()), "test.server", externalId, ROOT, "new", Map.of(), Values.of("cores", 4));
    }

    @OnEachEngine
    void whatASyncMeetsBeforeItsItemIsTiedToItGivesWayToThatItem(Database database) {
        Site site = new Site(database);
        Item draft = draft(site);
        site.observe(server("i-1", Values.of("cores", 4)));
        site.observe(server("i-2", Values.of("peers", List.of("external:test.server:i-1"))));
        Item stray = site.server("i-1");
        assertThat(stray.id()).isNotEqualTo(draft.id());
        site.world.content.update(
                SYSTEM,
                stray.id(),
                stray.revision(),
                new ItemPatch(
                        Optional.empty(),
                        Values.of("seen", "by-ada"),
                        Optional.empty(),
                        Optional.empty(),
                        Values.empty(),
                        ""));

        assertThat(site.observe(of(draft, "i-1"))).isEqualTo(new ObservationResult(0, 1, 0, 0));

        Item tied = site.server("i-1");
        assertThat(tied.id()).isEqualTo(draft.id());
        assertThat(tied.labels()).isEqualTo(Map.of("tier", "prod", "seen", "by-ada"));
        assertThat(site.world.content.find(SYSTEM, stray.id())).isEmpty();
        assertThat(site.server("i-2").values().list("peers"))
                .isEqualTo(List.of(draft.id().toString()));
        assertThat(site.world
                        .content
                        .referencesTo(SYSTEM, draft.id(), PageRequest.first(10))
                        .items())
                .hasSize(1);
        assertThat(site.world.audit.events())
                .extracting(AuditEvent::action, AuditEvent::targetId)
                .contains(tuple("item.delete", stray.id().toString()));
        // and once more, as after a crash
        assertThat(site.observe(of(draft, "i-1"))).isEqualTo(new ObservationResult(0, 0, 1, 0));
    }

    @OnEachEngine
    void whatWasThereBeforeOrIsManagedGivesWayToNobody(Database database) throws Exception {
        Site site = new Site(database);
        site.observe(server("i-1", Values.of("cores", 4)));
        Thread.sleep(5); // ids tell milliseconds
        Item draft = draft(site);
        assertThat(refused(() -> site.observe(of(draft, "i-1"))).code()).isEqualTo("value-taken");
        site.observe(server("i-2", Values.of("cores", 4)));
        Item managed = site.server("i-2");
        site.world.content.publishDesired(
                SYSTEM, managed.id(), managed.revision(), true, Values.of("cores", 4), "adopted");
        assertThat(refused(() -> site.observe(of(draft, "i-2"))).code()).isEqualTo("value-taken");
        assertThat(site.server("i-2").id()).isEqualTo(managed.id());
    }

    @OnEachEngine
    void externalReferencesAreResolvedAsSoonAsTheirTargetIsThere(Database database) {
        Site site = new Site(database);
        Values values = Values.builder()
                .put("rack", "external:test.place:p-1")
                .put(
                        "peers",
                        List.of("external:test.server:i-2", "external:test.server:i-3", "external:test.server:i-1"))
                .build();
        site.observe(server("i-1", values), server("i-2", Values.empty()));
        Item first = site.server("i-1");
        String second = site.server("i-2").id().toString();
        assertThat(first.values().asMap())
                .isEqualTo(Map.of("peers", List.of(second, first.id().toString())));
        assertThat(site.observe(server("i-1", values))).isEqualTo(new ObservationResult(0, 0, 1, 0));
        site.observe(place("p-1"), server("i-3", Values.empty()));
        Item settled = site.server("i-1");
        assertThat(settled.values().text("rack")).isPresent();
        assertThat(settled.values().list("peers"))
                .isEqualTo(List.of(
                        second, site.server("i-3").id().toString(), first.id().toString()));
        assertThat(settled.revision()).isEqualTo(2);
        assertThat(database.<Long>read(sql -> sql.one("SELECT COUNT(*) FROM content_pending", row -> row.number(1))
                        .orElseThrow()))
                .isZero();
        assertThat(site.observe(server("i-1", values))).isEqualTo(new ObservationResult(0, 0, 1, 0));
    }

    @OnEachEngine
    void anItemWhoseResourceIsLetGoOfTakesAnotherOne(Database database) {
        Site site = new Site(database);
        site.observe(server("i-1", Values.empty()));
        Item item = site.server("i-1");
        Observation other =
                new Observation(Optional.of(item.id()), "test.server", "i-2", ROOT, "T-i-2", Map.of(), Values.empty());
        assertThat(refused(() -> site.observe(other)).code()).isEqualTo("managed-item");

        site.world.content.release(SYSTEM, item.id());
        site.world.content.release(SYSTEM, item.id());
        Management released =
                management(site.world.content.find(SYSTEM, item.id()).orElseThrow());
        assertThat(released.externalId()).isEmpty();
        assertThat(released.vanishedAt()).isPresent();

        site.observe(other);
        assertThat(site.server("i-2").id()).isEqualTo(item.id());
        assertThat(management(site.server("i-2")).vanishedAt()).isEmpty();
        assertThat(site.server("i-2").revision()).isEqualTo(2);
        assertThat(site.world.audit.actions()).endsWith("item.vanish", "item.observe");
    }

    @OnEachEngine
    void whatVanishesIsMarkedAndComesBack(Database database) {
        Site site = new Site(database);
        site.observe(server("i-1", Values.empty()), server("i-2", Values.empty()));
        assertThat(site.world.content.vanish(SYSTEM, site.connection, "test.server", Set.of("i-1")))
                .isEqualTo(1);
        assertThat(site.world.content.vanish(SYSTEM, site.connection, "test.server", Set.of("i-1")))
                .isZero();
        assertThat(management(site.server("i-2")).vanishedAt()).isPresent();
        assertThat(site.world
                        .content
                        .list(SYSTEM, ItemQuery.ofType("test.server").filter("vanished"))
                        .items())
                .extracting(Item::title)
                .containsExactly("T-i-2");
        assertThat(site.observe(server("i-2", Values.empty()))).isEqualTo(new ObservationResult(0, 1, 0, 0));
        assertThat(management(site.server("i-2")).vanishedAt()).isEmpty();
        assertThat(site.world.audit.actions()).endsWith("item.vanish", "item.observe");
        assertThat(site.world
                        .content
                        .list(SYSTEM, ItemQuery.everything().filter("vanished"))
                        .items())
                .isEmpty();
    }
}
