package coop.plenum.core.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Connections for units of work. Some are kept back for detached units, which are opened while another one is held. */
final class ConnectionPool implements AutoCloseable {
    private static final int SIZE = 24;
    private static final int RESERVED = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Engine engine;
    private final HikariDataSource pool;
    /** Not fair: in the order of their coming, each of many short reads would stop its thread and wake another. */
    private final Semaphore units = new Semaphore(SIZE - RESERVED);

    ConnectionPool(Engine engine) {
        this.engine = engine;
        HikariConfig config = new HikariConfig();
        config.setPoolName("plenum");
        config.setDataSource(engine.dataSource());
        config.setMaximumPoolSize(SIZE);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setMaxLifetime(
                engine.dialect() == Dialect.H2 ? 0 : Duration.ofMinutes(30).toMillis());
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    Dialect dialect() {
        return engine.dialect();
    }

    DataSource dataSource() {
        return pool;
    }

    /** @param nested true when the thread holds a connection already, and so must not wait for its turn */
    Connection take(boolean nested) throws SQLException {
        if (!nested) {
            enter();
        }
        try {
            return connection();
        } catch (SQLException | RuntimeException e) {
            if (!nested) {
                units.release();
            }
            throw e;
        }
    }

    /** Interruption does not end the wait, which is bounded: who is interrupted must still be able to save its state. */
    private Connection connection() throws SQLException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return pool.getConnection();
                } catch (SQLException e) {
                    if (!(e.getCause() instanceof InterruptedException)) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void give(Connection connection, boolean nested) {
        try {
            connection.close();
        } catch (SQLException e) {
            pool.evictConnection(connection);
        } finally {
            if (!nested) {
                units.release();
            }
        }
    }

    /** The connection failed: it is not used again, and the others are replaced before they fail too. */
    void evict(Connection connection) {
        pool.evictConnection(connection);
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** The connection is not used again; nothing is wrong with the others. */
    void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    /** Asked before a unit that writes. */
    void admitWrite() {
        engine.admitWrite();
    }

    /** Returns when all that the calling thread has committed is on disk. */
    void sync() throws SQLException {
        engine.sync();
    }

    @Override
    public void close() {
        pool.close();
        engine.close();
    }

    private void enter() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (units.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    throw new PlenumException(
                            Category.UNAVAILABLE,
                            "database-busy",
                            "The database is busy with other work. Try again in a moment.");
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
