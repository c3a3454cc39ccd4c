package coop.plenum.itest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A hand-written Redfish service with one machine, which really posts events to those who have subscribed. */
final class FakePostingBmc implements AutoCloseable {
    static final String PASSWORD = "calvin-and-hobbes";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/redfish/v1/";
    private static final String SYSTEM = ROOT + "Systems/1";
    private static final String MANAGER = ROOT + "Managers/1";
    private static final String SUBSCRIPTIONS = ROOT + "EventService/Subscriptions";

    private final SelfSignedServer server;
    private final Map<String, Map<String, Object>> tree = new TreeMap<>();

    private FakePostingBmc(SelfSignedServer server) {
        this.server = server;
        put(
                ROOT,
                Map.of(
                        "RedfishVersion", "1.17.0",
                        "Systems", link(ROOT + "Systems"),
                        "Managers", link(ROOT + "Managers"),
                        "EventService", link(ROOT + "EventService"),
                        "Links", Map.of("Sessions", link(ROOT + "SessionService/Sessions"))));
        put(ROOT + "Systems", Map.of("Members", List.of(link(SYSTEM))));
        put(ROOT + "Managers", Map.of("Members", List.of(link(MANAGER))));
        put(MANAGER, Map.of("Id", "1", "FirmwareVersion", "2.0"));
        put(ROOT + "EventService", Map.of("ServiceEnabled", true, "Subscriptions", link(SUBSCRIPTIONS)));
        put(SUBSCRIPTIONS, Map.of("Members", List.of()));
        health("OK");
    }

    static FakePostingBmc start(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        FakePostingBmc bmc = new FakePostingBmc(SelfSignedServer.start(folder));
        bmc.server.serve(bmc::answer);
        return bmc;
    }

    String id() {
        return "127.0.0.1:" + server.port();
    }

    String fingerprint() throws GeneralSecurityException {
        return server.fingerprint();
    }

    synchronized void health(String health) {
        put(
                SYSTEM,
                Map.of(
                        "Id", "1",
                        "Model", "Fake",
                        "SerialNumber", "FK-1",
                        "PowerState", "On",
                        "Status", Map.of("State", "Enabled", "Health", health),
                        "Links", Map.of("ManagedBy", List.of(link(MANAGER)))));
    }

    /** Those who have subscribed, as the controller shows them. */
    synchronized List<JsonNode> subscriptions() {
        return tree.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(SUBSCRIPTIONS + "/"))
                .<JsonNode>map(entry -> JSON.valueToTree(entry.getValue()))
                .toList();
    }

    /** Tells all who have subscribed; the statuses that they answer. */
    List<Integer> post(String message) throws IOException, InterruptedException {
        List<Integer> statuses = new java.util.ArrayList<>();
        for (JsonNode subscription : subscriptions()) {
            statuses.add(post(
                    subscription.path("Destination").asText(),
                    event(subscription.path("Context").asText(), message)));
        }
        return statuses;
    }

    static byte[] event(String context, String message) throws IOException {
        return JSON.writeValueAsBytes(Map.of(
                "@odata.type", "#Event.v1_7_0.Event",
                "Id", "1",
                "Name", "Event",
                "Context", context,
                "Events",
                        List.of(Map.of(
                                "EventType", "Alert",
                                "MessageId", "Platform.1.0.Degraded",
                                "MessageSeverity", "Warning",
                                "Message", message,
                                "OriginOfCondition", link(SYSTEM)))));
    }

    /** Whoever may be at work; the status of the answer. */
    static int post(String destination, byte[] body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(destination))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static Map<String, String> link(String path) {
        return Map.of("@odata.id", path);
    }

    private void put(String path, Map<String, ?> values) {
        Map<String, Object> whole = new LinkedHashMap<>(link(path));
        whole.putAll(values);
        tree.put(path, whole);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            switch (exchange.getRequestMethod()) {
                case "POST" -> posted(exchange, path);
                case "DELETE" -> {
                    tree.remove(path);
                    list();
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> send(exchange, tree.containsKey(path) ? 200 : 404, tree.getOrDefault(path, Map.of()));
            }
        }
    }

    private void posted(HttpExchange exchange, String path) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        if (path.equals(SUBSCRIPTIONS)) {
            String id = String.valueOf(subscriptions().size() + 1);
            Map<String, Object> made =
                    JSON.convertValue(body, new com.fasterxml.jackson.core.type.TypeReference<>() {});
            made.put("Id", id);
            made.put("Name", "Subscription " + id);
            put(SUBSCRIPTIONS + "/" + id, made);
            list();
            exchange.getResponseHeaders().set("Location", SUBSCRIPTIONS + "/" + id);
            send(exchange, 201, tree.get(SUBSCRIPTIONS + "/" + id));
        } else if (body.path("Password").asText().equals(PASSWORD)) {
            exchange.getResponseHeaders().set("X-Auth-Token", "token");
            send(exchange, 201, Map.of());
        } else {
            send(exchange, 401, Map.of());
        }
    }

    private void list() {
        put(
                SUBSCRIPTIONS,
                Map.of(
                        "Members",
                        tree.keySet().stream()
                                .filter(path -> path.startsWith(SUBSCRIPTIONS + "/"))
                                .map(FakePostingBmc::link)
                                .collect(Collectors.toList())));
    }

    private static void send(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.close();
    }
}
