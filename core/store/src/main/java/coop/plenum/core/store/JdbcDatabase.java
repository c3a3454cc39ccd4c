package coop.plenum.core.store;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Units of work on pooled connections of H2 or PostgreSQL. Reads run in auto-commit mode: the engines' default isolation
 * gives no more within a transaction, and a round trip is saved.
 */
@Component(service = Database.class, immediate = true)
public final class JdbcDatabase implements Database, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcDatabase.class);
    /** How long a unit of work is run again after conflicts; about two waits for a lock. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** How often work is run again that met a table on its way out. */
    private static final int RESHAPED = 5;

    private static final long RESHAPING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ConnectionPool pool;
    private final SchemaJournal journal;
    private final ReadWatch watch = new ReadWatch();

    @SuppressWarnings("ThreadLocalUsage") // one per database, and removed when the unit ends
    private final ThreadLocal<@Nullable Unit> open = new ThreadLocal<>();

    @SuppressWarnings("ThreadLocalUsage") // one per database, and removed when the limit ends
    private final ThreadLocal<@Nullable Duration> readLimit = new ThreadLocal<>();

    @Activate
    public JdbcDatabase(BundleContext context) {
        this(StartupFailures.reported(context, () -> engine(DatabaseSettings.of(context::getProperty))));
    }

    JdbcDatabase(Engine engine) {
        this.pool = new ConnectionPool(engine);
        this.journal = new SchemaJournal(pool);
    }

    static Engine engine(DatabaseSettings settings) {
        return switch (settings.dialect()) {
            case H2 -> H2Engine.open(settings);
            case POSTGRESQL -> PostgresqlEngine.open(settings);
        };
    }

    @Override
    @Deactivate
    public void close() {
        watch.close();
        pool.close();
    }

    @Override
    public Dialect dialect() {
        return pool.dialect();
    }

    @Override
    public DataSource dataSource() {
        return pool.dataSource();
    }

    @Override
    public void migrate(String owner, List<Migration> migrations) {
        journal.migrate(owner, migrations);
    }

    @Override
    public <T> T read(Work<T> work) {
        Unit unit = open.get();
        return unit == null ? outermost(fresh -> watched(fresh, work)) : run(unit, work);
    }

    @Override
    public ReadLimit limitReads(Duration most) {
        readLimit.set(most);
        return readLimit::remove;
    }

    private <T> T watched(Unit unit, Work<T> work) {
        Duration most = readLimit.get();
        if (most == null) {
            return look(unit, work);
        }
        ReadWatch.Watched watched = watch.begin(unit, most);
        try {
            return look(unit, work);
        } finally {
            if (watch.end(watched)) {
                pool.discard(unit.connection());
            }
        }
    }

    private <T> T look(Unit unit, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return run(unit, work);
            } catch (PlenumException e) {
                if (attempt > RESHAPED || !SqlErrors.reshaped(e)) {
                    throw e;
                }
                LOG.debug("A table was dropped or changed under a read, attempt {}", attempt, e);
                LockSupport.parkNanos(RESHAPING_NANOS);
            }
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        Unit unit = open.get();
        if (unit == null) {
            return outermost(fresh -> transact(fresh, work));
        }
        if (unit.writing()) {
            return join(unit, work);
        }
        T result = transact(unit, work);
        settle(unit);
        return result;
    }

    @Override
    public <T> T writeDetached(Work<T> work) {
        return outermost(fresh -> transact(fresh, work));
    }

    @Override
    public void afterCommit(Runnable action) {
        Unit unit = open.get();
        if (unit != null && unit.writing()) {
            unit.afterCommit(action);
        } else {
            action.run();
        }
    }

    @Override
    public String toString() {
        return dialect().name();
    }

    /** Something that is done with a unit. */
    @FunctionalInterface
    private interface Use<T> {
        T apply(Unit unit);
    }

    private <T> T outermost(Use<T> use) {
        Unit outer = open.get();
        // An interrupt is for the caller's own waiting; it must not tear a connection or the embedded files.
        boolean interrupted = Thread.interrupted();
        Connection connection = take(outer != null);
        interrupted |= Thread.interrupted();
        try {
            Unit unit = new Unit(connection, dialect());
            T result = use(unit, outer, use);
            settle(unit); // others have the connection meanwhile: waiting for the disk takes none
            return result;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T use(Unit unit, @Nullable Unit outer, Use<T> use) {
        try {
            open.set(unit);
            return use.apply(unit);
        } finally {
            if (outer == null) {
                open.remove();
            } else {
                open.set(outer);
            }
            pool.give(unit.connection(), outer != null);
        }
    }

    /** Waits until what was committed is on disk, and does what was to be done after that. */
    private void settle(Unit unit) {
        if (!unit.committed()) {
            return;
        }
        try {
            pool.sync();
        } catch (SQLException e) {
            throw failure(unit, e);
        }
        unit.takeAfterCommit().forEach(JdbcDatabase::runSafely);
    }

    private Connection take(boolean nested) {
        try {
            return pool.take(nested);
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
    }

    private <T> T run(Unit unit, Work<T> work) {
        try {
            return work.run(unit.sql());
        } catch (SQLException e) {
            unit.doom();
            throw failure(unit, e);
        }
    }

    private <T> T join(Unit unit, Work<T> work) {
        boolean done = false;
        try {
            T result = run(unit, work);
            done = true;
            return result;
        } finally {
            if (!done) {
                unit.doom();
            }
        }
    }

    private <T> T transact(Unit unit, Work<T> work) {
        pool.admitWrite();
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return once(unit, work);
            } catch (PlenumException e) {
                boolean reshaped = attempt <= RESHAPED && SqlErrors.reshaped(e);
                if (System.nanoTime() - start > PATIENCE.toNanos() || !(reshaped || SqlErrors.conflict(e))) {
                    throw e;
                }
                LOG.debug("Unit of work runs again after a conflict, attempt {}", attempt, e);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(1, 5L << Math.min(attempt, 5))));
            }
        }
    }

    private <T> T once(Unit unit, Work<T> work) {
        try {
            unit.begin();
            T result;
            boolean done = false;
            try {
                result = work.run(unit.sql());
                done = true;
            } finally {
                if (!done) {
                    rollback(unit);
                }
            }
            if (unit.doomed()) {
                rollback(unit);
                throw new PlenumException(
                        Category.INTERNAL,
                        "unit-of-work-failed",
                        "A part of the work had failed and the rest went on all the same: nothing was saved. This is a"
                                + " defect.");
            }
            commit(unit);
            return result;
        } catch (SQLException e) {
            throw failure(unit, e);
        }
    }

    private void commit(Unit unit) throws SQLException {
        try {
            unit.commit();
        } catch (SQLException e) {
            rollback(unit);
            throw e;
        }
    }

    private void rollback(Unit unit) {
        try {
            unit.rollback();
        } catch (SQLException e) {
            // What made the work fail matters more; a connection that cannot roll back is not used again.
            pool.evict(unit.connection());
        }
    }

    private PlenumException failure(Unit unit, SQLException e) {
        if (SqlErrors.unavailable(e)) {
            pool.evict(unit.connection());
        }
        return SqlErrors.translate(e);
    }

    private static void runSafely(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("An action after a commit failed; the commit stands", e);
        }
    }
}
