package coop.plenum.itest.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.AuditCheck;
import coop.plenum.itest.Changes;
import coop.plenum.itest.Client;
import coop.plenum.itest.Server;
import coop.plenum.itest.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 while a change of many resources is applied, over and over: nothing is made twice and nothing is left behind. What
 * is made are files, by a module as somebody else would write it, so that they outlive the server.
 */
class ChangeKillIT {
    private static final String CHANGES = "/api/v1/ext/infrastructure/changes";
    private static final int BOXES = 4;
    private static final int NOTES = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    @TempDir
    private Path folder;

    private String connection = "";

    @BeforeEach
    void installTheModule() throws Exception {
        Path jar = Path.of(System.getProperty("plenum.root"), "distribution", "itest", "filebox", "target")
                .resolve("org.example.filebox-0.1.0-SNAPSHOT.jar");
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            admin.with("Content-Type", "application/java-archive")
                    .post("/api/v1/modules/upload", TestBundle.signed(Files.readAllBytes(jar)))
                    .expect(201);
            admin.post("/api/v1/modules/filebox/install", Map.of()).expect(200);
            connection = admin.post(
                            "/api/v1/ext/infrastructure/connections",
                            Map.of(
                                    "title",
                                    "files",
                                    "provider",
                                    "filebox",
                                    "syncEvery",
                                    "off",
                                    "callsPerSecond",
                                    1_000,
                                    "settings",
                                    Map.of("folder", folder.toString(), "delayMillis", 40)))
                    .expect(201)
                    .text("/id");
        }
    }

    @Test
    void eachResourceIsMadeOnceAndDeletedOnce() throws Exception {
        String change;
        try (Server server = Server.start(data)) {
            change = draft(server.admin());
            server.awaitProven();
            Changes.apply(server.admin(), change).expect(202);
            Thread.sleep(ThreadLocalRandom.current().nextInt(200, 700));
            server.kill();
        }
        killSoonAfterTheStart();
        String back;
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            Changes.awaitApplied(admin, change, PATIENCE);
            assertThat(made()).hasSize(BOXES + NOTES).doesNotHaveDuplicates();
            assertThat(entries()).isEqualTo(new HashSet<>(made()));
            assertThat(published(admin)).isEqualTo(BOXES + NOTES);
            AuditCheck.verify(admin);
            back = admin.post(CHANGES + "/" + change + "/revert", Map.of())
                    .expect(201)
                    .text("/id");
            server.awaitProven();
            Changes.apply(admin, back).expect(202);
            Thread.sleep(ThreadLocalRandom.current().nextInt(200, 700));
            server.kill();
        }
        killSoonAfterTheStart();
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            Changes.awaitApplied(admin, back, PATIENCE);
            assertThat(entries()).isEmpty();
            assertThat(published(admin)).isZero();
            AuditCheck.verify(admin);
        }
    }

    @Test
    void whatIsReplacedIsDeletedOnceAndMadeAnewOnce() throws Exception {
        String change;
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            String built = draft(admin);
            Changes.apply(admin, built).expect(202);
            Changes.awaitApplied(admin, built, PATIENCE);
            change = draftReplaces(admin);
            assertThat(admin.get(CHANGES + "/" + change)
                            .json()
                            .at("/plan/summary/replace")
                            .asInt())
                    .isEqualTo(NOTES);
            server.awaitProven();
            Changes.apply(admin, change).expect(202);
            Thread.sleep(ThreadLocalRandom.current().nextInt(200, 900));
            server.kill();
        }
        killSoonAfterTheStart();
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            Changes.awaitApplied(admin, change, PATIENCE);
            assertThat(made()).hasSize(BOXES + 2 * NOTES).doesNotHaveDuplicates();
            assertThat(entries())
                    .isEqualTo(new HashSet<>(made().stream()
                            .filter(address -> !address.contains("/note-"))
                            .toList()));
            assertThat(entries()).hasSize(BOXES + NOTES);
            assertThat(published(admin)).isEqualTo(BOXES + NOTES);
            for (JsonNode note : notes(admin)) {
                assertThat(note.at("/management/vanishedAt").isMissingNode()).isTrue();
                assertThat(note.at("/management/externalId").asText())
                        .endsWith("/" + note.at("/values/name").asText());
            }
            AuditCheck.verify(admin);
        }
    }

    /** The name of a note cannot be changed in place. */
    private static String draftReplaces(Client admin) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (JsonNode note : notes(admin)) {
            String key = note.path("title").asText();
            steps.add(Map.of(
                    "key",
                    key,
                    "kind",
                    "update",
                    "item",
                    note.path("id").asText(),
                    "values",
                    Map.of("name", "new-" + key),
                    "replace",
                    true));
        }
        return admin.post(CHANGES, Map.of("kind", "set", "title", "New notes", "steps", steps))
                .expect(201)
                .text("/id");
    }

    private static JsonNode notes(Client admin) {
        return admin.get("/api/v1/items?type=filebox.note&limit=1000").json().path("items");
    }

    /** Once only: two starts that end at once count as the fault of the module that came last. */
    private void killSoonAfterTheStart() throws IOException, InterruptedException {
        try (Server server = Server.start(data)) {
            Thread.sleep(ThreadLocalRandom.current().nextInt(100, 900));
            server.kill();
        }
    }

    private String draft(Client admin) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int i = 0; i < NOTES; i++) {
            steps.add(step("note-" + i, "filebox.note", Map.of("name", "note-" + i, "box", "step:box-" + i % BOXES)));
        }
        for (int i = 0; i < BOXES; i++) {
            steps.add(step("box-" + i, "filebox.box", Map.of("name", "box-" + i)));
        }
        return admin.post(CHANGES, Map.of("kind", "set", "title", "Boxes", "steps", steps))
                .expect(201)
                .text("/id");
    }

    private Map<String, Object> step(String key, String type, Map<String, Object> values) {
        return Map.of(
                "key", key, "kind", "create", "connection", connection, "type", type, "title", key, "values", values);
    }

    /** What the remote system says it has made, each time that it did. */
    private List<String> made() throws IOException {
        return Files.readAllLines(folder.resolve("journal.log")).stream()
                .map(line -> line.substring("make ".length()))
                .toList();
    }

    private Set<String> entries() throws IOException {
        Set<String> entries = new HashSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".entry"))
                    .map(file -> folder.relativize(file).toString())
                    .forEach(name -> entries.add(name.substring(0, name.length() - ".entry".length())));
        }
        return entries;
    }

    private static int published(Client admin) {
        int count = 0;
        for (String type : List.of("filebox.box", "filebox.note")) {
            JsonNode items = admin.get("/api/v1/items?type=" + type + "&limit=1000")
                    .json()
                    .path("items");
            for (JsonNode item : items) {
                assertThat(item.path("state").asText()).isEqualTo("published");
                count++;
            }
        }
        return count;
    }
}
