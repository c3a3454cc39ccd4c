package coop.plenum.itest.kill;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.core.store.TestDatabases;
import coop.plenum.itest.Answer;
import coop.plenum.itest.AuditCheck;
import coop.plenum.itest.Client;
import coop.plenum.itest.Server;
import coop.plenum.itest.Waiting;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 under write load, over and over: no acknowledged write is lost, and the log verifies each time. The cycles are
 * set by {@code plenum.kill.cycles}, 20 if left out.
 */
class KillIT {
    private static final int CYCLES = Integer.getInteger("plenum.kill.cycles", 20);
    private static final int WRITERS = 4;
    /** A machine that is busy with other work answers none of the writes in the time that a kill leaves. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    @Test
    void onTheEmbeddedDatabase() throws Exception {
        killOverAndOver(Map.of());
    }

    @Test
    void onPostgresql() throws Exception {
        URI url = URI.create(TestDatabases.postgresqlUrl().substring("jdbc:".length()));
        String address = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        killOverAndOver(Map.of("PLENUM_DATABASE_URL", address, "PLENUM_DATABASE_USER", "postgres"));
    }

    private void killOverAndOver(Map<String, String> environment) throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicLong number = new AtomicLong();
        long entries = 0;
        try (Server server = Server.start(data, environment)) {
            defineType(server.admin());
            server.kill();
        }
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            try (Server server = Server.start(data, environment)) {
                Client admin = server.admin();
                assertThat(titles(admin)).as("cycle %d", cycle).containsAll(acknowledged);
                long now = AuditCheck.verify(admin);
                assertThat(now).isGreaterThan(entries);
                entries = now;
                int before = acknowledged.size();
                List<Thread> writers = startWriters(admin, number, acknowledged);
                Thread.sleep(ThreadLocalRandom.current().nextInt(150, 600));
                Waiting.until("any write acknowledged", PATIENCE, () -> acknowledged.size() > before);
                server.kill();
                for (Thread writer : writers) {
                    writer.join();
                }
            }
        }
        try (Server server = Server.start(data, environment)) {
            assertThat(titles(server.admin())).containsAll(acknowledged);
            AuditCheck.verify(server.admin());
        }
        assertThat(acknowledged).hasSizeGreaterThan(CYCLES);
    }

    private static void defineType(Client admin) {
        admin.post(
                        "/api/v1/content-types",
                        Map.of(
                                "name", "test.mark",
                                "label", "Mark",
                                "fields", List.of(Map.of("name", "number", "type", "integer", "label", "Number"))))
                .expect(201);
    }

    private static List<Thread> startWriters(Client admin, AtomicLong number, Set<String> acknowledged) {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Thread writer = new Thread(() -> write(admin, number, acknowledged));
            writer.start();
            writers.add(writer);
        }
        return writers;
    }

    /** Until the server is gone. */
    private static void write(Client admin, AtomicLong number, Set<String> acknowledged) {
        while (true) {
            long next = number.incrementAndGet();
            try {
                Answer answer = admin.post(
                        "/api/v1/items",
                        Map.of("type", "test.mark", "title", "mark " + next, "values", Map.of("number", next)));
                if (answer.status() == 201) {
                    acknowledged.add("mark " + next);
                }
            } catch (UncheckedIOException e) {
                return;
            }
        }
    }

    private static Set<String> titles(Client admin) {
        Set<String> titles = new HashSet<>();
        String after = "";
        do {
            Answer page = admin.get("/api/v1/items?type=test.mark&sort=title&limit=1000" + after)
                    .expect(200);
            page.json()
                    .path("items")
                    .forEach(item -> titles.add(item.path("title").asText()));
            after = page.json().has("next") ? "&after=" + page.text("/next") : "";
        } while (!after.isEmpty());
        return titles;
    }
}
