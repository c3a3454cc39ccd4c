package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class ContentionTest {
    private static final int THREADS = 40;
    private static final Migration COUNTERS = Migration.of(
            1,
            "Counters",
            "CREATE TABLE counter (id INTEGER PRIMARY KEY, total BIGINT NOT NULL)",
            "INSERT INTO counter VALUES (1, 0)",
            "INSERT INTO counter VALUES (2, 0)");

    @OnEachEngine
    void unitsThatDeadlockAreRunAgainUntilAllAreDone(Database database) throws Exception {
        database.migrate("test", List.of(COUNTERS));
        AtomicInteger turn = new AtomicInteger();
        together(6, () -> {
            int first = 1 + turn.getAndIncrement() % 2;
            return database.write(sql -> add(sql, first) + add(sql, 3 - first));
        });
        assertThat(totals(database)).containsExactly(6L, 6L);
    }

    @OnEachEngine
    void detachedUnitsFindAConnectionThoughAllUnitsAreTaken(Database database) throws Exception {
        database.migrate("test", List.of(COUNTERS));
        together(THREADS, () -> database.read(outer -> database.writeDetached(sql -> add(sql, 1))));
        assertThat(totals(database)).containsExactly((long) THREADS, 0L);
    }

    @OnEachEngine
    void anInterruptedThreadStillSavesAndStaysInterrupted(Database database) throws Exception {
        database.migrate("test", List.of(COUNTERS));
        together(THREADS, () -> {
            Thread.currentThread().interrupt();
            database.write(sql -> {
                Thread.currentThread().interrupt();
                return add(sql, 1);
            });
            assertThat(Thread.interrupted()).isTrue();
            return 1;
        });
        assertThat(totals(database)).containsExactly((long) THREADS, 0L);
    }

    private static int add(Sql sql, int counter) throws SQLException {
        return sql.update("UPDATE counter SET total = total + 1 WHERE id = ?", counter);
    }

    private static List<Long> totals(Database database) {
        return database.read(sql -> sql.query("SELECT total FROM counter ORDER BY id", row -> row.number(1)));
    }

    private static void together(int count, Callable<Integer> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(threads.submit(work));
            }
            for (Future<Integer> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
