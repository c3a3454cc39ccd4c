package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
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
    void theFirstStartTellsAddressAndSetUpTokenAndTheTokenIsForItsOwnerOnly() throws Exception {
        try (Server server = Server.start(folder, Map.of("PLENUM_ADMIN_PASSWORD", ""))) {
            String token = Files.readString(folder.resolve("setup-token")).strip();
            assertThat(server.output()).contains("Set-up token " + token, "Address", folder.toString());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("setup-token"))))
                    .isEqualTo("rw-------");
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
