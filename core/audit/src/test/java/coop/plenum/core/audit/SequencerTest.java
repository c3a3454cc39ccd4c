package coop.plenum.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SequencerTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void anEntryThatWaitsForAMinuteClosesTheLog() {
        try (Sequencer idle = new Sequencer(() -> 0, now::get, false)) {
            idle.committed();
            now.addAndGet(Duration.ofSeconds(60).toNanos());
            assertThatCode(idle::requireRunning).doesNotThrowAnyException();

            now.incrementAndGet();
            assertThatThrownBy(idle::requireRunning)
                    .isInstanceOfSatisfying(PlenumException.class, e -> {
                        assertThat(e.code()).isEqualTo("audit-unavailable");
                        assertThat(e.category()).isEqualTo(PlenumException.Category.UNAVAILABLE);
                        assertThat(e.retryAfter()).isPresent();
                    })
                    .hasMessageContaining("60 seconds");
        }
    }

    @Test
    void anIdleLogIsNeverStalled() {
        try (Sequencer idle = new Sequencer(() -> 0, now::get, false)) {
            now.addAndGet(Duration.ofDays(1).toNanos());

            assertThatCode(idle::requireRunning).doesNotThrowAnyException();
        }
    }

    @Test
    void tooManyPendingEntriesCloseTheLog() {
        try (Sequencer idle = new Sequencer(() -> 0, now::get, false)) {
            for (int i = 1; i < Sequencer.MOST_PENDING; i++) {
                idle.committed();
            }
            assertThatCode(idle::requireRunning).doesNotThrowAnyException();

            idle.committed();
            assertThatThrownBy(idle::requireRunning).hasMessageContaining("100000 entries");
        }
    }

    @Test
    void aStallThatEndsOpensTheLogAgain() throws InterruptedException {
        CountDownLatch run = new CountDownLatch(1);
        try (Sequencer sequencer = new Sequencer(
                () -> {
                    run.countDown();
                    return 1;
                },
                now::get,
                false)) {
            sequencer.committed();
            now.addAndGet(Duration.ofSeconds(61).toNanos());
            assertThatThrownBy(sequencer::requireRunning).isInstanceOf(PlenumException.class);

            sequencer.start();
            assertThat(run.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(eventually(sequencer)).isTrue();
        }
    }

    private static boolean eventually(Sequencer sequencer) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            try {
                sequencer.requireRunning();
                return true;
            } catch (PlenumException e) {
                Thread.sleep(20);
            }
        }
        return false;
    }

    @Test
    void aFailedRunIsTriedAgain() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(2);
        Sequencer.Step step = () -> {
            second.countDown();
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is away");
            }
            return 0;
        };
        try (Sequencer sequencer = new Sequencer(step, System::nanoTime, false)) {
            sequencer.start();

            assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aRefusalIsForGood() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch run = new CountDownLatch(1);
        Sequencer.Step step = () -> {
            runs.incrementAndGet();
            run.countDown();
            throw new LogRefusal("because.");
        };
        try (Sequencer sequencer = new Sequencer(step, System::nanoTime, false)) {
            sequencer.start();
            assertThat(run.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 500 && !sequencer.refused(); i++) {
                Thread.sleep(20);
            }
            sequencer.committed();

            assertThatThrownBy(sequencer::requireRunning).hasMessageContaining("because.");
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void aBacklogIsMovedWithoutPauses() throws InterruptedException {
        CountDownLatch full = new CountDownLatch(50);
        Sequencer.Step step = () -> {
            full.countDown();
            return Sequencer.BATCH;
        };
        // The clock stands still, so that a pause between two runs would never end.
        try (Sequencer sequencer = new Sequencer(step, now::get, false)) {
            sequencer.start();

            assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
