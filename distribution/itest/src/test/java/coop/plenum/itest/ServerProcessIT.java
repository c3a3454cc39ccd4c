package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process: how it starts, refuses to start, and stops. */
class ServerProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    @Tag("alone")
    void aSignalStopsItCleanlyWithinFiveSeconds() throws Exception {
        try (Server server = Server.start(folder)) {
            long before = System.nanoTime();
            assertThat(server.stop()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void aPageOfAListIsSentWithItsLength() throws Exception {
        try (Server server = Server.start(folder)) {
            Client admin = server.admin();
            admin.post(
                            "/api/v1/content-types",
                            Map.of("name", "test.mark", "fields", List.of(Map.of("name", "n", "type", "integer"))))
                    .expect(201);
            List<Map<String, Object>> fifty = IntStream.range(0, 50)
                    .<Map<String, Object>>mapToObj(
                            n -> Map.of("type", "test.mark", "title", "Mark " + n, "values", Map.of("n", n)))
                    .toList();
            admin.post("/api/v1/items/batch", Map.of("items", fifty)).expect(201);

            Answer page = admin.get("/api/v1/items?type=test.mark&limit=50").expect(200);

            assertThat(page.body()).hasSizeGreaterThan(12_000);
            assertThat(page.headers().firstValueAsLong("Content-Length"))
                    .hasValue(page.body().length());
        }
    }

    @Test
    @Tag("alone")
    void itStopsWithinFiveSecondsWhateverGoesOn() throws Exception {
        Map<String, String> modules = Map.of("PLENUM_MODULES", "infrastructure,example");
        HttpClient listening = HttpClient.newHttpClient();
        try (Server server = Server.start(folder, modules)) {
            Client admin = server.admin();
            List<CompletableFuture<HttpResponse<InputStream>>> streams = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                HttpRequest request = HttpRequest.newBuilder(admin.base().resolve("/api/v1/events"))
                        .header("Cookie", admin.header("Cookie"))
                        .build();
                streams.add(listening.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()));
            }
            for (CompletableFuture<HttpResponse<InputStream>> stream : streams) {
                assertThat(stream.join().statusCode()).isEqualTo(200);
            }
            admin.post(
                            "/api/v1/content-types",
                            Map.of("name", "test.mark", "fields", List.of(Map.of("name", "n", "type", "integer"))))
                    .expect(201);
            runSlowly(admin);
            AtomicInteger written = new AtomicInteger();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread writer = new Thread(() -> writeUntilTheEnd(admin, written));
                writer.start();
                writers.add(writer);
            }
            Waiting.until("writes", PATIENCE, () -> written.get() > 50);

            long before = System.nanoTime();
            assertThat(server.stop()).as(server.output()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(server.output()).doesNotContain("did not stop cleanly");
            try (Server again = Server.start(folder, modules)) {
                assertThat(again.admin()
                                .get("/api/v1/items?type=test.mark&limit=1&total=true")
                                .json()
                                .path("total")
                                .asInt())
                        .isGreaterThanOrEqualTo(written.get());
            }
        }
    }

    /** A sync whose every call takes three seconds, under way when this returns. */
    private static void runSlowly(Client admin) {
        String connection = admin.post(
                        "/api/v1/ext/infrastructure/connections",
                        Map.of(
                                "title",
                                "slow",
                                "provider",
                                "simulator",
                                "syncEvery",
                                "off",
                                "settings",
                                Map.of("seed", 5, "count", 10, "latencyMillis", 3_000)))
                .expect(201)
                .text("/id");
        admin.post("/api/v1/ext/infrastructure/connections/" + connection + "/sync", Map.of())
                .expect(202);
        Waiting.until(
                "the sync runs",
                PATIENCE,
                () -> admin.get("/api/v1/operations?status=running")
                                .json()
                                .at("/items")
                                .size()
                        > 0);
    }

    private static void writeUntilTheEnd(Client admin, AtomicInteger written) {
        while (true) {
            try {
                int status = admin.post("/api/v1/items", Map.of("type", "test.mark", "title", "mark"))
                        .status();
                if (status == 201) {
                    written.incrementAndGet();
                }
            } catch (UncheckedIOException gone) {
                return;
            }
        }
    }

    @Test
    void whatDoesNotEndIsCutOffAndTheExitCodeSaysSo() throws Exception {
        byte[] jar = TestBundle.signed(TestBundle.module("endless", "org.osgi.framework", NeverStopping.class));
        try (Server server = Server.start(folder)) {
            Client admin = server.admin();
            admin.with("Content-Type", "application/java-archive")
                    .post("/api/v1/modules/upload", jar)
                    .expect(201);
            admin.post("/api/v1/modules/endless/install", Map.of()).expect(200);
            assertThat(server.stop()).isEqualTo(15);
            assertThat(server.output()).contains("did not stop cleanly");
        }
    }

    @Test
    void theFirstStartTellsAddressAndSetUpTokenAndTheTokenIsForItsOwnerOnly() throws Exception {
        try (Server server = Server.start(folder, Map.of("PLENUM_ADMIN_PASSWORD", ""))) {
            String token = Files.readString(folder.resolve("setup-token")).strip();
            assertThat(server.output()).contains("Set-up token " + token, "Address", folder.toString());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("setup-token"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void itListensOnTheAddressThatItIsTold() throws Exception {
        try (Server server = Server.start(folder, Map.of("PLENUM_HTTP_HOST", "0.0.0.0"))) {
            HttpRequest elsewhere = HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.2:" + server.admin().base().getPort() + "/health/ready"))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(elsewhere, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void nothingIsWarnedOfAtStart() throws Exception {
        try (Server server = Server.start(folder)) {
            assertThat(server.output()).doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Server server = Server.launch(folder, taken.getLocalPort(), Map.of())) {
            assertThat(server.exitCode(PATIENCE)).isEqualTo(10);
            assertThat(server.output()).contains("127.0.0.1:" + taken.getLocalPort(), "PLENUM_HTTP_PORT");
        }
    }

    @Test
    void aDataFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        try (Server server = Server.launch(file.resolve("data"), Ports.free(), Map.of())) {
            assertThat(server.exitCode(PATIENCE)).isEqualTo(11);
            assertThat(server.output()).contains(file.toString(), "PLENUM_DATA");
        }
    }

    @Test
    void aDataFolderInUseIsRefused() throws Exception {
        try (Server first = Server.start(folder);
                Server second = Server.launch(folder, Ports.free(), Map.of())) {
            assertThat(second.exitCode(PATIENCE)).isEqualTo(12);
            assertThat(second.output()).contains("Another Plenum", folder.toString());
            assertThat(first.client().get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() throws Exception {
        Map<String, String> environment = Map.of(
                "PLENUM_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/plenum",
                "PLENUM_DATABASE_USER", "plenum",
                "PLENUM_DATABASE_PASSWORD", "very-secret-word");
        try (Server server = Server.launch(folder, Ports.free(), environment)) {
            assertThat(server.exitCode(PATIENCE)).isEqualTo(12);
            assertThat(server.output().strip())
                    .as("one sentence, and nothing of what follows from it")
                    .startsWith("Plenum cannot start")
                    .doesNotContain("very-secret-word", "\n");
        }
    }

    @Test
    void anUnknownArgumentIsRefused() throws Exception {
        try (Server server = Server.launch(folder, Ports.free(), Map.of(), "--verbose")) {
            assertThat(server.exitCode(PATIENCE)).isEqualTo(2);
            assertThat(server.output()).contains("--verbose", "--safe-mode");
        }
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        try (Server server = Server.launch(
                folder, Ports.free(), Map.of("JAVA_HOME", oldJava().toString()))) {
            assertThat(server.exitCode(PATIENCE)).isEqualTo(13);
            assertThat(server.output()).contains("Java 17", "11");
        }
    }

    /** A stand-in for a Java 11, which only tells its version. */
    private Path oldJava() throws IOException {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder.resolve("jdk");
    }
}
