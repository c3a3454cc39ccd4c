package coop.plenum.infrastructure.sync;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.connection.Connection;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SyncTimerTest {
    private final Rig rig = new Rig();
    private final Syncs syncs = new Syncs(rig.operations, rig.access, rig.engine, rig.factories);

    @AfterEach
    void close() {
        rig.close();
    }

    private SyncTimer timer() {
        return new SyncTimer(rig.store, syncs, rig.open, rig.factories, rig.driftSchedule, rig.unmanagedSchedule);
    }

    private static boolean threadRuns() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("plenum-infrastructure-timer"));
    }

    @Test
    void withoutConnectionsThereIsNoThread() throws Exception {
        SyncTimer timer = timer();

        assertThat(threadRuns()).isFalse();
        timer.close();
    }

    @Test
    void theThreadEndsWithTheModule() throws Exception {
        rig.connection();
        SyncTimer timer = timer();
        assertThat(threadRuns()).isTrue();
        timer.close();

        assertThat(threadRuns()).isFalse();
    }

    @Test
    void aSyncIsStartedWhenItIsDueAndNotBefore() throws Exception {
        SyncTimer timer = timer();
        rig.connection();
        Instant start = Instant.now();

        assertThat(timer.tick(start)).isTrue();
        assertThat(rig.operations.all()).hasSize(1);
        rig.operations.cancel(rig.caller, rig.operations.all().get(0).id());
        timer.tick(start.plus(Duration.ofMinutes(14)));
        assertThat(rig.operations.all()).hasSize(1);
        timer.tick(start.plus(Connection.SYNC_EVERY));
        assertThat(rig.operations.all()).hasSize(2);
        timer.close();
    }

    @Test
    void aConnectionWithoutItsModuleIsLeftAlone() throws Exception {
        SyncTimer timer = timer();
        rig.connection();
        rig.factories.removeFactory(rig.remote);

        assertThat(timer.tick(Instant.now())).isTrue();
        assertThat(rig.operations.all()).isEmpty();
        timer.close();
    }
}
