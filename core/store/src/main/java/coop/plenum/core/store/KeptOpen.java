package coop.plenum.core.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to an embedded H2 that stays open between them. H2 closes a database whose file it could not write, and a
 * connection made afterwards opens it anew; then the newest state is looked for first, as at a start after a kill.
 */
final class KeptOpen implements DataSource {
    private final DataSource source;
    private final Opening opening;
    private final WriteGate gate;
    /** Holds the database open; replaced when H2 has closed it. */
    private Connection keeper;

    /**
     * @param source of further connections, which do not open the database
     * @param gate that the writes of those pass
     */
    KeptOpen(DataSource source, Opening opening, WriteGate gate) throws SQLException {
        this.source = source;
        this.opening = opening;
        this.gate = gate;
        this.keeper = opening.open();
    }

    /** Opens the database. */
    @FunctionalInterface
    interface Opening {
        /** @return its first connection */
        Connection open() throws SQLException;
    }

    /** The connection that lasts as long as the database is open; not to be closed. */
    synchronized Connection keeper() {
        return keeper;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (!alive(keeper)) {
            keeper = opening.open();
        }
        return GatedConnection.of(source.getConnection(), gate);
    }

    /** {@link Connection#isValid} would not tell: it reads nothing of the store. */
    private static boolean alive(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET @open = 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user is set already.");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // failures are thrown
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("It does not log by itself.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
