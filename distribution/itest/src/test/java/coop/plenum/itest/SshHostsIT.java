package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines that are there already, on real OpenSSH servers: found and enrolled, looked at, acted on; one whose key changes is
 * refused; and the key of the connection is rotated while the server is killed again and again.
 */
class SshHostsIT {
    private static final String INFRASTRUCTURE = "/api/v1/ext/infrastructure";
    private static final int HOSTS = 4;
    private static final int KILLS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    @TempDir
    private Path folder;

    private final int basePort = Ports.before(HOSTS);

    @Test
    void hostsAreBroughtInWorkedWithAndGivenANewKey() throws Exception {
        try (SshRig rig = SshRig.start(folder, basePort, HOSTS)) {
            String connection;
            try (Server server = Server.start(data)) {
                Client admin = server.admin();
                admin.post("/api/v1/modules/ssh/install", Map.of()).expect(200);
                connection = connect(admin, rig);
                enroll(admin, connection, rig);
                Map<Integer, JsonNode> hosts = hosts(admin);
                assertThat(hosts).hasSize(HOSTS);
                for (int i = 1; i <= HOSTS; i++) {
                    JsonNode values = hosts.get(basePort + i).path("values");
                    assertThat(values.path("hostKeyFingerprint").asText()).isEqualTo(rig.fingerprint(i));
                    assertThat(values.path("powerState").asText()).isEqualTo("on");
                    assertThat(values.path("kernel").asText()).isEqualTo(System.getProperty("os.version"));
                }
                commandsAndFiles(admin, hosts.get(basePort + 1).path("id").asText());
                aChangedHostKeyIsRefused(admin, connection, rig);
                server.awaitProven();
            }
            rotateUnderKills(connection, rig);
        }
    }

    private String connect(Client admin, SshRig rig) throws Exception {
        Map<String, Object> wanted = Map.of(
                "title",
                "rig",
                "provider",
                "ssh",
                "syncEvery",
                "off",
                "callsPerSecond",
                200,
                "settings",
                Map.of(
                        "username", rig.user(),
                        "timeout", "PT5S",
                        "addresses", List.of("127.0.0.1:" + (basePort + 1) + "-" + (basePort + HOSTS - 1))),
                "secrets",
                Map.of("privateKey", rig.privateKey()));
        Answer made = admin.post(INFRASTRUCTURE + "/connections", wanted).expect(201);
        assertThat(made.body()).contains(rig.fingerprint(1)).doesNotContain("OPENSSH PRIVATE KEY");
        String connection = made.text("/id");
        succeed(admin, INFRASTRUCTURE + "/connections/" + connection + "/sync", Map.of());
        return connection;
    }

    /** The plan shows the key that the host has, and it is the one that is kept. */
    private void enroll(Client admin, String connection, SshRig rig) throws Exception {
        Answer drafted = admin.post(
                        INFRASTRUCTURE + "/changes",
                        Map.of(
                                "kind", "create",
                                "connection", connection,
                                "type", "ssh.host",
                                "title", "by hand",
                                "values", Map.of("address", "127.0.0.1", "port", basePort + HOSTS)))
                .expect(201);
        assertThat(drafted.body()).contains(rig.fingerprint(HOSTS));
        succeed(
                admin,
                INFRASTRUCTURE + "/changes/" + drafted.text("/id") + "/apply",
                Map.of("digest", drafted.text("/digest")));
    }

    private static Map<Integer, JsonNode> hosts(Client admin) {
        Map<Integer, JsonNode> hosts = new HashMap<>();
        admin.get("/api/v1/items?type=ssh.host&limit=100")
                .expect(200)
                .json()
                .path("items")
                .forEach(item -> hosts.put(item.at("/values/port").asInt(), item));
        return hosts;
    }

    private void commandsAndFiles(Client admin, String host) {
        String operation = succeed(admin, action(host, "run-command"), parameters("command", "echo hello $((6*7))"));
        assertThat(log(admin, operation)).contains("hello 42", "exit status 0");
        String refused =
                end(admin, action(host, "run-command"), parameters("command", "true", "become", true), "failed");
        assertThat(admin.get(refused).body()).contains("become-refused");
        succeed(
                admin,
                action(host, "upload-file"),
                parameters("path", folder.toAbsolutePath() + "/sshd/host1/home/note", "content", "from Plenum"));
        assertThat(folder.resolve("sshd/host1/home/note")).hasContent("from Plenum");
        String full =
                end(admin, action(host, "upload-file"), parameters("path", "/proc/plenum", "content", "x"), "failed");
        assertThat(admin.get(full).body()).containsAnyOf("not-permitted", "upload-failed");
        String facts = succeed(admin, action(host, "gather-facts"), Map.of());
        assertThat(log(admin, facts)).contains("kernel: ");
    }

    private void aChangedHostKeyIsRefused(Client admin, String connection, SshRig rig) throws Exception {
        String before = rig.fingerprint(2);
        rig.changeHostKey(2);
        succeed(admin, INFRASTRUCTURE + "/connections/" + connection + "/sync", Map.of());
        JsonNode item = hosts(admin).get(basePort + 2);
        assertThat(item.at("/values/status").asText()).isEqualTo("host-key-changed");
        assertThat(item.at("/values/hostKeyFingerprint").asText()).isEqualTo(before);
        assertThat(item.at("/values/presentedHostKeyFingerprint").asText()).isEqualTo(rig.fingerprint(2));
        assertThat(admin.post(INFRASTRUCTURE + "/connections/" + connection + "/check", Map.of())
                        .expect(200)
                        .body())
                .contains("host-key-changed", before, rig.fingerprint(2));
        String host = item.path("id").asText();
        assertThat(admin.post(action(host, "run-command"), parameters("command", "true"))
                        .status())
                .isEqualTo(409);
        succeed(admin, action(host, "accept-host-key"), parameters("fingerprint", rig.fingerprint(2)));
        JsonNode mended = hosts(admin).get(basePort + 2);
        assertThat(mended.at("/values/status").asText()).isEqualTo("ok");
        assertThat(mended.at("/values/hostKeyFingerprint").asText()).isEqualTo(rig.fingerprint(2));
    }

    /** One host is away while the new key comes; the server is killed at odd moments; at the end only the new key opens. */
    private void rotateUnderKills(String connection, SshRig rig) throws Exception {
        rig.stop(3);
        String rotate = INFRASTRUCTURE + "/connections/" + connection + "/rotate";
        for (int kill = 0; kill < KILLS; kill++) {
            try (Server server = Server.start(data)) {
                Client admin = server.admin();
                server.awaitProven();
                admin.post(rotate, Map.of()).expect(202);
                Thread.sleep(ThreadLocalRandom.current().nextInt(20, 600));
                server.kill();
            }
        }
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            String operation = end(admin, rotate, Map.of(), "failed");
            assertThat(admin.get(operation).body()).contains("rotation-unfinished");
            assertThat(log(admin, operation)).contains("127.0.0.1:" + (basePort + 3));
            assertThat(rig.firstKeyOpens(1)).isFalse();
            assertThat(rig.firstKeyOpens(3)).isTrue();
            rig.resume();
            assertThat(admin.post(INFRASTRUCTURE + "/connections/" + connection + "/check", Map.of())
                            .json()
                            .path("problems"))
                    .as("the host that was away is opened by the key before")
                    .isEmpty();
            succeed(admin, rotate, Map.of());
            for (int i = 1; i <= HOSTS; i++) {
                assertThat(rig.firstKeyOpens(i)).isFalse();
                assertThat(rig.acceptedKeys(i)).hasSize(1);
            }
            succeed(admin, INFRASTRUCTURE + "/connections/" + connection + "/sync", Map.of());
            hosts(admin)
                    .values()
                    .forEach(host ->
                            assertThat(host.at("/values/status").asText()).isEqualTo("ok"));
            Answer now =
                    admin.get(INFRASTRUCTURE + "/connections/" + connection).expect(200);
            assertThat(now.json().has("rotation")).isFalse();
            AuditCheck.verify(admin);
        }
    }

    private static String action(String host, String name) {
        return INFRASTRUCTURE + "/resources/" + host + "/actions/" + name;
    }

    private static Map<String, Object> parameters(Object... pairs) {
        Map<String, Object> parameters = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return Map.of("parameters", parameters);
    }

    private static String succeed(Client admin, String path, Object body) {
        return end(admin, path, body, "succeeded");
    }

    private static String end(Client admin, String path, Object body, String status) {
        Answer accepted = admin.post(path, body).expect(202);
        String operation = accepted.headers().firstValue("Location").orElseThrow();
        Waiting.until(
                "ended: " + operation,
                PATIENCE,
                () -> !List.of("queued", "running", "waiting")
                        .contains(admin.get(operation).text("/status")));
        Answer ended = admin.get(operation);
        assertThat(ended.text("/status"))
                .as(ended.body() + log(admin, operation))
                .isEqualTo(status);
        return operation;
    }

    private static String log(Client admin, String operation) {
        return admin.get(operation + "/log?limit=1000").expect(200).body();
    }
}
