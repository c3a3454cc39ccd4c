package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes is killed (SIGKILL) again and again on the same database; every number it had acknowledged must
 * be found. The system property {@code plenum.kill.cycles} says how often, 3 by default.
 */
class KillTest {
    private static final int CYCLES = Integer.getInteger("plenum.kill.cycles", 3);
    private static final int WRITERS = 8;

    @TempDir
    Path folder;

    @Test
    void noAcknowledgedWriteIsLostOnH2() throws Exception {
        killAndCount(folder.toString(), () -> TestDatabases.h2(folder));
    }

    @Test
    void noAcknowledgedWriteIsLostOnPostgresql() throws Exception {
        String url = TestDatabases.postgresqlUrl();
        killAndCount(url, () -> TestDatabases.postgresql(url));
    }

    private static void killAndCount(String place, Supplier<JdbcDatabase> reopen) throws Exception {
        Random random = new Random();
        Set<Long> acknowledged = new HashSet<>();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Set<Long> before = Set.copyOf(acknowledged);
            acknowledged.addAll(writeUntilKilled(place, 100 + random.nextInt(900)));
            assertThat(acknowledged.size()).isGreaterThan(before.size());
            try (JdbcDatabase database = reopen.get()) {
                Set<Long> found = new HashSet<>(
                        database.read(sql -> sql.query("SELECT number FROM acknowledged", row -> row.number(1))));
                assertThat(found).containsAll(acknowledged);
            }
        }
    }

    /** @return what the process had acknowledged until it was killed, at least {@code enough} numbers */
    private static Set<Long> writeUntilKilled(String place, int enough) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        place)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<Long> numbers = new HashSet<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The last line may have been cut off by the kill, which leaves no line end behind it to be seen.
                if (line.endsWith(".")) {
                    numbers.add(Long.valueOf(line.substring(0, line.length() - 1)));
                }
                if (numbers.size() == enough) {
                    // by its handle, which unlike the process leaves the rest of the output to be read
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(numbers.size()).as("numbers until killed").isGreaterThanOrEqualTo(enough);
        return numbers;
    }

    /** The process that is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            String place = arguments[0];
            JdbcDatabase database =
                    place.startsWith("jdbc:") ? TestDatabases.postgresql(place) : TestDatabases.h2(Path.of(place));
            database.migrate(
                    "kill",
                    List.of(Migration.of(1, "Numbers", "CREATE TABLE acknowledged (number BIGINT PRIMARY KEY)")));
            long last = database.read(
                    sql -> sql.one("SELECT COALESCE(MAX(number), 0) FROM acknowledged", row -> row.number(1))
                            .orElse(0L));
            AtomicLong next = new AtomicLong(last);
            ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
            for (int i = 0; i < WRITERS; i++) {
                writers.execute(() -> {
                    while (true) {
                        long number = next.incrementAndGet();
                        database.write(sql -> sql.update("INSERT INTO acknowledged VALUES (?)", number));
                        System.out.println(number + ".");
                    }
                });
            }
        }
    }
}
