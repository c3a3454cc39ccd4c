package coop.plenum.core.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Real databases for tests, fresh each. Whoever opens one closes it. */
public final class TestDatabases {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabases() {}

    /** An embedded database below the folder; opening the same folder again finds the same data. */
    public static JdbcDatabase h2(Path folder) {
        return new JdbcDatabase(JdbcDatabase.engine(DatabaseSettings.embedded(folder)));
    }

    /** A new, empty database on the one server that all tests of this JVM share. */
    public static JdbcDatabase postgresql() {
        return postgresql(postgresqlUrl());
    }

    /** The database at an URL that {@link #postgresqlUrl()} has given. */
    public static JdbcDatabase postgresql(String url) {
        return new JdbcDatabase(JdbcDatabase.engine(
                new DatabaseSettings(Dialect.POSTGRESQL, Optional.empty(), url, Optional.empty(), Optional.empty())));
    }

    /** The address, with its user, of a new, empty database; for tests that connect more than once. */
    public static String postgresqlUrl() {
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = Server.POSTGRESQL.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Server.POSTGRESQL.getJdbcUrl("postgres", name);
    }

    /** Started by the first test that needs it; it ends with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRESQL = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
