package coop.plenum.core.operation;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.operation.LogLine;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.condition.Condition;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operations as rows of the database, executed by {@link DbScheduler} through {@link Runner}. */
@Component(service = OperationService.class, immediate = true)
public final class ScheduledOperations implements OperationService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledOperations.class);
    /** After start-up, so that what an earlier process has left does not slow it down. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(3);

    /** Should the modules never be up, those that are must be able to work. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration STOP_WAIT = Duration.ofSeconds(2);

    private final Database database;
    private final AccessService access;
    private final Spaces spaces;
    private final AuditLog audit;
    private final Notices notices;
    private final Handlers handlers = new Handlers();
    private final DbScheduler scheduler;
    private final Runner runner;
    private final Duration grace;

    @Activate
    public ScheduledOperations(
            @Reference Database database,
            @Reference AccessService access,
            @Reference Spaces spaces,
            @Reference Permissions permissions,
            @Reference AuditLog audit,
            @Reference EventAdmin events,
            BundleContext context) {
        this(database, access, spaces, permissions, audit, events, identity(context), FIRST_LOOK, GRACE);
        hold(LONGEST_HOLD);
    }

    ScheduledOperations(
            Database database,
            AccessService access,
            Spaces spaces,
            Permissions permissions,
            AuditLog audit,
            EventAdmin events,
            NodeIdentity node,
            Duration firstLook,
            Duration grace) {
        this.database = database;
        this.access = access;
        this.spaces = spaces;
        this.audit = audit;
        this.notices = new Notices(events);
        this.grace = grace;
        database.migrate("operation", Schema.MIGRATIONS);
        OperationPermissions.declare(permissions);
        this.scheduler = new DbScheduler(database, node);
        this.runner = new Runner(database, audit, handlers, notices, scheduler);
        scheduler.startSoon(runner, firstLook);
    }

    /** Executes nothing until the modules are ready, or the time is over. */
    void hold(Duration longest) {
        scheduler.hold(longest);
    }

    private static NodeIdentity identity(BundleContext context) {
        String data = context.getProperty("plenum.data");
        return data == null ? NodeIdentity.passing() : NodeIdentity.in(Path.of(data));
    }

    @Override
    @Deactivate
    public void close() {
        List<ActiveRun> active = List.copyOf(runner.active());
        active.forEach(run -> run.ask(ActiveRun.Stop.SUSPEND));
        active.forEach(ActiveRun::interrupt);
        scheduler.stop();
    }

    /**
     * All modules are up. An operation must not go on before: its handler may be there while the providers that it works
     * with, which other modules bring, are not.
     */
    @Reference(
            target = "(" + Condition.CONDITION_ID + "=plenum.modules.ready)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void addModulesReady(Condition modules) {
        scheduler.release();
    }

    /** The modules stop: that of the handlers is told apart. */
    void removeModulesReady(Condition modules) {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addHandler(OperationHandler handler) {
        handlers.add(handler);
        scheduler.in(Duration.ZERO, () -> runner.wake(handler.kind()));
    }

    /** Its runs are suspended before it goes. */
    void removeHandler(OperationHandler handler) {
        handlers.remove(handler);
        List<ActiveRun> active =
                runner.active().stream().filter(run -> run.handler() == handler).toList();
        active.forEach(run -> run.ask(ActiveRun.Stop.SUSPEND));
        active.forEach(ActiveRun::interrupt);
        for (ActiveRun run : active) {
            try {
                if (!run.awaitReturn(STOP_WAIT.toMillis())) {
                    LOG.warn("A handler of {} goes on though its bundle stops", handler.kind());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public Operation submit(Caller caller, OperationRequest request) {
        if (!request.lane().isEmpty() && request.laneWidth() < 1) {
            throw PlenumException.invalid("invalid-lane", "The lane " + request.lane() + " must be at least 1 wide.");
        }
        return database.write(sql -> {
            Entry entry = entry(caller, request);
            Operation operation = entry.operation();
            if (!request.lane().isEmpty()) {
                LaneTable.create(sql, request.lane());
            }
            EntryTable.insert(sql, entry);
            ScheduleTable.insert(sql, operation.id(), operation.createdAt());
            audit.append(Audit.event(caller, "operation.submit", operation));
            database.afterCommit(() -> {
                notices.created(operation);
                scheduler.checkNow();
            });
            return operation;
        });
    }

    private static Entry entry(Caller caller, OperationRequest request) {
        Operation operation = new Operation(
                Ids.next(),
                request.kind(),
                request.title(),
                request.space(),
                request.target(),
                caller.subject(),
                Operation.Status.QUEUED,
                request.input(),
                Values.empty(),
                0,
                "",
                Optional.empty(),
                0,
                false,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                Optional.empty());
        return new Entry(operation, caller, Optional.empty(), request.lane(), request.laneWidth());
    }

    @Override
    public Optional<Operation> find(Caller caller, UUID id) {
        return database.read(sql -> EntryTable.find(sql, id))
                .map(Entry::operation)
                .filter(operation -> access.decide(caller, OperationPermissions.VIEW, operation.space())
                        .allowed());
    }

    @Override
    public Page<Operation> list(Caller caller, Filter filter, PageRequest page) {
        SpaceScope seen = access.scope(caller, OperationPermissions.VIEW);
        SpaceScope scope = filter.space().map(spaces::below).map(seen::and).orElse(seen);
        if (scope instanceof SpaceScope.Within within && within.spaces().isEmpty()) {
            return Page.of(List.of(), Optional.empty());
        }
        UUID before = page.after().map(ScheduledOperations::identifier).orElse(null);
        List<Operation> found =
                database.read(sql -> EntryTable.list(sql, EntryTable.query(scope, filter, page.limit(), before)));
        return cut(found, page.limit(), operation -> operation.id().toString());
    }

    @Override
    public Page<LogLine> log(Caller caller, UUID id, PageRequest page) {
        if (find(caller, id).isEmpty()) {
            throw missing(id);
        }
        long after = page.after().map(ScheduledOperations::number).orElse(0L);
        List<LogLine> found = database.read(sql -> LogTable.after(sql, id, after, page.limit() + 1));
        return cut(found, page.limit(), line -> Long.toString(line.number()));
    }

    @Override
    public Operation cancel(Caller caller, UUID id) {
        return database.write(sql -> {
            Entry entry = require(sql, caller, id, OperationPermissions.CANCEL);
            Operation operation = entry.operation();
            if (operation.status().ended()) {
                throw PlenumException.conflict(
                        "operation-ended", "The operation has ended already; there is nothing to cancel.");
            }
            EntryTable.requestCancel(sql, id);
            if (operation.status() == Operation.Status.RUNNING) {
                database.afterCommit(() -> stop(id));
            } else {
                runner.abandon(sql, entry);
            }
            return EntryTable.find(sql, id).orElseThrow().operation();
        });
    }

    private void stop(UUID id) {
        runner.active(id).ifPresent(run -> {
            run.ask(ActiveRun.Stop.CANCEL);
            scheduler.in(grace, run::interrupt);
        });
    }

    @Override
    public Operation retry(Caller caller, UUID id) {
        return database.write(sql -> {
            Operation operation =
                    require(sql, caller, id, OperationPermissions.RETRY).operation();
            if (operation.status() != Operation.Status.FAILED && operation.status() != Operation.Status.CANCELLED) {
                throw PlenumException.conflict(
                        "operation-not-failed", "Only an operation that failed or was cancelled can be run again.");
            }
            EntryTable.requeue(sql, id, caller);
            ScheduleTable.insert(sql, id, Instant.now());
            Operation queued = EntryTable.find(sql, id).orElseThrow().operation();
            database.afterCommit(() -> {
                notices.updated(queued);
                scheduler.checkNow();
            });
            return queued;
        });
    }

    /** Locks the operation and has the permission checked; writes the audit entry of what follows. */
    private Entry require(Sql sql, Caller caller, UUID id, String permission) throws SQLException {
        Entry entry = EntryTable.lock(sql, id).orElseThrow(() -> missing(id));
        Decision decision = access.require(caller, permission, entry.operation().space());
        audit.append(Audit.event(caller, permission, entry.operation()).decided(decision));
        return entry;
    }

    private static PlenumException missing(UUID id) {
        return PlenumException.missing("operation-missing", "There is no operation " + id + ", or you may not see it.");
    }

    private static <T> Page<T> cut(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return Page.of(found, Optional.empty());
        }
        List<T> page = found.subList(0, limit);
        return Page.of(page, Optional.of(cursor.apply(page.get(limit - 1))));
    }

    private static UUID identifier(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw cursor(e);
        }
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw cursor(e);
        }
    }

    private static PlenumException cursor(@Nullable Throwable cause) {
        return new PlenumException(
                PlenumException.Category.INVALID,
                "invalid-cursor",
                "after must be the next of the page before.",
                List.of(),
                null,
                cause);
    }
}
