package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a new site begins with, and that it begins with it once. */
class FirstStartIT {
    @TempDir
    private Path data;

    private static List<String> modules(Server server) {
        return server.admin().get("/api/v1/modules").expect(200).json().findValuesAsText("name");
    }

    @Test
    void aNewSiteHasTheConsoleAtTheAddressThatIsPrinted() throws Exception {
        try (Server server = Server.start(data, Map.of("PLENUM_ADMIN_PASSWORD", ""))) {
            String token = Files.readString(data.resolve("setup-token")).strip();
            assertThat(server.output()).contains(server.client().base() + "/console/setup#token=" + token);
            Answer page = server.client().get("/console/setup").expect(200);
            assertThat(page.body()).contains("<!doctype html>");
        }
    }

    @Test
    void theModulesOfTheDistributionAreInstalledBySystemAndOnlyOnce() throws Exception {
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            assertThat(modules(server)).containsExactly("console", "infrastructure");
            assertThat(admin.get("/api/v1/modules").json().findValuesAsText("state"))
                    .containsOnly("active");
            Answer entries =
                    admin.get("/api/v1/audit/entries?action=module.install").expect(200);
            assertThat(entries.json().get("items")).hasSize(2);
            assertThat(entries.body()).contains("system").doesNotContain("\"admin\"");
            admin.send("DELETE", "/api/v1/modules/console", null).expect(204);
            server.stop();
        }
        try (Server server = Server.start(data)) {
            assertThat(modules(server)).containsExactly("infrastructure");
            server.client().get("/console/").expectProblem(404, "not-found");
        }
    }

    @Test
    void aSiteCanBeginWithoutAnyModule() throws Exception {
        try (Server server = Server.start(data, Map.of("PLENUM_MODULES", ""))) {
            assertThat(modules(server)).isEmpty();
            assertThat(server.output()).doesNotContain("/console/");
            server.stop();
        }
        try (Server server = Server.start(data)) {
            assertThat(modules(server)).as("later starts add none").isEmpty();
        }
    }

    @ParameterizedTest(name = "after {0} ms")
    @ValueSource(ints = {1000, 2000, 3000, 5000})
    void aFirstStartThatIsKilledIsFinishedByTheNext(int millis) throws Exception {
        try (Server server = Server.launch(data, Ports.free(), Map.of())) {
            Thread.sleep(millis);
            server.kill();
        }
        try (Server server = Server.start(data)) {
            assertThat(modules(server)).containsExactly("console", "infrastructure");
            assertThat(server.admin().get("/api/v1/modules").json().findValuesAsText("state"))
                    .containsOnly("active");
            server.client().get("/console/").expect(200);
        }
    }

    @Test
    void aWrongListOfModulesIsRefusedInWords() throws Exception {
        try (Server server = Server.launch(data, Ports.free(), Map.of("PLENUM_MODULES", "Console; rm"))) {
            assertThat(server.exitCode(java.time.Duration.ofSeconds(30))).isEqualTo(2);
            assertThat(server.output()).contains("PLENUM_MODULES", "separated by commas");
        }
    }
}
