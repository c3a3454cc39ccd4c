package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageTest {
    private static final Migration TABLE =
            Migration.of(1, "A table", "CREATE TABLE t (id INTEGER PRIMARY KEY, name ${text})");

    @TempDir
    Path folder;

    @RepeatedTest(5)
    void aFullDiskIsReportedAndRecoveredFrom() {
        FilePath.register(new FullDisk());
        DatabaseSettings settings = new DatabaseSettings(
                Dialect.H2,
                Optional.empty(),
                "jdbc:h2:full:" + folder.resolve("db"),
                Optional.empty(),
                Optional.empty());
        try (JdbcDatabase database = new JdbcDatabase(JdbcDatabase.engine(settings))) {
            database.migrate("test", List.of(TABLE));
            insert(database, 1);
            FullDisk.FULL.set(true);
            PlenumException refused = catchThrowableOfType(PlenumException.class, () -> insert(database, 2));
            assertThat(refused.code()).isEqualTo("database-unavailable");
            assertThat(refused).hasMessageContaining("disk is full");
            PlenumException again = catchThrowableOfType(PlenumException.class, () -> insert(database, 3));
            assertThat(again.code()).isEqualTo("database-unavailable");
            FullDisk.FULL.set(false);
            insert(database, 4);
            assertThat(ids(database)).contains(1L, 4L).doesNotContain(3L);
        } finally {
            FullDisk.FULL.set(false);
        }
    }

    @Test
    void aNearlyFullDiskRefusesWritesAndGoesOnReading() {
        AtomicLong usable = new AtomicLong(FreeSpace.NEEDED);
        try (JdbcDatabase database =
                new JdbcDatabase(H2Engine.open(DatabaseSettings.embedded(folder), new FreeSpace(usable::get)))) {
            database.migrate("test", List.of(TABLE));
            insert(database, 1);
            usable.set(FreeSpace.NEEDED - 1);
            await(() -> assertThat(catchThrowableOfType(PlenumException.class, () -> database.write(sql -> "")))
                    .hasMessageContaining("disk is full"));
            assertThat(ids(database)).containsExactly(1L);
            usable.set(FreeSpace.NEEDED);
            await(() -> database.write(sql -> ""));
            insert(database, 2);
        }
    }

    @Test
    void aServerThatWentAndCameBackIsUsedAgain() throws IOException {
        EmbeddedPostgres first = server().start();
        int port = first.getPort();
        try (JdbcDatabase database = TestDatabases.postgresql(first.getJdbcUrl("postgres", "postgres"))) {
            database.migrate("test", List.of(TABLE));
            insert(database, 1);
            first.close();
            PlenumException refused = catchThrowableOfType(PlenumException.class, () -> insert(database, 2));
            assertThat(refused.code()).isEqualTo("database-unavailable");
            EmbeddedPostgres second = server().setPort(port).start();
            insert(database, 3);
            assertThat(ids(database)).containsExactly(1L, 3L);
            second.close();
        }
    }

    /** Free space is looked at a few times a second. */
    private static void await(Runnable condition) {
        for (int i = 0; i < 100; i++) {
            try {
                condition.run();
                return;
            } catch (PlenumException | AssertionError e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        condition.run();
    }

    private EmbeddedPostgres.Builder server() {
        return EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false);
    }

    private static void insert(Database database, int id) {
        database.write(sql -> sql.update("INSERT INTO t VALUES (?, ?)", id, "x"));
    }

    private static List<Long> ids(Database database) {
        return database.read(sql -> sql.query("SELECT id FROM t ORDER BY id", row -> row.number(1)));
    }
}
