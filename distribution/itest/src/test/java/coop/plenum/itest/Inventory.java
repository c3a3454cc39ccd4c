package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What tests of the inventory ask and say over REST. */
public final class Inventory {
    public static final String INFRASTRUCTURE = "/api/v1/ext/infrastructure";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String PASSWORD = "a long enough password";

    private Inventory() {}

    public static String swapped(String uuid) {
        String[] parts = uuid.split("-", -1);
        for (int i = 0; i < 3; i++) {
            StringBuilder turned = new StringBuilder();
            for (int at = parts[i].length(); at > 0; at -= 2) {
                turned.append(parts[i], at - 2, at);
            }
            parts[i] = turned.toString();
        }
        return String.join("-", parts);
    }

    public static String link(String item, String other) {
        return INFRASTRUCTURE + "/machines/" + item + "/links/" + other;
    }

    public static JsonNode machine(Client client, String item) {
        return client.get(INFRASTRUCTURE + "/machines/" + item).expect(200).json();
    }

    public static String connect(
            Client admin,
            String space,
            String title,
            String provider,
            Map<String, Object> settings,
            Map<String, Object> secrets) {
        String connection = admin.post(
                        INFRASTRUCTURE + "/connections",
                        Map.of(
                                "space", space,
                                "title", title,
                                "provider", provider,
                                "syncEvery", "off",
                                "callsPerSecond", 500,
                                "settings", settings,
                                "secrets", secrets))
                .expect(201)
                .text("/id");
        sync(admin, connection);
        return connection;
    }

    public static void sync(Client admin, String connection) {
        String operation = admin.post(INFRASTRUCTURE + "/connections/" + connection + "/sync", Map.of())
                .expect(202)
                .text("/id");
        Waiting.until("the sync has ended", PATIENCE, () -> {
            JsonNode now = admin.get("/api/v1/operations/" + operation).json();
            assertThat(now.path("status").asText()).as(now.toString()).isNotIn("failed", "cancelled");
            return now.path("status").asText().equals("succeeded");
        });
        // its entry is the last of the sync, and the log has them a moment later
        Waiting.until(
                "the sync's end is in the audit log",
                PATIENCE,
                () -> !admin.get("/api/v1/audit/entries?action=operation.end&targetId=" + operation)
                        .json()
                        .path("items")
                        .isEmpty());
    }

    public static String space(Client admin, String name) {
        return admin.post("/api/v1/spaces", Map.of("kind", "project", "name", name, "title", name))
                .expect(201)
                .text("/id");
    }

    /** @param role empty for none */
    public static Client user(Server server, Client admin, String login, String role, String space) {
        String id = admin.post("/api/v1/users", Map.of("login", login, "displayName", login, "password", PASSWORD))
                .expect(201)
                .text("/id");
        for (JsonNode one : admin.get("/api/v1/roles").expect(200).json().path("items")) {
            if (one.path("name").asText().equals(role)) {
                admin.post(
                                "/api/v1/grants",
                                Map.of("subject", id, "role", one.path("id").asText(), "space", space))
                        .expect(201);
            }
        }
        return server.client().logIn(login, PASSWORD);
    }

    public static List<JsonNode> ask(Client client, String space, String filter) {
        List<JsonNode> found = new ArrayList<>();
        client.get("/api/v1/items?trait=compute.server&sort=title&limit=100&space=" + space + "&filter="
                        + encoded(filter))
                .expect(200)
                .json()
                .path("items")
                .forEach(found::add);
        return found;
    }

    /** Items of a type, of which the filter holds. */
    public static JsonNode find(Client client, String type, String filter) {
        return client.get("/api/v1/items?type=" + type + "&filter=" + encoded(filter))
                .expect(200)
                .json()
                .path("items");
    }

    public static String item(Client client, String space, String title) {
        return ask(client, space, "title == \"" + title + "\"")
                .get(0)
                .path("id")
                .asText();
    }

    public static List<String> titles(List<JsonNode> items) {
        return items.stream().map(item -> item.path("title").asText()).toList();
    }

    public static List<String> types(List<JsonNode> items) {
        return items.stream().map(item -> item.path("type").asText()).toList();
    }

    public static List<String> texts(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(one -> one.path(member).asText())
                .toList();
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
