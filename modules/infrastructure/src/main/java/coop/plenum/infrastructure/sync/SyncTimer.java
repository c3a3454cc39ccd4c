package coop.plenum.infrastructure.sync;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.ConnectionStore;
import coop.plenum.infrastructure.drift.DriftSchedule;
import coop.plenum.infrastructure.provider.OpenConnections;
import coop.plenum.infrastructure.provider.ProviderFactories;
import coop.plenum.infrastructure.unmanaged.UnmanagedSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the syncs that are due and closes idle connections. Has one thread, and only while there are connections.
 * Thread-safe.
 */
@Component(service = SyncTimer.class, immediate = true)
public final class SyncTimer {
    private static final Logger LOG = LoggerFactory.getLogger(SyncTimer.class);
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final ConnectionStore store;
    private final Syncs syncs;
    private final OpenConnections open;
    private final ProviderFactories factories;
    private final DriftSchedule drift;
    private final UnmanagedSchedule unmanaged;
    private final Map<UUID, Instant> started = new HashMap<>();
    private @Nullable ScheduledExecutorService thread;
    /** The latest; it may be at its end. */
    private volatile @Nullable Thread worker;

    private boolean closed;

    @Activate
    public SyncTimer(
            @Reference ConnectionStore store,
            @Reference Syncs syncs,
            @Reference OpenConnections open,
            @Reference ProviderFactories factories,
            @Reference DriftSchedule drift,
            @Reference UnmanagedSchedule unmanaged) {
        this.store = store;
        this.syncs = syncs;
        this.open = open;
        this.factories = factories;
        this.drift = drift;
        this.unmanaged = unmanaged;
        if (anyConnection()) {
            wake();
        }
    }

    private boolean anyConnection() {
        try {
            return !store.list(PageRequest.first(1)).items().isEmpty();
        } catch (RuntimeException e) {
            LOG.warn("Connections cannot be read now; the timer tries again.", e);
            return true;
        }
    }

    /** There may be a connection now. */
    public synchronized void wake() {
        if (thread == null && !closed) {
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread made = new Thread(work, "plenum-infrastructure-timer");
                made.setDaemon(true);
                worker = made;
                return made;
            });
            var unused = executor.scheduleWithFixedDelay(this::safely, 1, TICK.toSeconds(), TimeUnit.SECONDS);
            thread = executor;
        }
    }

    private void safely() {
        try {
            Instant now = Instant.now();
            open.closeIdle(now.minus(IDLE));
            synchronized (this) { // so that a wake-up comes before the look or after the sleep
                if (!tick(now)) {
                    sleep();
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Due syncs could not be started; the timer tries again.", e);
        }
    }

    /** @return whether there are connections */
    synchronized boolean tick(Instant now) {
        Set<UUID> present = new HashSet<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Connection> page = store.list(new PageRequest(PageRequest.MAX_LIMIT, after));
            page.items().forEach(connection -> {
                present.add(connection.id());
                if (isDue(connection, now)) {
                    start(connection, now);
                }
            });
            after = page.next();
        } while (after.isPresent());
        started.keySet().retainAll(present);
        drift.tick(now);
        unmanaged.tick(syncs::last);
        return !present.isEmpty();
    }

    private void start(Connection connection, Instant now) {
        started.put(connection.id(), now);
        try {
            syncs.scheduled(connection);
        } catch (RuntimeException e) { // the other connections must not suffer; this one is tried again when due
            LOG.warn("The sync of \"{}\" could not be started.", connection.title(), e);
        }
    }

    private boolean isDue(Connection connection, Instant now) {
        if (connection.syncEvery().isEmpty()
                || factories.find(connection.access().provider()).isEmpty()) {
            return false;
        }
        Instant last = started.computeIfAbsent(
                connection.id(),
                id -> syncs.lastOfAll(id)
                        .map(operation -> operation.createdAt())
                        .orElse(Instant.EPOCH));
        return !last.plus(connection.syncEvery().get()).isAfter(now);
    }

    private synchronized void sleep() {
        if (thread != null) {
            thread.shutdown();
            thread = null;
        }
    }

    @Deactivate
    public void close() throws InterruptedException {
        ScheduledExecutorService ending;
        synchronized (this) {
            closed = true;
            ending = thread;
            thread = null;
        }
        if (ending != null) {
            ending.shutdownNow();
        }
        Thread last = worker;
        if (last != null) {
            // An executor counts as ended a moment before its thread has.
            last.join(TimeUnit.SECONDS.toMillis(5));
            if (last.isAlive()) {
                LOG.warn("The timer does not end.");
            }
        }
    }
}
