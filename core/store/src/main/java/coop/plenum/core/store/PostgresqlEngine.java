package coop.plenum.core.store;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server, or one that speaks its language. A commit there is durable by itself. */
final class PostgresqlEngine implements Engine {
    private final PGSimpleDataSource dataSource;

    private PostgresqlEngine(PGSimpleDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Connects once, so that what is wrong is told at once. */
    static PostgresqlEngine open(DatabaseSettings settings) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setApplicationName("plenum");
        dataSource.setConnectTimeout(5);
        dataSource.setTcpKeepAlive(true);
        dataSource.setReWriteBatchedInserts(true);
        try {
            dataSource.setURL(settings.url());
        } catch (IllegalArgumentException e) {
            throw DatabaseSettings.invalidUrl();
        }
        settings.user().ifPresent(dataSource::setUser);
        settings.password().ifPresent(dataSource::setPassword);
        try (Connection probe = dataSource.getConnection()) {
            probe.getMetaData();
        } catch (SQLException e) {
            throw failure(e, place(dataSource));
        }
        return new PostgresqlEngine(dataSource);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void admitWrite() {
        // a server looks after its disk itself
    }

    @Override
    public void sync() {
        // synchronous_commit is the server's to decide, and on by default
    }

    @Override
    public void close() {
        // nothing is held but pooled connections
    }

    private static String place(PGSimpleDataSource dataSource) {
        return String.join(",", dataSource.getServerNames()) + "/" + dataSource.getDatabaseName();
    }

    private static PlenumException failure(SQLException e, String place) {
        String state = SqlErrors.state(e);
        if (state.startsWith("28")) {
            return new PlenumException(
                    Category.UNAVAILABLE,
                    "database-credentials",
                    "The database at " + place + " refuses the user or the password. Correct " + DatabaseSettings.USER
                            + " and " + DatabaseSettings.PASSWORD + ".",
                    e);
        }
        if (state.equals("3D000")) {
            return new PlenumException(
                    Category.UNAVAILABLE,
                    "database-missing",
                    "There is no database " + place + ". Create it, or correct " + DatabaseSettings.URL + ".",
                    e);
        }
        return new PlenumException(
                Category.UNAVAILABLE,
                "database-unreachable",
                "The database at " + place + " does not answer (" + e.getMessage() + "). Check that it runs and that "
                        + DatabaseSettings.URL + " names its host and port.",
                e);
    }
}
