package coop.plenum.infrastructure.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.infrastructure.FakeOperations;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SyncHandlerTest {
    private final Rig rig = new Rig();
    private final Syncs syncs = new Syncs(rig.operations, rig.access, rig.engine, rig.factories);
    private final SyncHandler handler =
            new SyncHandler(rig.content, rig.engine, rig.store, rig.items, rig.open, rig.resources);
    private Connection connection;

    @BeforeEach
    void connect() {
        connection = rig.connection();
        for (int i = 1; i <= 5; i++) {
            rig.lamp("lamp-" + i, "lamp " + i, 10 * i);
        }
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Outcome sync() throws InterruptedException {
        return rig.operations.run(handler, syncs.start(rig.caller, connection), rig.caller);
    }

    private static Values result(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).result();
    }

    private List<Item> lamps() {
        return rig.content.ofType(FakeProvider.LAMP);
    }

    @Test
    void whatExistsRemotelyBecomesContentPageByPage() throws Exception {
        assertThat(result(sync()).integer("created")).hasValue(5);
        assertThat(lamps()).hasSize(5);
    }

    @Test
    void onlyWhatChangedIsWritten() throws Exception {
        sync();
        int writes = rig.content.writes();
        assertThat(result(sync()).integer("unchanged")).hasValue(5);
        assertThat(rig.content.writes()).isEqualTo(writes);

        rig.lamp("lamp-2", "lamp 2", 99);
        assertThat(result(sync()).integer("updated")).hasValue(1);
        assertThat(rig.content.writes()).isEqualTo(writes + 1);
    }

    @Test
    void theNextPageIsListedWhileOneIsTakenIn() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        rig.remote.listed = page -> {
            if (page.isPresent()) {
                second.countDown();
            }
        };
        rig.content.beforeObserving = () ->
                assertThat(awaited(second)).as("asked for the second page").isTrue();

        assertThat(result(sync()).integer("created")).hasValue(5);
        assertThat(rig.remote.listings).as("each page once").hasValue(3);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatVanishedIsMarked() throws Exception {
        sync();
        rig.remote.lamps.remove("lamp-3");

        assertThat(result(sync()).integer("vanished")).hasValue(1);
    }

    private Values incremental() throws InterruptedException {
        return result(rig.operations.run(handler, syncs.startIncremental(rig.caller, connection), rig.caller));
    }

    @Test
    void onlyWhatHasHappenedIsAskedForWhereTheProviderCanTell() throws Exception {
        assertThat(incremental().integer("created")).hasValue(5); // the first one lists
        int listings = rig.remote.listings.get();
        rig.lamp("lamp-2", "lamp 2", 99);
        rig.lamp("lamp-6", "lamp 6", 60);
        rig.remote.lamps.remove("lamp-3");
        rig.remote.happened.addAll(List.of("lamp-2", "lamp-6", "lamp-3", "lamp-2"));

        Values result = incremental();

        assertThat(result.integer("created")).hasValue(1);
        assertThat(result.integer("updated")).hasValue(1);
        assertThat(result.integer("vanished")).hasValue(1);
        assertThat(incremental().integer("seen")).hasValue(0);
        assertThat(rig.remote.listings).hasValue(listings);
    }

    @Test
    void allAreListedWhenTheProviderHasForgottenWhatHappened() throws Exception {
        sync();
        rig.remote.lamps.remove("lamp-3");
        rig.remote.forgetful = true;

        assertThat(incremental().integer("vanished")).hasValue(1);
    }

    @Test
    void allAreListedAfterASyncThatFailedAndEveryTwelfthTime() throws Exception {
        sync();
        int once = rig.remote.listings.get();
        for (int i = 1; i <= 11; i++) {
            incremental();
        }
        assertThat(rig.remote.listings).hasValue(once);
        incremental();
        assertThat(rig.remote.listings).hasValue(2 * once);

        rig.remote.failures.add(FakeProvider.failure(Category.AUTHENTICATION));
        assertThat(rig.operations.run(handler, syncs.startIncremental(rig.caller, connection), rig.caller))
                .isInstanceOf(Outcome.Failed.class);
        incremental();
        assertThat(rig.remote.listings).hasValue(3 * once);
    }

    @Test
    void anIncompleteListMarksNothingAsVanished() throws Exception {
        sync();
        rig.remote.lamps.remove("lamp-3");
        rig.remote.incomplete = true;

        assertThat(result(sync()).integer("vanished")).hasValue(0);
    }

    @Test
    void aResourceThatDoesNotFitDoesNotStopTheOthers() throws Exception {
        rig.lamp("lamp-2", "broken", 1);
        Values result = result(sync());

        assertThat(result.integer("created")).hasValue(4);
        assertThat(result.integer("rejected")).hasValue(1);
        assertThat(rig.operations.log()).anyMatch(line -> line.contains("lamp-2 is left out"));
    }

    @Test
    void afterACrashItGoesOnAtThePageItWasAt() throws Exception {
        Operation operation = syncs.start(rig.caller, connection);
        rig.operations.dieAtCheckpoint(1);
        assertThatThrownBy(() -> rig.operations.run(handler, operation, rig.caller))
                .isInstanceOf(FakeOperations.Killed.class);
        assertThat(lamps()).hasSize(2);

        Values result = result(rig.operations.run(handler, operation, rig.caller));
        assertThat(result.integer("created")).as("of both runs").hasValue(5);
        assertThat(result.integer("seen")).hasValue(5);
    }

    @Test
    void aFailureIsToldWithItsCategoryAndStandsOnTheConnection() throws Exception {
        rig.remote.failures.add(FakeProvider.failure(Category.AUTHENTICATION));

        assertThat(sync()).isEqualTo(new Outcome.Failed("test-failure", "authentication", "It fails for a test."));
        assertThat(rig.store.require(connection.id()).health())
                .isEqualTo(new Health(Health.Status.FAILING, "test-failure", "authentication", "It fails for a test."));

        sync();
        assertThat(rig.store.require(connection.id()).health().status()).isEqualTo(Health.Status.OK);
    }

    @Test
    void aTypeThatFailsDoesNotStopTheOthersAndIsToldWithItsReason() throws Exception {
        rig.remote.fuses = new ArrayList<>(List.of("fuse-1"));
        sync();
        rig.remote.lamps.remove("lamp-3");
        rig.remote.fuses.add("fuse-2");
        rig.remote.failures.add(FakeProvider.failure(Category.INTERNAL));

        Outcome.Failed failed = (Outcome.Failed) sync();

        assertThat(failed.code()).isEqualTo("sync-incomplete");
        assertThat(failed.category()).isEqualTo("internal");
        assertThat(failed.message())
                .startsWith("1 of 2 types could not be listed")
                .contains("2 seen, 1 new")
                .contains("test.lamp: It fails for a test.");
        assertThat(rig.content.ofType(FakeProvider.FUSE)).hasSize(2);
        assertThat(lamps())
                .hasSize(5)
                .allMatch(lamp ->
                        lamp.management().flatMap(Management::vanishedAt).isEmpty());
        Health health = rig.store.require(connection.id()).health();
        assertThat(health.status()).isEqualTo(Health.Status.FAILING);
        assertThat(health.message()).contains("test.lamp: It fails for a test.");

        assertThat(result(sync()).integer("vanished")).hasValue(1);
        assertThat(rig.store.require(connection.id()).health().status()).isEqualTo(Health.Status.OK);
    }

    @Test
    void whatFailedBeforeACrashIsToldAfterIt() throws Exception {
        rig.remote.fuses = List.of("fuse-1");
        rig.remote.failures.add(FakeProvider.failure(Category.TRANSIENT));
        Operation operation = syncs.start(rig.caller, connection);
        rig.operations.dieAtCheckpoint(1);
        assertThatThrownBy(() -> rig.operations.run(handler, operation, rig.caller))
                .isInstanceOf(FakeOperations.Killed.class);

        Outcome outcome = rig.operations.run(handler, operation, rig.caller);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.message()).contains("test.lamp: It fails for a test."));
        assertThat(rig.content.ofType(FakeProvider.FUSE)).hasSize(1);
    }

    @Test
    void aSyncIsGivenUpWhereNothingCanBeListed() throws Exception {
        rig.remote.fuses = List.of("fuse-1");
        rig.remote.failures.add(FakeProvider.failure(Category.TRANSIENT));
        rig.remote.failures.add(FakeProvider.failure(Category.TRANSIENT));

        assertThat(sync()).isEqualTo(new Outcome.Failed("test-failure", "transient", "It fails for a test."));
    }

    @Test
    void aThrottledSyncWaitsAndGoesOn() throws Exception {
        rig.remote.failures.add(
                new ProviderException(Category.THROTTLED, "slow-down", "Too fast.", null, Duration.ofSeconds(5), null));

        assertThat(result(sync()).integer("created")).hasValue(5);
    }

    @Test
    void aSyncThatIsUnderWayIsAnsweredAgain() {
        assertThat(syncs.start(rig.caller, connection).id())
                .isEqualTo(syncs.start(rig.caller, connection).id());
    }

    private Outcome sync(String... types) throws InterruptedException {
        return rig.operations.run(handler, syncs.start(rig.caller, connection, List.of(types)), rig.caller);
    }

    @Test
    void onlyTheTypesThatAreNamedAreLookedAt() throws Exception {
        rig.remote.fuses = List.of("fuse-1", "fuse-2");
        sync();
        rig.remote.lamps.remove("lamp-3");
        rig.remote.fuses = List.of("fuse-1");

        assertThat(result(sync(FakeProvider.LAMP)).integer("vanished")).hasValue(1);
        assertThat(rig.content.ofType(FakeProvider.FUSE))
                .allSatisfy(fuse -> assertThat(fuse.management().flatMap(Management::vanishedAt))
                        .isEmpty());
        assertThat(result(sync()).integer("vanished")).hasValue(1);
    }

    @Test
    void aListOfTypesIsNoLongerThanThereAreTypes() {
        assertThatThrownBy(() -> syncs.start(rig.caller, connection, Collections.nCopies(100_000, "test.sun")))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.violations()).hasSizeLessThan(10));
        assertThatThrownBy(() -> syncs.start(rig.caller, connection, Collections.nCopies(100, FakeProvider.LAMP)))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("unknown-type"));
    }

    @Test
    void aTypeThatTheConnectionDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> syncs.start(rig.caller, connection, List.of(FakeProvider.LAMP, "test.sun")))
                .isInstanceOfSatisfying(PlenumException.class, e -> {
                    assertThat(e.code()).isEqualTo("unknown-type");
                    assertThat(e.violations())
                            .extracting(PlenumException.Violation::pointer)
                            .containsExactly("/types/1");
                });
    }

    @Test
    void whoAsksForAllDoesNotGetTheSyncOfSome() {
        Operation some = syncs.start(rig.caller, connection, List.of(FakeProvider.LAMP));
        assertThat(syncs.start(rig.caller, connection, List.of(FakeProvider.LAMP))
                        .id())
                .isEqualTo(some.id());
        Operation all = syncs.start(rig.caller, connection);
        assertThat(all.id()).isNotEqualTo(some.id());
        assertThat(syncs.start(rig.caller, connection, List.of(FakeProvider.LAMP))
                        .id())
                .isEqualTo(all.id());
    }

    @Test
    void whereTheOtherTypesHaveComeToIsKept() throws Exception {
        rig.remote.fuses = List.of();
        incremental();
        int listings = rig.remote.listings.get();
        assertThat(result(sync(FakeProvider.FUSE)).nested("cursors").has(FakeProvider.LAMP))
                .isTrue();
        incremental();
        assertThat(rig.remote.listings).hasValue(listings);
    }

    @Test
    void whatASyncOfAllHasLeftOutIsNotForgottenForOneOfSome() throws Exception {
        rig.remote.fuses = List.of("fuse-1");
        rig.remote.failures.add(FakeProvider.failure(Category.INTERNAL));
        sync();
        assertThat(rig.store.require(connection.id()).health().code()).isEqualTo("sync-incomplete");
        sync(FakeProvider.FUSE);
        assertThat(rig.store.require(connection.id()).health().code()).isEqualTo("sync-incomplete");
        sync();
        assertThat(rig.store.require(connection.id()).health().code()).isEmpty();
    }
}
