package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded database is cut off at any write, over and over. The system property {@code plenum.kill.rounds} says how
 * often, 15 by default.
 */
class LostPowerTest {
    private static final int ROUNDS = Integer.getInteger("plenum.kill.rounds", 15);
    private static final int WRITERS = 6;
    private static final int TABLES = 40;

    @TempDir
    Path folder;

    @Test
    void aUnitOfWorkIsFoundWholeOrNotAtAll() throws Exception {
        FilePath.register(new LostPower());
        Random random = new Random();
        AtomicLong next = new AtomicLong();
        for (int round = 0; round < ROUNDS; round++) {
            long before = next.get();
            Set<Long> acknowledged = writeUntilCutOff(5 + random.nextInt(50), next);
            try (JdbcDatabase database = TestDatabases.h2(folder)) {
                Set<Long> first = numbers(database, 0, before);
                acknowledged.removeAll(first);
                assertThat(acknowledged).as("lost in round %d", round).isEmpty();
                for (int table = 1; table < TABLES; table++) {
                    assertThat(numbers(database, table, before))
                            .as("table %d in round %d", table, round)
                            .isEqualTo(first);
                }
            }
        }
    }

    /** @return what was acknowledged before */
    private Set<Long> writeUntilCutOff(int writes, AtomicLong next) throws InterruptedException {
        Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
        Path db = folder.resolve("db");
        DatabaseSettings settings = new DatabaseSettings(
                Dialect.H2,
                Optional.of(db),
                "jdbc:h2:lost:" + db.resolve(DatabaseSettings.NAME),
                Optional.of("plenum"),
                Optional.empty());
        AtomicBoolean stop = new AtomicBoolean();
        JdbcDatabase database = new JdbcDatabase(JdbcDatabase.engine(settings));
        try {
            database.migrate("test", tables());
            LostPower.LEFT.set(writes);
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Thread writer = new Thread(() -> write(database, next, acknowledged, stop));
                writer.start();
                writers.add(writer);
            }
            for (int i = 0; i < 3_000 && !LostPower.over(); i++) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        } finally {
            database.close();
            LostPower.LEFT.set(Integer.MAX_VALUE);
        }
        assertThat(acknowledged).isNotEmpty();
        return acknowledged;
    }

    private static void write(JdbcDatabase database, AtomicLong next, Set<Long> acknowledged, AtomicBoolean stop) {
        while (!stop.get()) {
            long number = next.incrementAndGet();
            database.write(sql -> {
                for (int table = 0; table < TABLES; table++) {
                    sql.update("INSERT INTO t" + table + " VALUES (?)", number);
                }
                return number;
            });
            if (!LostPower.over()) {
                acknowledged.add(number);
            }
        }
    }

    private static List<Migration> tables() {
        List<Migration> migrations = new ArrayList<>();
        for (int table = 0; table < TABLES; table++) {
            migrations.add(
                    Migration.of(table + 1, "A table", "CREATE TABLE t" + table + " (number BIGINT PRIMARY KEY)"));
        }
        return migrations;
    }

    private static Set<Long> numbers(JdbcDatabase database, int table, long after) {
        return new HashSet<>(database.read(
                sql -> sql.query("SELECT number FROM t" + table + " WHERE number > ?", row -> row.number(1), after)));
    }
}
