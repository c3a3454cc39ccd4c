package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is installed comes back with the next start, and safe mode leaves it out. */
class SafeModeIT {
    @TempDir
    private Path data;

    @Test
    void installedModulesComeBackAndSafeModeStartsTheCoreAlone() throws Exception {
        try (Server server = Server.start(data)) {
            server.admin().post("/api/v1/modules/example/install", Map.of()).expect(200);
            server.stop();
        }
        try (Server server = Server.start(data)) {
            server.admin().get("/api/v1/ext/example/status").expect(200);
            server.kill();
        }
        try (Server server =
                Server.launch(data, Ports.free(), Map.of(), "--safe-mode").awaitReady()) {
            assertThat(server.output()).contains("Safe mode");
            server.admin().get("/api/v1/ext/example/status").expectProblem(404, "module-route-missing");
            assertThat(server.admin().get("/api/v1/modules").expect(200).body()).contains("example");
        }
        try (Server server = Server.start(data)) {
            server.admin().get("/api/v1/ext/example/status").expect(200);
        }
    }
}
