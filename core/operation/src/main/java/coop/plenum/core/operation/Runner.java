package coop.plenum.core.operation;

import coop.plenum.api.PlenumException;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.operation.LogLine;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes what is due: claims the operation, calls its handler, writes what came of it. Claiming and writing are one
 * transaction each, together with the row of the schedule, so that a crash at any point leaves a state to go on from.
 */
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    /** For what waits for a handler or a lane and is normally woken: a wake-up on another node would be missed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final Database database;
    private final AuditLog audit;
    private final Handlers handlers;
    private final Notices notices;
    private final Timers timers;
    private final Map<UUID, ActiveRun> active = new ConcurrentHashMap<>();

    Runner(Database database, AuditLog audit, Handlers handlers, Notices notices, Timers timers) {
        this.database = database;
        this.audit = audit;
        this.handlers = handlers;
        this.notices = notices;
        this.timers = timers;
    }

    /** The operations that handlers of this process work on now. */
    Collection<ActiveRun> active() {
        return active.values();
    }

    Optional<ActiveRun> active(UUID id) {
        return Optional.ofNullable(active.get(id));
    }

    /** @param version of the execution, which is the fence */
    void execute(UUID id, long version) {
        Optional<ActiveRun> claimed = claim(id, version);
        if (claimed.isEmpty()) {
            return;
        }
        ActiveRun run = claimed.get();
        active.put(id, run);
        try {
            Outcome outcome;
            try {
                outcome = call(run);
            } finally {
                run.returned();
            }
            settle(run, outcome);
        } finally {
            active.remove(id, run);
        }
    }

    private Optional<ActiveRun> claim(UUID id, long version) {
        Optional<ActiveRun> run = database.write(sql -> {
            if (!ScheduleTable.owned(sql, id, version)) {
                return Optional.<ActiveRun>empty();
            }
            Optional<Entry> found = EntryTable.lock(sql, id);
            if (found.isEmpty() || found.get().status().ended()) {
                ScheduleTable.delete(sql, id);
                return Optional.empty();
            }
            Entry entry = found.get();
            if (entry.operation().cancelRequested()) {
                abandon(sql, entry);
                return Optional.empty();
            }
            Optional<OperationHandler> handler = handlers.find(entry.operation().kind());
            if (handler.isEmpty()) {
                EntryTable.park(sql, id);
            }
            if (handler.isEmpty() || !LaneTable.enter(sql, entry)) {
                ScheduleTable.release(sql, id, Instant.now().plus(LOOK_AGAIN));
                return Optional.empty();
            }
            int attempts = entry.operation().attempts() + (entry.status() == Operation.Status.WAITING ? 0 : 1);
            EntryTable.start(sql, id, attempts, Instant.now());
            Entry started = EntryTable.find(sql, id).orElse(entry);
            database.afterCommit(() -> notices.updated(started.operation()));
            return Optional.of(
                    new ActiveRun(started, handler.get(), version, LogTable.last(sql, id), database, this::flushSoon));
        });
        // The handler may have come while this one was being parked.
        if (run.isEmpty()) {
            wakeIfParked(id);
        }
        return run;
    }

    private void wakeIfParked(UUID id) {
        database.read(sql -> EntryTable.find(sql, id))
                .filter(entry -> handlers.find(entry.operation().kind()).isPresent())
                .ifPresent(entry -> wake(entry.operation().kind()));
    }

    /** The handler of the kind is there: what waited for it is due. */
    void wake(String kind) {
        if (database.read(sql -> EntryTable.parked(sql, kind)).isEmpty()) {
            return;
        }
        boolean any = database.write(sql -> {
            List<UUID> parked = EntryTable.parked(sql, kind);
            ScheduleTable.wake(sql, parked, Instant.now());
            for (UUID id : parked) {
                EntryTable.unpark(sql, id);
            }
            return !parked.isEmpty();
        });
        if (any) {
            timers.checkNow();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a module throws, a LinkageError say, must not stop the engine
    private static Outcome call(ActiveRun run) {
        try {
            return run.handler().run(run);
        } catch (Throwable e) {
            if (e instanceof InterruptedException || run.stop().isPresent()) {
                LOG.debug("Operation {} was stopped", run.id(), e);
                return interrupted(run);
            }
            if (e instanceof PlenumException known) {
                LOG.debug("Operation {} failed", run.id(), e);
                return new Outcome.Failed(
                        known.code(),
                        known.category().name().toLowerCase(Locale.ROOT),
                        String.valueOf(known.getMessage()));
            }
            LOG.error(
                    "Operation {} of kind {} failed",
                    run.id(),
                    run.entry().operation().kind(),
                    e);
            return new Outcome.Failed(
                    "operation-failed",
                    "internal",
                    "The operation failed for a reason its module did not foresee. The server's log has the cause.");
        }
    }

    private static Outcome interrupted(ActiveRun run) {
        if (run.stop().filter(why -> why == ActiveRun.Stop.CANCEL).isPresent()) {
            return new Outcome.Cancelled();
        }
        return suspended(run);
    }

    /** An interruption that nobody here asked for may come again, hence the delay. */
    private static Outcome suspended(ActiveRun run) {
        Duration delay = run.stop().isPresent() ? Duration.ZERO : Duration.ofMillis(200);
        return new Outcome.Pending(run.resumeToken().orElse(""), delay);
    }

    private void settle(ActiveRun run, Outcome outcome) {
        Outcome result = outcome;
        boolean suspending =
                run.stop().filter(why -> why == ActiveRun.Stop.SUSPEND).isPresent();
        if (suspending && outcome instanceof Outcome.Cancelled) {
            result = suspended(run);
        }
        if (result instanceof Outcome.Failed failed) {
            run.log(OperationRun.Level.ERROR, failed.code() + ": " + failed.message());
        }
        Outcome settled = result;
        run.withReports(reports -> database.write(sql -> {
            if (!ScheduleTable.owned(sql, run.id(), run.version())) {
                LOG.warn("Operation {} was taken over while it ran here; what came of it here is dropped", run.id());
                return settled;
            }
            Entry entry = EntryTable.lock(sql, run.id()).orElseThrow();
            write(sql, run, reports);
            if (!(settled instanceof Outcome.Pending pending)) {
                end(sql, entry, ending(settled));
            } else if (entry.operation().cancelRequested()) {
                abandon(sql, entry);
            } else {
                await(sql, entry, pending);
            }
            return settled;
        }));
    }

    private static Ending ending(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return Ending.succeeded(done.result());
        }
        if (outcome instanceof Outcome.Failed failed) {
            return Ending.failed(failed.code(), failed.category(), failed.message());
        }
        return Ending.cancelled();
    }

    private void await(Sql sql, Entry entry, Outcome.Pending pending) throws SQLException {
        Optional<String> token = Optional.of(pending.resumeToken()).filter(text -> !text.isEmpty());
        EntryTable.waiting(sql, entry.id(), token);
        ScheduleTable.release(sql, entry.id(), Instant.now().plus(pending.pollAfter()));
        Operation waiting = EntryTable.find(sql, entry.id()).orElseThrow().operation();
        database.afterCommit(() -> {
            notices.updated(waiting);
            timers.checkIn(pending.pollAfter());
        });
    }

    /** Ends what was cancelled while its handler was not at it, and lets that know. */
    void abandon(Sql sql, Entry entry) throws SQLException {
        end(sql, entry, Ending.cancelled());
        database.afterCommit(
                () -> handlers.find(entry.operation().kind()).ifPresent(handler -> tellCancelled(handler, entry)));
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a module throws, it is cancelled
    private static void tellCancelled(OperationHandler handler, Entry entry) {
        try {
            handler.cancelled(entry.operation(), entry.caller());
        } catch (Throwable e) {
            LOG.warn("The handler of {} failed to let go of the cancelled operation {}", handler.kind(), entry.id(), e);
        }
    }

    /** Ends it within the open unit of work: row, schedule, lane and audit together. */
    void end(Sql sql, Entry entry, Ending ending) throws SQLException {
        EntryTable.end(sql, entry.id(), ending, Instant.now());
        ScheduleTable.delete(sql, entry.id());
        LaneTable.leave(sql, entry);
        Operation ended = EntryTable.find(sql, entry.id()).orElseThrow().operation();
        AuditEvent event = Audit.event(entry.caller(), "operation.end", ended)
                .ended(ending.outcome())
                .with(Audit.ending(ending));
        audit.append(event);
        database.afterCommit(() -> {
            notices.ended(ended);
            if (!entry.lane().isEmpty()) {
                timers.checkNow();
            }
        });
    }

    private void flushSoon(ActiveRun run) {
        timers.in(Duration.ofMillis(300), () -> flush(run));
    }

    private void flush(ActiveRun run) {
        run.withReports(reports -> database.write(sql -> {
            write(sql, run, reports);
            return reports;
        }));
    }

    private void write(Sql sql, ActiveRun run, ActiveRun.Reports reports) throws SQLException {
        List<LogLine> lines = reports.lines();
        if (reports.moved()) {
            EntryTable.progress(sql, run.id(), reports.fraction(), reports.message());
            Operation operation = EntryTable.find(sql, run.id()).orElseThrow().operation();
            database.afterCommit(() -> notices.updated(operation));
        }
        if (!lines.isEmpty()) {
            LogTable.append(sql, run.id(), lines);
            database.afterCommit(() -> notices.logged(run.entry().operation(), lines));
        }
    }
}
