package coop.plenum.core.operation;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.LogLine;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.core.store.Database;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An operation in the hands of a handler. Progress and log lines are collected and written by a timer, so that a handler
 * may report as often as it likes, also within a unit of work of its own.
 */
final class ActiveRun implements OperationRun {
    private static final int MESSAGE_LENGTH = 2000;
    private static final int LINE_LENGTH = 4000;
    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(2);

    /** Why a handler is asked to stop. */
    enum Stop {
        /** Somebody cancelled the operation. */
        CANCEL,
        /** The handler or the process goes away; the operation goes on later. */
        SUSPEND
    }

    private final Entry entry;
    private final OperationHandler handler;
    private final long version;
    private final Database database;
    private final Thread thread = Thread.currentThread();
    private final Runnable flushSoon;

    private volatile @Nullable Stop stop;
    private volatile long nextLook = System.nanoTime() + LOOK_EVERY;
    private volatile @Nullable String token;

    private final Object writing = new Object();
    private final List<LogLine> lines = new ArrayList<>();
    private long lastLine;
    private double fraction;
    private String message;
    private boolean moved;
    private boolean flushComing;
    private boolean over;

    /**
     * @param lastLine number of the last line in the log
     * @param version of the execution, which is the fence
     * @param flushSoon sees to it that the collected reports are taken before long
     */
    ActiveRun(
            Entry entry,
            OperationHandler handler,
            long version,
            long lastLine,
            Database database,
            Consumer<ActiveRun> flushSoon) {
        this.entry = entry;
        this.handler = handler;
        this.version = version;
        this.lastLine = lastLine;
        this.database = database;
        this.fraction = entry.operation().progress();
        this.message = entry.operation().message();
        this.token = entry.resumeToken().orElse(null);
        this.flushSoon = () -> flushSoon.accept(this);
    }

    /**
     * What has been reported since it was last asked.
     *
     * @param moved false if there is no news of progress
     */
    record Reports(boolean moved, double fraction, String message, List<LogLine> lines) {}

    Entry entry() {
        return entry;
    }

    OperationHandler handler() {
        return handler;
    }

    long version() {
        return version;
    }

    Optional<Stop> stop() {
        return Optional.ofNullable(stop);
    }

    /** A cancel is not taken back by a suspension that follows. */
    void ask(Stop why) {
        if (stop != Stop.CANCEL) {
            stop = why;
        }
    }

    /** For a handler that does not look whether it is to stop. */
    synchronized void interrupt() {
        if (!over) {
            thread.interrupt();
        }
    }

    /** The handler has returned: no interruption may hit what its thread does next. */
    synchronized void returned() {
        over = true;
        Thread.interrupted();
        notifyAll();
    }

    /** @return false if the handler has not returned by then */
    synchronized boolean awaitReturn(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!over) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Hands out what has been reported; one writer at a time, and if it fails the next one gets it too. */
    void withReports(Consumer<Reports> writer) {
        synchronized (writing) {
            Reports reports = takeReports();
            try {
                writer.accept(reports);
            } catch (RuntimeException e) {
                putBack(reports);
                throw e;
            }
        }
    }

    private synchronized Reports takeReports() {
        Reports reports = new Reports(moved, fraction, message, List.copyOf(lines));
        lines.clear();
        moved = false;
        flushComing = false;
        return reports;
    }

    private synchronized void putBack(Reports reports) {
        lines.addAll(0, reports.lines());
        moved |= reports.moved();
        flushSoon();
    }

    @Override
    public UUID id() {
        return entry.id();
    }

    @Override
    public Caller caller() {
        return entry.caller();
    }

    @Override
    public UUID space() {
        return entry.operation().space();
    }

    @Override
    public Optional<String> target() {
        return entry.operation().target();
    }

    @Override
    public Values input() {
        return entry.operation().input();
    }

    @Override
    public Optional<String> resumeToken() {
        return Optional.ofNullable(token);
    }

    @Override
    public void checkpoint(String next) {
        database.write(sql -> {
            if (!ScheduleTable.owned(sql, id(), version)) {
                throw PlenumException.conflict(
                        "operation-taken-over", "The operation goes on elsewhere; this run of it must stop.");
            }
            EntryTable.checkpoint(sql, id(), next);
            return next;
        });
        database.afterCommit(() -> token = next);
    }

    @Override
    public boolean cancelled() {
        long now = System.nanoTime();
        // Another node may have taken the request.
        if (stop == null && now - nextLook > 0) {
            nextLook = now + LOOK_EVERY;
            if (database.read(sql -> EntryTable.cancelRequested(sql, id()))) {
                ask(Stop.CANCEL);
            }
        }
        return stop != null;
    }

    @Override
    public synchronized void progress(double newFraction, String newMessage) {
        fraction = Math.max(0, Math.min(1, newFraction));
        message = cut(newMessage, MESSAGE_LENGTH);
        moved = true;
        flushSoon();
    }

    @Override
    public synchronized void log(Level level, String text) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        lines.add(new LogLine(++lastLine, now, level, cut(text, LINE_LENGTH)));
        flushSoon();
    }

    private void flushSoon() {
        if (!flushComing) {
            flushComing = true;
            flushSoon.run();
        }
    }

    /** To what a column holds, and without what no database stores. */
    private static String cut(String text, int length) {
        String clean = text.replace('\0', '\ufffd');
        if (clean.length() <= length) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(length - 2)) ? length - 2 : length - 1;
        return clean.substring(0, end) + "…";
    }
}
