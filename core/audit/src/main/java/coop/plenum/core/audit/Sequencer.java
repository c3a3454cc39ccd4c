package coop.plenum.core.audit;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that gives pending entries their place. It sleeps until one is committed, then runs at most once in
 * {@link #INTERVAL} or per {@value #ENOUGH} entries, whichever comes first. Knows when it is stalled. Thread-safe.
 */
final class Sequencer implements AutoCloseable {
    /** The most entries in one unit of work. */
    static final int BATCH = 1024;

    static final Duration INTERVAL = Duration.ofMillis(200);
    static final int ENOUGH = 256;
    static final Duration MOST_WAITING = Duration.ofSeconds(60);
    static final int MOST_PENDING = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
    /** How often a node looks for what another node has left behind. */
    private static final Duration POLL = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final long NOTHING = Long.MIN_VALUE;

    private final Step step;
    private final LongSupplier nanoTime;
    private final boolean shared;
    private final Thread thread = new Thread(this::loop, "plenum-audit-sequencer");
    /** Commits since the last run began. */
    private final AtomicInteger commits = new AtomicInteger();

    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong waitingSince = new AtomicLong(NOTHING);
    private volatile @Nullable LogRefusal refusal;
    private volatile boolean closed;

    /** One unit of work. */
    @FunctionalInterface
    interface Step {
        /** @return how many entries were moved; {@link #BATCH}: there may be more */
        int run();
    }

    /** @param shared whether other nodes write to the same database */
    Sequencer(Step step, LongSupplier nanoTime, boolean shared) {
        this.step = step;
        this.nanoTime = nanoTime;
        this.shared = shared;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** An entry has been committed. */
    void committed() {
        pending.incrementAndGet();
        waitingSince.compareAndSet(NOTHING, nanoTime.getAsLong());
        int count = commits.incrementAndGet();
        if (count == 1 || count == ENOUGH) {
            LockSupport.unpark(thread);
        }
    }

    /** @throws PlenumException {@code audit-unavailable} */
    void requireRunning() {
        LogRefusal refused = refusal;
        if (refused != null) {
            throw new PlenumException(Category.UNAVAILABLE, refused.code(), String.valueOf(refused.getMessage()));
        }
        long since = waitingSince.get();
        if (since != NOTHING && nanoTime.getAsLong() - since > MOST_WAITING.toNanos()) {
            throw unavailable("entries have been waiting for more than " + MOST_WAITING.toSeconds() + " seconds");
        }
        if (pending.get() >= MOST_PENDING) {
            throw unavailable("more than " + MOST_PENDING + " entries are waiting");
        }
    }

    private static PlenumException unavailable(String reason) {
        return new PlenumException(
                Category.UNAVAILABLE,
                "audit-unavailable",
                "The audit log does not keep up (" + reason + "), so nothing may change now. Try again later; if it"
                        + " lasts, look into the server's log for what keeps the database from being written.",
                List.of(),
                Duration.ofSeconds(10),
                null);
    }

    /** Closes the log for writing for good. */
    void refuse(LogRefusal reason) {
        refusal = reason;
        LOG.error("{}", reason.getMessage(), reason);
    }

    boolean refused() {
        return refusal != null;
    }

    /** Lets the unit of work at hand end; what is still pending waits for the next start. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            // Never interrupted: that would close the embedded database's files under it.
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (!closed && refusal == null) {
            long began = nanoTime.getAsLong();
            if (attempt()) {
                awaitWork(began);
            }
        }
    }

    /** @return whether all was done that there was to do */
    private boolean attempt() {
        commits.set(0);
        waitingSince.compareAndSet(NOTHING, nanoTime.getAsLong());
        try {
            int moved = step.run();
            boolean drained = moved < BATCH;
            pending.updateAndGet(count -> drained ? commits.get() : Math.max(0, count - moved));
            waitingSince.set(drained ? NOTHING : nanoTime.getAsLong());
            return drained;
        } catch (LogRefusal e) {
            refuse(e);
            return false;
        } catch (RuntimeException e) {
            LOG.warn("Entries could not be moved into the audit log; it is tried again.", e);
            LockSupport.parkNanos(this, PAUSE.toNanos());
            return false;
        }
    }

    private void awaitWork(long lastRun) {
        while (!closed && commits.get() == 0) {
            if (shared) {
                LockSupport.parkNanos(this, POLL.toNanos());
                break;
            }
            LockSupport.park(this);
        }
        long due = lastRun + INTERVAL.toNanos();
        for (long rest = due - nanoTime.getAsLong();
                !closed && commits.get() < ENOUGH && rest > 0;
                rest = due - nanoTime.getAsLong()) {
            LockSupport.parkNanos(this, Math.min(rest, TimeUnit.SECONDS.toNanos(1)));
        }
    }
}
