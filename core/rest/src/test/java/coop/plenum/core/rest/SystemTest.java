package coop.plenum.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemTest {
    private static final String LOGS = "/api/v1/system/logs";

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void log(int lines) {
        List<String> levels = List.of("ERROR", "INFO", "WARN");
        server.log = Optional.of(IntStream.rangeClosed(1, lines)
                .mapToObj(i -> Map.<String, Object>of(
                        "sequence",
                        (long) i,
                        "time",
                        Instant.EPOCH,
                        "level",
                        levels.get(i % 3),
                        "logger",
                        "coop.plenum.Logger" + i,
                        "message",
                        "Line " + i,
                        "cause",
                        "Cause" + i + ": why"))
                .toList());
    }

    private List<Integer> sequences(String query) throws Exception {
        return server.get(LOGS + query).json().findValues("sequence").stream()
                .map(node -> node.asInt())
                .toList();
    }

    @Test
    void theInformationTellsWhatRunsHere() throws Exception {
        Answer answer = server.get("/api/v1/system/info");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("version").asText()).isEqualTo("1.2.3");
        assertThat(answer.json().get("uptimeSeconds").asLong()).isNotNegative();
        assertThat(answer.json().at("/java/version").asText()).isEqualTo(System.getProperty("java.version"));
        assertThat(answer.json().get("database").asText()).isEqualTo("H2");
        assertThat(answer.json().at("/data/freeBytes").asLong()).isPositive();
        assertThat(answer.json().get("safeMode").asBoolean(true)).isFalse();
        assertThat(answer.body()).as("no paths").doesNotContain(folder.toString());
    }

    @Test
    void theInformationNeedsAPermission() throws Exception {
        server.access.denied.add("system.view");
        assertThat(server.get("/api/v1/system/info").status()).isEqualTo(403);
    }

    @Test
    void theLogIsReadFromItsEnd() throws Exception {
        log(7);
        Answer first = server.get(LOGS + "?limit=3");
        assertThat(sequences("?limit=3")).containsExactly(7, 6, 5);
        assertThat(first.json().get("next").asText()).isEqualTo("5");
        assertThat(sequences("?limit=3&after=5")).containsExactly(4, 3, 2);
        Answer last = server.get(LOGS + "?limit=3&after=2");
        assertThat(last.json().get("items")).hasSize(1);
        assertThat(last.json().has("next")).isFalse();
    }

    @Test
    void aLineTellsTimeLevelLoggerMessageAndCause() throws Exception {
        log(1);
        assertThat(server.get(LOGS).json().get("items").get(0).toString())
                .isEqualTo("{\"sequence\":1,\"time\":\"1970-01-01T00:00:00Z\",\"level\":\"info\","
                        + "\"logger\":\"coop.plenum.Logger1\",\"message\":\"Line 1\",\"cause\":\"Cause1: why\"}");
    }

    @Test
    void linesAreChosenByLevelAndText() throws Exception {
        log(9);
        assertThat(sequences("?level=warn")).containsExactly(9, 8, 6, 5, 3, 2);
        assertThat(sequences("?level=error")).containsExactly(9, 6, 3);
        assertThat(sequences("?text=LINE%208")).containsExactly(8);
        assertThat(sequences("?text=logger4")).containsExactly(4);
        assertThat(sequences("?text=cause2")).containsExactly(2);
        assertThat(sequences("?level=warn&text=line&limit=2&after=8")).containsExactly(6, 5);
    }

    @Test
    void wrongParametersOfTheLogAreSaidInWords() throws Exception {
        log(1);
        assertThat(server.get(LOGS + "?level=loud").code()).isEqualTo("invalid-parameter");
        assertThat(server.get(LOGS + "?after=x").code()).isEqualTo("invalid-cursor");
        assertThat(server.get(LOGS + "?limit=0").code()).isEqualTo("invalid-limit");
    }

    @Test
    void theLogNeedsAPermissionOfItsOwn() throws Exception {
        log(1);
        server.access.denied.add("system.logs.view");
        assertThat(server.get(LOGS).status()).isEqualTo(403);
    }

    @Test
    void aLogThatIsNotKeptIsSaidSo() throws Exception {
        assertThat(server.get(LOGS).code()).isEqualTo("log-not-kept");
    }

    @Test
    void aModuleShowsItsReadmeAndItsIconWithoutBeingTrusted() throws Exception {
        Answer readme = server.get("/api/v1/modules/simulator/readme");
        assertThat(readme.body()).isEqualTo("# Simulator");
        assertThat(server.get("/api/v1/modules/simulator/changes").body()).isEqualTo("## 1.0.0");
        assertThat(readme.header("Content-Type")).isEqualToIgnoringCase("text/markdown;charset=utf-8");

        Answer icon = server.get("/api/v1/modules/simulator/icon");
        assertThat(icon.body()).isEqualTo("<svg/>");
        assertThat(icon.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(icon.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        assertThat(icon.header("X-Content-Type-Options")).isEqualTo("nosniff");

        assertThat(server.get("/api/v1/modules/other/icon").code()).isEqualTo("document-missing");
    }

    @Test
    void theCallersOwnPermissionsInASpaceAreListed() throws Exception {
        server.access.denied.add("system.logs.view");
        Answer answer = server.get("/api/v1/access/permissions/mine");
        assertThat(answer.at("/space")).isEqualTo("00000000-0000-0000-0000-000000000001");
        assertThat(answer.json().get("permissions").toString())
                .contains("\"system.view\"")
                .doesNotContain("system.logs.view");
    }
}
