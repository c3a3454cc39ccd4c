package coop.plenum.core.store;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Which migrations have been applied, in the table {@code schema_migration}. PostgreSQL applies a migration and its
 * entry in one transaction. H2 commits at each DDL statement, so the entry counts the statements done and a migration
 * that was cut off goes on where it stopped.
 */
final class SchemaJournal {
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS schema_migration (
                owner VARCHAR(200) NOT NULL,
                version INTEGER NOT NULL,
                description VARCHAR(1000) NOT NULL,
                checksum INTEGER NOT NULL,
                statements_done INTEGER NOT NULL,
                finished BOOLEAN NOT NULL,
                applied_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
                PRIMARY KEY (owner, version))""";
    /** What a repeated DDL statement answers when it had been done before the process was cut off. */
    private static final Set<Integer> DONE_BEFORE = Set.of(
            ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS_1,
            ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
            ErrorCode.INDEX_ALREADY_EXISTS_1,
            ErrorCode.INDEX_NOT_FOUND_1,
            ErrorCode.SEQUENCE_ALREADY_EXISTS_1,
            ErrorCode.SEQUENCE_NOT_FOUND_1,
            ErrorCode.CONSTRAINT_ALREADY_EXISTS_1,
            ErrorCode.CONSTRAINT_NOT_FOUND_1,
            ErrorCode.DUPLICATE_COLUMN_NAME_1,
            ErrorCode.COLUMN_NOT_FOUND_1);
    /** Any number will do, as long as every node takes the same. */
    private static final long ADVISORY_LOCK = 0x706c_656e_756dL;

    private record Key(String owner, int version) {}

    private record Entry(int checksum, int statementsDone, boolean finished) {}

    private final ConnectionPool pool;
    private final Dialect dialect;
    private @Nullable Map<Key, Entry> known;

    SchemaJournal(ConnectionPool pool) {
        this.pool = pool;
        this.dialect = pool.dialect();
    }

    synchronized void migrate(String owner, List<Migration> migrations) {
        try {
            Map<Key, Entry> entries = known == null ? load() : known;
            known = entries;
            if (!pending(entries, owner, migrations)) {
                return;
            }
            known = null;
            apply(owner, migrations);
            pool.sync();
        } catch (SQLException e) {
            throw SqlErrors.unavailable(e) ? SqlErrors.translate(e) : failed(owner, e);
        }
    }

    private static boolean pending(Map<Key, Entry> entries, String owner, List<Migration> migrations) {
        boolean pending = false;
        for (int i = 0; i < migrations.size(); i++) {
            Migration migration = migrations.get(i);
            if (migration.version() != i + 1) {
                throw new IllegalArgumentException("Migrations of " + owner + " must be numbered from 1 without gaps.");
            }
            Entry entry = entries.get(new Key(owner, migration.version()));
            pending |= entry == null || !entry.finished();
        }
        Entry newer = entries.get(new Key(owner, migrations.size() + 1));
        if (newer != null && newer.finished()) {
            throw new PlenumException(
                    Category.UNAVAILABLE,
                    "schema-too-new",
                    "The tables of " + owner + " were made by a newer release. Use that release, or restore the backup"
                            + " made before the upgrade.");
        }
        return pending;
    }

    private void apply(String owner, List<Migration> migrations) throws SQLException {
        Connection connection = pool.take(true);
        try {
            connection.setAutoCommit(false);
            Sql sql = new Sql(connection, dialect);
            if (dialect == Dialect.POSTGRESQL) {
                sql.query("SELECT pg_advisory_xact_lock(?)", row -> "", ADVISORY_LOCK);
            }
            // Another node may have been faster.
            Map<Key, Entry> entries = entries(sql);
            for (Migration migration : migrations) {
                apply(sql, owner, migration, entries.get(new Key(owner, migration.version())));
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            pool.give(connection, true);
        }
    }

    private void apply(Sql sql, String owner, Migration migration, @Nullable Entry entry) throws SQLException {
        List<String> statements = migration.statements().apply(dialect);
        int checksum = checksum(statements);
        if (entry != null && entry.checksum() != checksum) {
            throw new PlenumException(
                    Category.INTERNAL,
                    "schema-changed",
                    "Migration " + migration.version() + " of " + owner + " is not the one that was applied to this"
                            + " database. A released migration never changes: add another one.");
        }
        if (entry != null && entry.finished()) {
            return;
        }
        int done = 0;
        if (entry == null) {
            sql.update(
                    "INSERT INTO schema_migration (owner, version, description, checksum, statements_done, finished,"
                            + " applied_at) VALUES (?, ?, ?, ?, 0, FALSE, ?)",
                    owner,
                    migration.version(),
                    migration.description(),
                    checksum,
                    Instant.now());
            step(sql);
        } else {
            done = entry.statementsDone();
        }
        for (int i = done; i < statements.size(); i++) {
            execute(sql, statements.get(i), entry != null && i == done);
            sql.update(
                    "UPDATE schema_migration SET statements_done = ?, finished = ? WHERE owner = ? AND version = ?",
                    i + 1,
                    i + 1 == statements.size(),
                    owner,
                    migration.version());
            step(sql);
        }
    }

    private static void execute(Sql sql, String statement, boolean repeated) throws SQLException {
        try {
            sql.update(statement);
        } catch (SQLException e) {
            if (!repeated || !DONE_BEFORE.contains(e.getErrorCode())) {
                throw e;
            }
        }
    }

    private void step(Sql sql) throws SQLException {
        if (dialect == Dialect.H2) {
            sql.connection().commit();
        }
    }

    private Map<Key, Entry> load() throws SQLException {
        Connection connection = pool.take(true);
        try {
            Sql sql = new Sql(connection, dialect);
            try {
                return entries(sql);
            } catch (SQLException e) {
                if (!SqlErrors.state(e).startsWith("42")) {
                    throw e;
                }
                create(connection);
                return entries(sql);
            }
        } finally {
            pool.give(connection, true);
        }
    }

    private void create(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Sql sql = new Sql(connection, dialect);
            if (dialect == Dialect.POSTGRESQL) {
                sql.query("SELECT pg_advisory_xact_lock(?)", row -> "", ADVISORY_LOCK);
            }
            sql.update(TABLE);
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static Map<Key, Entry> entries(Sql sql) throws SQLException {
        Map<Key, Entry> entries = new HashMap<>();
        sql.query("SELECT owner, version, checksum, statements_done, finished FROM schema_migration", row -> {
            entries.put(new Key(row.text(1), row.integer(2)), new Entry(row.integer(3), row.integer(4), row.flag(5)));
            return row;
        });
        return entries;
    }

    /** White space does not count, so that a migration may be laid out anew. */
    private static int checksum(List<String> statements) {
        return String.join(";", statements).replaceAll("\\s+", " ").hashCode();
    }

    private static PlenumException failed(String owner, SQLException e) {
        return new PlenumException(
                Category.INTERNAL,
                "migration-failed",
                "The tables of " + owner + " could not be brought up to date: " + e.getMessage(),
                e);
    }
}
