package coop.plenum.infrastructure.unmanaged;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.adopt.Adoptions;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.sync.SyncHandler;
import coop.plenum.infrastructure.sync.Syncs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

final class UnmanagedTest {
    private final Rig rig = new Rig();
    private final List<PlatformEvent> events = new ArrayList<>();
    private final Syncs syncs = new Syncs(rig.operations, rig.access, rig.engine, rig.factories);
    private final SyncHandler sync =
            new SyncHandler(rig.content, rig.engine, rig.store, rig.items, rig.open, rig.resources);
    private final Adoptions adoptions =
            new Adoptions(rig.content, rig.content, rig.access, rig.operations, rig.resources);
    private final UnmanagedHandler handler =
            new UnmanagedHandler(rig.access, rig.unmanaged, adoptions, new EventAdmin() {
                @Override
                public void postEvent(Event event) {
                    events.add((PlatformEvent) event.getProperty(PlatformEvent.PROPERTY));
                }

                @Override
                public void sendEvent(Event event) {
                    postEvent(event);
                }
            });
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = rig.connection();
        rig.lamp("lamp-1", "old", 5);
        sync();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void sync() throws InterruptedException {
        assertThat(rig.operations.run(sync, syncs.start(rig.caller, connection), rig.caller))
                .isInstanceOf(Outcome.Done.class);
    }

    private Item rule(String answer, Values more) {
        return rig.content.create(
                rig.caller,
                new NewItem(
                        UnmanagedRule.TYPE,
                        AccessService.ROOT_SPACE,
                        answer + " lamps",
                        Map.of(),
                        State.PUBLISHED,
                        Values.of("answer", answer).merge(more),
                        Optional.empty(),
                        ""));
    }

    private List<Operation> started() {
        List<Operation> before = rig.operations.all();
        rig.unmanagedSchedule.tick(syncs::last);
        return rig.operations.all().stream()
                .filter(operation -> !before.contains(operation))
                .toList();
    }

    /** A sync, and what the rules make of it. */
    private void syncAndSettle() throws InterruptedException {
        sync();
        for (Operation operation : started()) {
            assertThat(rig.operations.run(handler, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
        }
    }

    private Item lamp(String title) {
        return rig.content.ofType(FakeProvider.LAMP).stream()
                .filter(item -> item.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private boolean managed(String title) {
        return lamp(title).management().filter(Management::managed).isPresent();
    }

    @Test
    void withoutARuleNothingIsDone() throws Exception {
        rig.lamp("lamp-2", "new", 5);
        sync();

        assertThat(started()).isEmpty();
        assertThat(rig.unmanaged.warned(rig.caller, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void whatTurnsUpIsToldOfOnceAndShownUntilSomebodyManagesIt() throws Exception {
        rule("warn", Values.empty());
        rig.lamp("lamp-2", "new", 5);
        syncAndSettle();

        assertThat(events)
                .extracting(event -> event.data().requireText("title"))
                .containsExactly("new");
        assertThat(events.get(0).type()).isEqualTo("resource.unmanaged");
        assertThat(rig.unmanaged.warned(rig.caller, Optional.empty(), 10))
                .extracting(warned -> warned.item().title())
                .containsExactlyInAnyOrder("old", "new");
        syncAndSettle();
        assertThat(events).hasSize(1);

        adoptions.adopt(rig.caller, lamp("new").id(), "");
        assertThat(rig.unmanaged.warned(rig.caller, Optional.empty(), 10))
                .extracting(warned -> warned.item().title())
                .containsExactly("old");
    }

    @Test
    void whatIsJustBeingMadeIsLeftToTheItemThatItIsMadeFor() throws Exception {
        rule("adopt", Values.empty());
        rule("warn", Values.empty());
        Item draft = rig.content.create(
                rig.caller,
                new NewItem(
                        FakeProvider.LAMP,
                        AccessService.ROOT_SPACE,
                        "new",
                        Map.of(),
                        State.PUBLISHED,
                        Values.of("watts", 5),
                        Optional.of(connection.id()),
                        ""));
        rig.lamp("lamp-2", "new", 5);
        syncAndSettle();
        assertThat(rig.content.ofType(FakeProvider.LAMP))
                .filteredOn(item -> item.title().equals("new"))
                .filteredOn(item -> !item.id().equals(draft.id()))
                .singleElement()
                .satisfies(item ->
                        assertThat(item.management().orElseThrow().managed()).isFalse());
        assertThat(events).isEmpty();

        rig.content.delete(rig.caller, draft.id(), draft.revision(), "nobody makes it any more");
        syncAndSettle();
        assertThat(managed("new")).isTrue();
    }

    @Test
    void whatTurnsUpIsAdoptedAfterEachSync() throws Exception {
        rule("adopt", Values.empty());
        syncAndSettle();
        assertThat(managed("old")).isTrue();
        rig.lamp("lamp-2", "new", 5);
        syncAndSettle();
        assertThat(managed("new")).isTrue();
        assertThat(lamp("new").desired().integer("watts")).hasValue(5);
    }

    @Test
    void aRuleIsCarriedOutOnceASyncHasEnded() throws Exception {
        rule("adopt", Values.empty());
        List<Operation> first = started();
        assertThat(first).hasSize(1);
        assertThat(started()).as("while the first is at it").isEmpty();
        rig.operations.run(handler, first.get(0), rig.caller);
        assertThat(started()).as("without another sync").isEmpty();
        Thread.sleep(2); // an instant may be as coarse as that
        sync();
        assertThat(started()).hasSize(1);
    }

    @Test
    void whatIsIgnoredIsNeitherToldOfNorAdopted() throws Exception {
        rule("adopt", Values.empty());
        rule("warn", Values.empty());
        rule("ignore", Values.of("types", List.of(FakeProvider.LAMP)));
        rig.lamp("lamp-2", "new", 5);
        syncAndSettle();

        assertThat(managed("new")).isFalse();
        assertThat(events).isEmpty();
        assertThat(rig.unmanaged.warned(rig.caller, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void aRuleIsAboutItsConnectionsAndTypesOnly() throws Exception {
        rule("adopt", Values.of("types", List.of(FakeProvider.FUSE)));
        rule("warn", Values.of("connections", List.of("00000000-0000-0000-0000-000000000001")));
        syncAndSettle();

        assertThat(managed("old")).isFalse();
        assertThat(rig.unmanaged.warned(rig.caller, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void whoMayNoLongerPublishSuchARuleHasNoneCarriedOut() throws Exception {
        rule("adopt", Values.empty());
        Operation operation = started().get(0);
        rig.access.deny("infrastructure.unmanaged-rule.publish");

        assertThat(rig.operations.run(handler, operation, rig.caller))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("access-denied"));
        assertThat(managed("old")).isFalse();
    }
}
