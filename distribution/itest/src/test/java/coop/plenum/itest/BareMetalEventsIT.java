package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller posts what happens to its machine: that is looked at, and nothing that anybody posts is believed. */
class BareMetalEventsIT {
    private static final String INFRASTRUCTURE = "/api/v1/ext/infrastructure";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    @TempDir
    private Path folder;

    @Test
    void anEventHasItsMachineLookedAtAndForgeriesAreRefused() throws Exception {
        int port = Ports.free();
        String base = "http://127.0.0.1:" + port;
        try (FakePostingBmc bmc = FakePostingBmc.start(folder)) {
            String connection;
            try (Server server = Server.launch(data, port, Map.of()).awaitReady()) {
                Client admin = server.admin();
                admin.post("/api/v1/modules/baremetal/install", Map.of()).expect(200);
                connection = connect(admin, bmc);
                assertThat(draft(admin, connection, bmc).body())
                        .as("it says what to configure")
                        .contains("no-public-address", "PLENUM_PUBLIC_URL", "/destination");
            }
            try (Server server =
                    Server.launch(data, port, Map.of("PLENUM_PUBLIC_URL", base)).awaitReady()) {
                Client admin = server.admin();
                String events = base + "/events/" + connection;
                subscribe(admin, connection, bmc, events);
                anEventLeadsToALook(admin, bmc);
                forgeriesAreRefused(admin, bmc, connection, events);
                AuditCheck.verify(admin);
                assertThat(server.output()).doesNotContain(secret(bmc));
            }
        }
    }

    private static String connect(Client admin, FakePostingBmc bmc) throws Exception {
        String connection = admin.post(
                        INFRASTRUCTURE + "/connections",
                        Map.of(
                                "title", "rack",
                                "provider", "baremetal",
                                "syncEvery", "off",
                                "settings",
                                        Map.of(
                                                "protocol", "redfish",
                                                "addresses", List.of(bmc.id()),
                                                "username", "root",
                                                "tlsTrust", "pinned",
                                                "certificateFingerprints", List.of(bmc.fingerprint())),
                                "secrets", Map.of("password", FakePostingBmc.PASSWORD)))
                .expect(201)
                .text("/id");
        succeed(admin, INFRASTRUCTURE + "/connections/" + connection + "/sync", Map.of());
        return connection;
    }

    private static JsonNode only(Client admin, String type) {
        JsonNode items =
                admin.get("/api/v1/items?type=" + type).expect(200).json().path("items");
        assertThat(items).as(type).hasSize(1);
        return items.get(0);
    }

    private static Answer draft(Client admin, String connection, FakePostingBmc bmc) {
        return admin.post(
                INFRASTRUCTURE + "/changes",
                Map.of(
                        "kind",
                        "create",
                        "connection",
                        connection,
                        "type",
                        "baremetal.subscription",
                        "title",
                        "events of " + bmc.id(),
                        "values",
                        Map.of("bmc", only(admin, "baremetal.bmc").path("id").asText())));
    }

    private static void subscribe(Client admin, String connection, FakePostingBmc bmc, String events) {
        Answer drafted = draft(admin, connection, bmc).expect(201);
        succeed(
                admin,
                INFRASTRUCTURE + "/changes/" + drafted.text("/id") + "/apply",
                Map.of("digest", drafted.text("/digest")));
        assertThat(bmc.subscriptions())
                .singleElement()
                .satisfies(subscription ->
                        assertThat(subscription.path("Destination").asText()).isEqualTo(events));
        JsonNode item = only(admin, "baremetal.subscription");
        assertThat(item.at("/values/destination").asText()).isEqualTo(events);
        assertThat(item.at("/values/secretDigest").asText()).hasSize(64);
        assertThat(item.toString()).doesNotContain(secret(bmc));
    }

    private static String secret(FakePostingBmc bmc) {
        String context = bmc.subscriptions().get(0).path("Context").asText();
        String secret = context.substring(context.lastIndexOf(':') + 1);
        assertThat(secret).hasSize(43);
        return secret;
    }

    private static void anEventLeadsToALook(Client admin, FakePostingBmc bmc) throws Exception {
        JsonNode before = only(admin, "baremetal.machine");
        assertThat(before.at("/values/health").asText()).isEqualTo("ok");
        bmc.health("Critical");
        assertThat(bmc.post("A fan has failed; all is lost")).containsExactly(204);
        Waiting.until(
                "the machine is looked at",
                PATIENCE,
                () -> only(admin, "baremetal.machine")
                        .at("/values/health")
                        .asText()
                        .equals("critical"));
        String machine = before.path("id").asText();
        JsonNode looks = admin.get("/api/v1/operations?target=" + machine + "&kind=infrastructure.event")
                .expect(200)
                .json()
                .path("items");
        assertThat(looks).hasSize(1);
        String operation = "/api/v1/operations/" + looks.get(0).path("id").asText();
        Waiting.until(
                "ended", PATIENCE, () -> admin.get(operation).text("/status").equals("succeeded"));
        assertThat(admin.get(operation + "/log?limit=100").expect(200).body())
                .contains("It says: Warning: A fan has failed; all is lost");
        assertThat(admin.get("/api/v1/items/" + machine).body())
                .as("what it says is not what is seen")
                .doesNotContain("all is lost");
    }

    private static void forgeriesAreRefused(Client admin, FakePostingBmc bmc, String connection, String events)
            throws Exception {
        String context = bmc.subscriptions().get(0).path("Context").asText();
        String right = secret(bmc);
        int before = looks(admin);
        byte[] nobodys = FakePostingBmc.event("", "x");
        byte[] guessed = FakePostingBmc.event(context.replace(right, "A".repeat(43)), "x");
        byte[] good = FakePostingBmc.event(context, "x");
        assertThat(FakePostingBmc.post(events, nobodys)).isEqualTo(404);
        assertThat(FakePostingBmc.post(events, guessed)).isEqualTo(404);
        assertThat(FakePostingBmc.post(events, "no JSON".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(404);
        String elsewhere = events.replace(connection, UUID.randomUUID().toString());
        assertThat(FakePostingBmc.post(elsewhere, good))
                .as("as of a connection that there is not")
                .isEqualTo(404);
        assertThat(FakePostingBmc.post(events + "/x", good)).isEqualTo(404);
        byte[] large = FakePostingBmc.event(context, "x".repeat(300_000));
        assertThat(FakePostingBmc.post(events, large)).isEqualTo(413);
        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(events)).build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(405);
        assertThat(looks(admin)).isEqualTo(before);
        assertThat(admin.get(INFRASTRUCTURE + "/connections/" + connection).text("/status"))
                .isEqualTo("ok");
        int refusals = 0;
        for (int i = 0; i < 2_000 && refusals == 0; i++) {
            refusals += FakePostingBmc.post(events, nobodys) == 429 ? 1 : 0;
        }
        assertThat(refusals).as("a flood is held back").isEqualTo(1);
        assertThat(admin.get("/api/v1/session").status()).isEqualTo(200);
    }

    private static int looks(Client admin) {
        return admin.get("/api/v1/operations?kind=infrastructure.event&limit=100")
                .expect(200)
                .json()
                .path("items")
                .size();
    }

    private static void succeed(Client admin, String path, Object body) {
        String operation = admin.post(path, body)
                .expect(202)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Waiting.until(
                "ended: " + operation,
                PATIENCE,
                () -> !List.of("queued", "running", "waiting")
                        .contains(admin.get(operation).text("/status")));
        assertThat(admin.get(operation).text("/status"))
                .as(admin.get(operation).body())
                .isEqualTo("succeeded");
    }
}
