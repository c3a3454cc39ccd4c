package coop.plenum.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Answer;
import coop.plenum.itest.AuditCheck;
import coop.plenum.itest.Client;
import coop.plenum.itest.Server;
import coop.plenum.itest.Waiting;
import coop.plenum.openstack.fake.FakeCloud;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand operations on a line that breaks in every way: none is stuck, nothing is made twice and nothing that was
 * deleted is there. A cloud of our own keeps what it is told and writes down each effect.
 */
class FaultsIT {
    private static final long SEED = 20261126;
    private static final double WRITES = 0.15;
    private static final double READS = 0.015;
    private static final String INFRASTRUCTURE = "/api/v1/ext/infrastructure/";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Whoever applies a change again and again has found something that is stuck. */
    private static final int ROUNDS = 8;

    private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");

    /** How many of each are made by one change, and how many each by a change of its own. */
    private static final Map<String, Integer> MADE = new TreeMap<>(
            Map.of("network", 40, "security-group", 50, "port", 40, "server", 130, "volume", 70, "keypair", 30));

    private static final int MADE_SINGLY = 40;
    private static final int CHANGED_SINGLY = 40;
    private static final int DELETED_SINGLY = 40;

    private final FakeCloud cloud = new FakeCloud();
    private final FaultPlan plan = new FaultPlan(SEED, WRITES, READS);
    private FaultyLine line;
    private Server server;
    private Client admin;
    private String connection = "";
    /** Ended operations, each with what it said of itself. */
    private final Map<String, String> outcomes = new HashMap<>();

    private int operations;

    @TempDir
    private Path data;

    @BeforeEach
    void start() throws IOException {
        line = new FaultyLine(cloud.port(), plan);
        cloud.advertise("http://127.0.0.1:" + line.port());
        cloud.services().put("compute/flavors", Map.of("id", "f1", "name", "small", "vcpus", 1, "ram", 64, "disk", 1));
        cloud.services().put("image/images", Map.of("id", "i1", "name", "tiny", "status", "active"));
        server = Server.start(data);
        admin = server.admin();
        admin.post("/api/v1/modules/openstack/install", Map.of()).expect(200);
        connection = persistently(() -> admin.post(INFRASTRUCTURE + "connections", settings()), 201)
                .text("/id");
        sync();
    }

    private Map<String, Object> settings() {
        return Map.of(
                "title",
                "cloud",
                "provider",
                "openstack",
                "syncEvery",
                "off",
                "callsPerSecond",
                1000,
                "concurrency",
                48,
                "settings",
                Map.of("authUrl", cloud.authUrl(), "username", "tester", "project", "proving", "timeout", "PT2S"),
                "secrets",
                Map.of("password", FakeCloud.PASSWORD));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        line.close();
        cloud.close();
    }

    @Test
    void aThousandOperationsEndAndNoneIsDoubled() throws Exception {
        plan.begin();
        Map<String, List<String>> things = make();
        change();
        act(things);
        Map<String, List<String>> deleted = delete(things);
        plan.end();

        assertThat(operations).isEqualTo(1000);
        assertThat(outcomes.values()).as("each says how it ended").allMatch(said -> !said.isBlank());
        List<String> effects = cloud.services().effects();
        assertThat(effects.stream().filter(effect -> effect.startsWith("make ")))
                .as("nothing was made twice")
                .doesNotHaveDuplicates();
        sync();
        for (String kind : MADE.keySet()) {
            Set<String> left = new HashSet<>(things.get(kind));
            left.removeAll(deleted.getOrDefault(kind, List.of()));
            assertThat(remote(kind)).as("each " + kind).containsExactlyInAnyOrderElementsOf(left);
            assertThat(published(kind)).as("items of each " + kind).containsExactlyInAnyOrderElementsOf(left);
        }
        for (JsonNode drifted :
                admin.get(INFRASTRUCTURE + "drift?limit=200").json().path("items")) {
            for (JsonNode field : drifted.path("fields")) {
                assertThat(field.path("field").asText())
                        .as("as it was published, but for what the action extend has changed: " + drifted)
                        .isEqualTo("size");
            }
        }
        assertThat(plan.onWrites().keySet()).hasSize(Fault.values().length - 1);
        assertThat(plan.onReads().keySet()).hasSize(Fault.values().length - 1);
        AuditCheck.verify(admin);
    }

    // Making

    private Map<String, List<String>> make() {
        Map<String, List<String>> things = new LinkedHashMap<>();
        List<Map<String, Object>> steps = new ArrayList<>();
        String flavor = item("flavor", "small");
        String image = item("image", "tiny");
        MADE.forEach((kind, count) -> {
            for (int i = 0; i < count; i++) {
                String name = kind + "-" + i;
                things.computeIfAbsent(kind, key -> new ArrayList<>()).add(name);
                Map<String, Object> values = new HashMap<>(Map.of("name", name));
                values.putAll(
                        switch (kind) {
                            case "port" -> Map.of("network", "step:network-" + i);
                            case "server" -> Map.of("flavor", flavor, "image", image);
                            case "volume" -> Map.of("size", 1);
                            case "keypair" -> Map.of("publicKey", "ssh-ed25519 AAAA " + name);
                            default -> Map.of();
                        });
                steps.add(Map.of(
                        "key",
                        name,
                        "kind",
                        "create",
                        "connection",
                        connection,
                        "type",
                        "openstack." + kind,
                        "title",
                        name,
                        "values",
                        values));
            }
        });
        applied(steps);
        List<Map<String, Object>> singles = new ArrayList<>();
        for (int i = 0; i < MADE_SINGLY; i++) {
            String name = "alone-" + i;
            things.get("server").add(name);
            singles.add(Map.of(
                    "kind",
                    "create",
                    "connection",
                    connection,
                    "type",
                    "openstack.server",
                    "title",
                    name,
                    "values",
                    Map.of("name", name, "flavor", flavor, "image", image)));
        }
        applied(singles, Function.identity());
        return things;
    }

    // Changing

    private void change() {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (String kind : List.of("network", "security-group", "port", "volume")) {
            items(kind).values().stream()
                    .limit(40)
                    .forEach(id -> steps.add(Map.of(
                            "key", id, "kind", "update", "item", id, "values", Map.of("description", "changed"))));
        }
        applied(steps);
        List<Map<String, Object>> singles = items("server").values().stream()
                .limit(CHANGED_SINGLY)
                .map(id -> Map.<String, Object>of(
                        "kind", "update", "item", id, "values", Map.of("metadata", Map.of("tier", "changed"))))
                .toList();
        applied(singles, Function.identity());
        assertThat(cloud.services().all("network/networks").stream()
                        .filter(network -> "changed".equals(network.get("description"))))
                .hasSize(40);
        assertThat(cloud.services().all("compute/servers").stream()
                        .filter(one -> String.valueOf(one.get("metadata")).contains("tier=changed")))
                .hasSize(CHANGED_SINGLY);
    }

    // Acting

    private void act(Map<String, List<String>> things) {
        Map<String, String> verbs = Map.of("stop", "os-stop", "force-reboot", "reboot", "extend", "os-extend");
        Map<String, String> expected = new LinkedHashMap<>();
        List<String> servers = things.get("server");
        Map<String, String> items = items("server");
        for (int i = 0; i < 150; i++) {
            String action = i < 100 ? "stop" : "force-reboot";
            String operation = taken(items.get(servers.get(i)), action, Map.of());
            expected.put(operation, "act compute/servers " + servers.get(i) + " " + verbs.get(action));
        }
        Map<String, String> volumes = items("volume");
        things.get("volume").stream().limit(50).forEach(volume -> {
            String operation = taken(volumes.get(volume), "extend", Map.of("size", 2));
            expected.put(operation, "act volume/volumes " + volume + " os-extend");
        });
        operations += expected.size();
        expected.keySet().forEach(this::await);
        List<String> effects = cloud.services().effects();
        expected.forEach((operation, effect) -> {
            long times = effects.stream().filter(effect::equals).count();
            if (outcomes.get(operation).equals("succeeded")) {
                assertThat(times).as(effect).isEqualTo(1);
            } else {
                assertThat(times).as(effect + ": " + outcomes.get(operation)).isLessThanOrEqualTo(1);
            }
        });
        sync();
    }

    private String taken(String item, String action, Map<String, Object> parameters) {
        return admin.post(INFRASTRUCTURE + "resources/" + item + "/actions/" + action, Map.of("parameters", parameters))
                .expect(202)
                .text("/id");
    }

    // Deleting

    private Map<String, List<String>> delete(Map<String, List<String>> things) {
        Map<String, List<String>> deleted = new LinkedHashMap<>();
        List<Map<String, Object>> steps = new ArrayList<>();
        Map.of("server", 80, "volume", 30, "keypair", 20, "security-group", 30).forEach((kind, count) -> {
            Map<String, String> items = items(kind);
            for (String name : things.get(kind).subList(0, count)) {
                deleted.computeIfAbsent(kind, key -> new ArrayList<>()).add(name);
                steps.add(Map.of("key", name, "kind", "delete", "item", items.get(name)));
            }
        });
        applied(steps);
        Map<String, String> servers = items("server");
        List<String> singly = things.get("server").subList(80, 80 + DELETED_SINGLY);
        deleted.get("server").addAll(singly);
        applied(singly, name -> Map.of("kind", "delete", "item", servers.get(name)));
        return deleted;
    }

    // Changes

    /** Has one change of many resources applied: again and again while some of its steps fail. */
    private void applied(List<Map<String, Object>> steps) {
        operations += steps.size();
        String change = drafted(Map.of("kind", "set", "title", "Many", "steps", steps));
        for (int round = 0; !isApplied(change); round++) {
            assertThat(round)
                    .as(admin.get(INFRASTRUCTURE + "changes/" + change)::body)
                    .isLessThan(ROUNDS);
            apply(change).forEach(this::await);
        }
    }

    /** Has changes of one resource each applied, many at a time. */
    private <T> void applied(Collection<T> what, Function<T, Map<String, Object>> draft) {
        operations += what.size();
        List<String> open = what.stream().map(draft).map(this::drafted).collect(Collectors.toList());
        for (int round = 0; !open.isEmpty(); round++) {
            assertThat(round).as(() -> "still open: " + outcomes).isLessThan(ROUNDS);
            open.stream().map(this::apply).toList().forEach(started -> started.forEach(this::await));
            open.removeIf(this::isApplied);
        }
    }

    /** What cannot be planned on a bad line is drafted again. */
    private String drafted(Map<String, Object> body) {
        return persistently(() -> admin.post(INFRASTRUCTURE + "changes", body), 201)
                .text("/id");
    }

    private static Answer persistently(Supplier<Answer> call, int expected) {
        Answer answer = call.get();
        for (int i = 0; i < ROUNDS && answer.status() != expected; i++) {
            assertThat(answer.text("/detail")).as(answer.body()).isNotBlank();
            answer = call.get();
        }
        return answer.expect(expected);
    }

    /** @return the operation; none where the plan has to be looked at again */
    private List<String> apply(String change) {
        String digest = admin.get(INFRASTRUCTURE + "changes/" + change).text("/digest");
        Answer answer = admin.post(INFRASTRUCTURE + "changes/" + change + "/apply", Map.of("digest", digest));
        if (answer.status() == 202) {
            return List.of(answer.text("/id"));
        }
        assertThat(answer.text("/detail")).as(answer.body()).isNotBlank();
        return List.of();
    }

    private boolean isApplied(String change) {
        return admin.get(INFRASTRUCTURE + "changes/" + change).text("/status").equals("applied");
    }

    private void await(String operation) {
        Waiting.until("ended: " + operation, PATIENCE, () -> {
            JsonNode now = admin.get("/api/v1/operations/" + operation).json();
            String status = now.path("status").asText();
            outcomes.put(
                    operation,
                    status.equals("failed")
                            ? now.path("failure").path("message").asText()
                            : status);
            return ENDED.contains(status);
        });
    }

    private void sync() {
        for (int round = 0; ; round++) {
            String operation = admin.post(INFRASTRUCTURE + "connections/" + connection + "/sync", Map.of())
                    .expect(202)
                    .text("/id");
            await(operation);
            if (outcomes.get(operation).equals("succeeded")) {
                return;
            }
            assertThat(round).as(outcomes.get(operation)).isLessThan(ROUNDS);
        }
    }

    // What there is

    private static String collection(String kind) {
        return switch (kind) {
            case "server" -> "compute/servers";
            case "keypair" -> "compute/os-keypairs";
            case "volume" -> "volume/volumes";
            default -> "network/" + kind + "s";
        };
    }

    private List<String> remote(String kind) {
        return cloud.services().all(collection(kind)).stream()
                .map(one -> String.valueOf(one.get("name")))
                .toList();
    }

    private String item(String kind, String title) {
        return items(kind).get(title);
    }

    private Map<String, String> items(String kind) {
        Map<String, String> items = new TreeMap<>();
        found(kind)
                .forEach(item ->
                        items.put(item.path("title").asText(), item.path("id").asText()));
        return items;
    }

    private List<String> published(String kind) {
        return found(kind).stream()
                .filter(item -> item.path("state").asText().equals("published")
                        && !item.path("management").has("vanishedAt"))
                .map(item -> item.path("title").asText())
                .toList();
    }

    private List<JsonNode> found(String kind) {
        String type = URLEncoder.encode("openstack." + kind, StandardCharsets.UTF_8);
        JsonNode items =
                admin.get("/api/v1/items?limit=1000&type=" + type).json().path("items");
        return IntStream.range(0, items.size()).mapToObj(items::get).toList();
    }
}
