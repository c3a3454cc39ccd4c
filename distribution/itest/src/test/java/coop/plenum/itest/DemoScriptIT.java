package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of {@code script/server --demo}: however it ends, no server is left behind. */
class DemoScriptIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    @Test
    void aSignalEndsTheServerFirstAndAStepThatFailsDoesToo() throws Exception {
        try (Server demo = Server.demo(data)) {
            List<ProcessHandle> all = demo.processes();
            assertThat(demo.stop()).as(demo.output()).isZero();
            assertThat(all).hasSizeGreaterThan(1).noneMatch(ProcessHandle::isAlive);
        }
        Files.writeString(data.resolve("admin-password"), "not the password\n");
        Files.delete(data.resolve("demo-prepared"));
        try (Server demo = Server.launchDemo(data)) {
            assertThat(demo.exitCode(PATIENCE)).as(demo.output()).isNotZero();
            assertThat(demo.output()).contains("401", "Stop with");
            // it holds the data folder no longer
            try (Server other = Server.start(data)) {
                assertThat(other.client().get("/health/live").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aServerThatDiesEndsTheScript() throws Exception {
        try (Server demo = Server.launchDemo(data)) {
            Waiting.until("ready", PATIENCE, () -> demo.output().contains("Stop with"));
            demo.processes().stream()
                    .filter(process -> process.info().command().orElse("").endsWith("java"))
                    .forEach(ProcessHandle::destroyForcibly);
            assertThat(demo.exitCode(PATIENCE)).as(demo.output()).isNotZero();
        }
    }
}
