package coop.plenum.core.store;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends reads that are at it for too long. One thread looks at all of them now and then, since a time limit of the driver
 * costs each statement a command (H2) or a timer's lock (PostgreSQL), and this one an entry in a set.
 */
final class ReadWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Set<Watched> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "plenum-reads");
        worker.setDaemon(true);
        return worker;
    });
    private final Future<?> looking;

    ReadWatch() {
        looking = thread.scheduleWithFixedDelay(this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return to be ended */
    Watched begin(Unit unit, Duration most) {
        Watched watched = new Watched(unit, System.nanoTime() + most.toNanos());
        running.add(watched);
        return watched;
    }

    /** @return whether it was told to stop, in which case its connection may be told so yet again */
    boolean end(Watched watched) {
        running.remove(watched);
        return watched.end();
    }

    private void look() {
        long now = System.nanoTime();
        for (Watched watched : running) {
            try {
                watched.cancelIfLate(now);
            } catch (RuntimeException e) {
                LOG.warn("A read that takes too long could not be ended.", e);
            }
        }
    }

    @Override
    public void close() {
        looking.cancel(false);
        thread.shutdownNow();
    }

    /** A read under way. */
    static final class Watched {
        private final Unit unit;
        private final long end;
        private boolean cancelled;
        private boolean ended;

        private Watched(Unit unit, long end) {
            this.unit = unit;
            this.end = end;
        }

        /** Not while it writes in between, such as an entry of the audit log. */
        private synchronized void cancelIfLate(long now) {
            if (!ended && now - end >= 0 && !unit.writing()) {
                cancelled = true;
                unit.sql().cancel();
            }
        }

        private synchronized boolean end() {
            ended = true;
            return cancelled;
        }
    }
}
