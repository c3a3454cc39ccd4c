package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job, end to end, on BMCs that nobody here wrote: OpenIPMI's {@code ipmi_sim}. The simulator's own log of what
 * it was told is the judge.
 */
class MainJobIT {
    private static final int BASE_PORT = Ports.before(3);

    @TempDir
    private static Path folder;

    private static IpmiRig rig;

    @TempDir
    private Path data;

    @BeforeAll
    static void startBmcs() throws Exception {
        rig = IpmiRig.start(folder, BASE_PORT, 3);
    }

    @AfterAll
    static void stopBmcs() throws Exception {
        rig.close();
    }

    @Test
    void bmcsAreDiscoveredSwitchedAndProvenAfterALiveInstall() throws Exception {
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            admin.post("/api/v1/modules/baremetal/install", Map.of()).expect(200);
            assertThat(admin.get("/api/v1/modules/infrastructure").expect(200).text("/state"))
                    .isEqualTo("active");

            Answer wrong = admin.post("/api/v1/ext/infrastructure/connections", connection("not the password"));
            assertThat(wrong.status()).as(wrong.body()).isBetween(400, 499);
            assertThat(wrong.text("/type")).endsWith("/connection-check-failed");
            assertThat(wrong.body()).doesNotContain("not the password");

            String id = admin.post("/api/v1/ext/infrastructure/connections", connection("test"))
                    .expect(201)
                    .text("/id");
            run(admin, "/api/v1/ext/infrastructure/connections/" + id + "/sync", Map.of());
            Answer machines = admin.get("/api/v1/items?type=baremetal.machine&sort=title&total=true")
                    .expect(200);
            assertThat(machines.text("/total")).isEqualTo("3");
            assertThat(machines.body())
                    .contains("SN000001", "SN000002", "SN000003")
                    .doesNotContain("\"test\"");

            String machine = machine(admin, "SN000002");
            act(admin, machine, "start");
            assertThat(admin.get("/api/v1/items/" + machine).text("/values/powerState"))
                    .isEqualTo("on");
            act(admin, machine, "force-stop");
            assertThat(admin.get("/api/v1/items/" + machine).text("/values/powerState"))
                    .isEqualTo("off");
            assertThat(rig.actions(2)).containsSubsequence("set power 1", "set power 0");
            assertThat(rig.actions(1)).doesNotContain("set power");

            everyStepIsProven(admin, machine);

            admin.send("DELETE", "/api/v1/modules/baremetal", null).expect(204);
            assertThat(admin.get("/api/v1/items/" + machine).expect(200).text("/values/serialNumber"))
                    .isEqualTo("SN000002");
            assertThat(admin.post("/api/v1/ext/infrastructure/resources/" + machine + "/actions/start", Map.of())
                            .status())
                    .isBetween(400, 499);
        }
    }

    private static Map<String, Object> connection(String password) {
        return Map.of(
                "title",
                "rack 1",
                "provider",
                "baremetal",
                "settings",
                Map.of(
                        "protocol", "ipmi",
                        "addresses", List.of("127.0.0.1:" + (BASE_PORT + 1) + "-" + (BASE_PORT + 3)),
                        "username", "ipmiusr"),
                "secrets",
                Map.of("password", password));
    }

    private static String machine(Client admin, String serialNumber) {
        return admin.get("/api/v1/items?type=baremetal.machine&filter=serialNumber%20%3D%3D%20%22" + serialNumber
                        + "%22")
                .expect(200)
                .text("/items/0/id");
    }

    private static void act(Client admin, String machine, String action) {
        run(admin, "/api/v1/ext/infrastructure/resources/" + machine + "/actions/" + action, Map.of());
    }

    private static void run(Client admin, String path, Object body) {
        Answer accepted = admin.post(path, body).expect(202);
        String operation = accepted.headers().firstValue("Location").orElseThrow();
        Waiting.until(
                "ended: " + operation,
                Duration.ofSeconds(60),
                () -> !List.of("queued", "running", "waiting")
                        .contains(admin.get(operation).text("/status")));
        Answer ended = admin.get(operation);
        assertThat(ended.text("/status")).as(ended.body()).isEqualTo("succeeded");
    }

    /** Intent and outcome of the action stand in the log, and the log recomputes outside the product. */
    private static void everyStepIsProven(Client admin, String machine) throws Exception {
        Answer entries = admin.get("/api/v1/audit/entries?limit=1000&targetId=" + machine)
                .expect(200);
        assertThat(entries.json().path("items").findValuesAsText("outcome")).contains("INTENT", "SUCCESS");
        Answer installs =
                admin.get("/api/v1/audit/entries?action=module.install").expect(200);
        assertThat(installs.json().path("items").size()).isPositive();
        assertThat(AuditCheck.verify(admin)).isGreaterThan(10);
        Path script = Path.of(System.getProperty("plenum.root"), "docs/reference/verify-audit-proof.py");
        for (var entry : entries.json().path("items")) {
            String proof = admin.get(
                            "/api/v1/audit/proof/" + entry.path("index").asLong())
                    .expect(200)
                    .body();
            Process python = new ProcessBuilder("python3", script.toString())
                    .redirectErrorStream(true)
                    .start();
            try (var in = python.outputWriter()) {
                in.write(proof);
            }
            String output = new String(python.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(python.waitFor()).as(output).isZero();
        }
    }
}
