package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaJournalTest {
    private static final Migration FIRST =
            Migration.of(1, "A table", "CREATE TABLE t (id INTEGER PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    private static final Migration SECOND = Migration.of(
            2,
            "More",
            "ALTER TABLE t ADD COLUMN name VARCHAR(9)",
            "CREATE INDEX t_name ON t (name)",
            "INSERT INTO t (id)" + " SELECT MAX(id) + 1 FROM t");

    @OnEachEngine
    void eachMigrationIsAppliedOnce(Database database) {
        database.migrate("test", List.of(FIRST));
        database.migrate("test", List.of(FIRST, SECOND));
        database.migrate("test", List.of(FIRST, SECOND));
        assertThat(count(database)).isEqualTo(2);
    }

    @OnEachEngine
    void anotherOwnerHasItsOwnNumbers(Database database) {
        database.migrate("test", List.of(FIRST));
        database.migrate("other", List.of(Migration.of(1, "Another", "CREATE TABLE u (id INTEGER)")));
        List<Long> ids = database.read(sql -> sql.query("SELECT id FROM u", row -> row.number(1)));
        assertThat(ids).isEmpty();
    }

    @OnEachEngine
    void aMigrationThatFailsIsTriedAgain(Database database) {
        Migration broken = Migration.of(2, "More", "CREATE TABLE u (id INTEGER)", "CREATE RUBBISH");
        assertThatThrownBy(() -> database.migrate("test", List.of(FIRST, broken)))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("migration-failed"));
        assertThatThrownBy(() -> database.migrate("test", List.of(FIRST, broken)))
                .isInstanceOf(PlenumException.class)
                .hasMessageContaining("RUBBISH");
        database.migrate("test", List.of(FIRST));
        assertThat(count(database)).isEqualTo(1);
    }

    @OnEachEngine
    void aNewerSchemaIsRefused(Database database) {
        database.migrate("test", List.of(FIRST, SECOND));
        assertThatThrownBy(() -> database.migrate("test", List.of(FIRST)))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("schema-too-new"));
    }

    @OnEachEngine
    void aReleasedMigrationMayBeLaidOutAnewButNotChanged(Database database) {
        database.migrate("test", List.of(FIRST));
        Migration laidOut =
                Migration.of(1, "A table", "CREATE TABLE t\n  (id INTEGER PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        Migration changed = Migration.of(1, "A table", "CREATE TABLE t (id BIGINT PRIMARY KEY)");
        Migration next = Migration.of(2, "Next", "CREATE TABLE u (id INTEGER)");
        database.migrate("test", List.of(laidOut, next));
        assertThatThrownBy(() -> database.migrate(
                        "test", List.of(changed, next, Migration.of(3, "Another", "CREATE TABLE v (id INTEGER)"))))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("schema-changed"));
    }

    @Test
    void nodesThatStartTogetherDoNotDisturbEachOther() {
        String url = TestDatabases.postgresqlUrl();
        try (JdbcDatabase one = TestDatabases.postgresql(url);
                JdbcDatabase other = TestDatabases.postgresql(url)) {
            CompletableFuture<Void> first =
                    CompletableFuture.runAsync(() -> one.migrate("test", List.of(FIRST, SECOND)));
            CompletableFuture<Void> second =
                    CompletableFuture.runAsync(() -> other.migrate("test", List.of(FIRST, SECOND)));
            first.join();
            second.join();
            assertThat(count(one)).isEqualTo(2);
        }
    }

    /** H2 commits at each DDL statement, so the process may be cut off between a statement and its entry. */
    @Test
    void aMigrationThatWasCutOffGoesOnWhereItStopped(@TempDir Path folder) {
        try (JdbcDatabase database = TestDatabases.h2(folder)) {
            database.migrate("test", List.of(FIRST, SECOND));
            database.write(sql ->
                    sql.update("UPDATE schema_migration SET statements_done = 1, finished = FALSE WHERE version = 2"));
        }
        try (JdbcDatabase database = TestDatabases.h2(folder)) {
            database.migrate("test", List.of(FIRST, SECOND));
            assertThat(count(database)).isEqualTo(3);
        }
    }

    private static long count(Database database) {
        return database.read(sql -> sql.one("SELECT COUNT(*) FROM t", row -> row.number(1)))
                .orElseThrow();
    }
}
