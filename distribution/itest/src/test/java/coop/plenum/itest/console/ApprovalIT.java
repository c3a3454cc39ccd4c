package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Answer;
import coop.plenum.itest.Client;
import coop.plenum.itest.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Where a policy demands approval, or closes the hour, each way to the provider ends at it. What was begun before there was
 * a policy is in {@link ApprovalOfWorkUnderWayIT}, what modules do by themselves in {@code ModuleCodeIT}.
 */
@ExtendWith(DemoSite.class)
class ApprovalIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CHANGES = "/api/v1/ext/infrastructure/changes";

    @Test
    void noWayLeadsAroundIt(Site site) {
        Client admin = site.server().admin();
        GuardedSpace space = GuardedSpace.make(admin, "sealed");
        String server = SimulatedServer.make(admin, "sealed", space)
                .change(Map.of("cores", 4))
                .drift()
                .id();
        String failed = operation(
                admin,
                act(admin, server, "fail", Map.of("category", "transient")).expect(202));
        Client operator = site.user("approval-operator", "operator");
        // a console changes nothing, but who has one can: it is closed as long as a policy is about it
        console(operator, server).expectProblem(409, "console-unavailable");
        String policy = space.guard();
        console(operator, server).expectProblem(409, "console-closed");

        // directly, and by running again what had been asked for before there was a policy
        act(operator, server, "reboot", Map.of()).expectProblem(409, "approval-required");
        operator.post("/api/v1/operations/" + failed + "/retry", Map.of()).expect(202);
        assertThat(ended(admin, failed)).isEqualTo("failed");
        assertThat(admin.get("/api/v1/operations/" + failed).text("/failure/code"))
                .isEqualTo("approval-required");

        // as a change: at once, with the key of an earlier request, and by its own hand
        String change = draft(operator, Map.of("kind", "act", "item", server, "action", "reboot"));
        apply(operator, change).expectProblem(409, "approval-required");
        Client keyed = operator.with("Idempotency-Key", UUID.randomUUID().toString());
        apply(keyed, change).expectProblem(409, "approval-required");
        apply(keyed, change).expectProblem(409, "approval-required");
        approve(operator, change).expect(403);
        approve(admin, draft(admin, Map.of("kind", "delete", "item", server))).expectProblem(403, "own-change");

        // by saying that it has been approved
        Answer item = admin.get("/api/v1/items/" + change);
        admin.patch(
                        "/api/v1/items/" + change,
                        item.etag(),
                        Map.of("values", Map.of("approvals", List.of(Map.of("by", server)))))
                .expect(400);
        admin.patch("/api/v1/items/" + change, item.etag(), Map.of("values", Map.of("digest", "forged")))
                .expect(400);

        // by having its requester ask for something else
        Map.of(
                        "values", Map.of("delay", 5),
                        "steps", List.of(),
                        "kind", "delete",
                        "itemId", UUID.randomUUID().toString(),
                        "resourceSpace", UUID.randomUUID().toString(),
                        "action", "fail",
                        "reason", "nobody will notice")
                .forEach((field, value) -> admin.patch(
                                "/api/v1/items/" + change, item.etag(), Map.of("values", Map.of(field, value)))
                        .expectProblem(400, "invalid-item"));

        // by a change that was made as an item like any other
        Map<String, Object> planted =
                new HashMap<>(Map.of("type", "infrastructure.change", "space", space.id(), "state", "draft"));
        planted.put("title", "planted");
        String made = operator.post("/api/v1/items", planted).expect(201).text("/id");
        apply(operator, made, admin.get(CHANGES + "/" + change).text("/digest")).expectProblem(409, "malformed-change");
        planted.put("values", Map.of("kind", "act", "itemId", server, "action", "reboot"));
        operator.post("/api/v1/items", planted).expectProblem(400, "invalid-item");
        operator.post("/api/v1/items/batch", Map.of("items", List.of(planted))).expectProblem(400, "invalid-item");

        // among many steps, of which one is harmless
        String set = draft(
                operator,
                Map.of(
                        "kind",
                        "set",
                        "title",
                        "sealed",
                        "steps",
                        List.of(
                                Map.of("key", "boot", "kind", "act", "item", server, "action", "reboot"),
                                Map.of(
                                        "key",
                                        "new",
                                        "kind",
                                        "create",
                                        "connection",
                                        SimulatedServer.connection(admin),
                                        "type",
                                        "example.network",
                                        "title",
                                        "unsealed",
                                        "values",
                                        Map.of("name", "unsealed", "cidr", "10.1.0.0/24")))));
        apply(operator, set).expectProblem(409, "approval-required");
        approve(operator, set).expect(403);
        operator.post(CHANGES + "/" + set + "/revert", Map.of()).expectProblem(409, "nothing-to-revert");

        // by bringing back what has drifted
        String revert = drafted(operator, "drift/revert", Map.of("items", List.of(server)));
        apply(operator, revert).expectProblem(409, "approval-required");

        // by a blueprint
        apply(operator, deployed(admin, operator, space)).expectProblem(409, "approval-required");

        // by lifting the policy, or moving out of its reach
        operator.patch("/api/v1/items/" + policy, "\"1\"", Map.of("values", Map.of("approvals", 0)))
                .expect(403);
        operator.patch("/api/v1/items/" + policy, "\"1\"", Map.of("state", "archived"))
                .expect(403);
        operator.delete("/api/v1/items/" + policy, "\"1\"").expect(403);
        String root = admin.get("/api/v1/spaces").text("/items/0/id");
        operator.patch(
                        "/api/v1/items/" + change,
                        operator.get("/api/v1/items/" + change).etag(),
                        Map.of("space", root))
                .expect(200);
        apply(operator, change).expectProblem(409, "approval-required");

        // and then with it
        for (String approved : List.of(change, revert)) {
            approve(admin, approved).expect(201);
            Client traced = operator.with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
            assertThat(ended(admin, apply(traced, approved).expect(202).text("/id")))
                    .isEqualTo("succeeded");

            // what has been done is no longer anybody's to edit, to move or to delete
            String record = "/api/v1/items/" + approved;
            String etag = admin.get(record).etag();
            admin.patch(record, etag, Map.of("title", "nothing")).expectProblem(409, "item-is-record");
            admin.patch(record, etag, Map.of("space", root)).expectProblem(409, "item-is-record");
            admin.delete(record, etag).expectProblem(409, "item-is-record");
            assertThat(admin.get(record).json().at("/values/withheld").isMissingNode())
                    .isTrue();
            assertThat(admin.get(CHANGES + "/" + approved).json().has("withheld"))
                    .isFalse();
        }
        assertThatTheLogSaysOnWhoseWord(admin, server, change);
    }

    @Test
    void inClosedHoursEachWayEnds(Site site) {
        Client admin = site.server().admin();
        GuardedSpace space = GuardedSpace.make(admin, "frozen");
        String server = SimulatedServer.make(admin, "frozen", space).id();
        String failed = operation(
                admin,
                act(admin, server, "fail", Map.of("category", "transient")).expect(202));
        String change = draft(admin, Map.of("kind", "update", "item", server, "values", Map.of("cores", 4)));
        Map<String, Object> boot = Map.of("key", "boot", "kind", "act", "item", server, "action", "reboot");
        String set =
                draft(admin, Map.of("kind", "set", "title", "frozen", "space", space.id(), "steps", List.of(boot)));
        space.freeze();

        act(admin, server, "reboot", Map.of()).expectProblem(409, "change-window-closed");
        console(admin, server).expectProblem(409, "change-window-closed");
        apply(admin, change).expectProblem(409, "change-window-closed");
        apply(admin, set).expectProblem(409, "change-window-closed");
        admin.post("/api/v1/operations/" + failed + "/retry", Map.of()).expect(202);
        assertThat(ended(admin, failed)).isEqualTo("failed");
        assertThat(admin.get("/api/v1/operations/" + failed).text("/failure/code"))
                .isEqualTo("change-window-closed");
        assertThat(admin.get("/api/v1/items/" + server)
                        .json()
                        .at("/values/cores")
                        .asInt())
                .isEqualTo(2);
    }

    /** The entries of what was done name the trace, the module's code, and the entry in which it was approved. */
    private static void assertThatTheLogSaysOnWhoseWord(Client admin, String server, String change) {
        String approval = entries(admin, "change.approve", change, event -> true)
                .get(0)
                .at("/id")
                .asText();
        Predicate<JsonNode> ofChange =
                event -> event.at("/details/change").asText().equals(change);
        entries(
                admin,
                "resource.act",
                server,
                ofChange.and(event -> event.at("/outcome").asText().equals("SUCCESS")));
        List<JsonNode> effects = entries(admin, "resource.act", server, ofChange);
        assertThat(effects).extracting(event -> event.at("/outcome").asText()).containsExactly("SUCCESS", "INTENT");
        assertThat(effects).allSatisfy(event -> {
            assertThat(event.at("/traceId").asText()).isEqualTo(TRACE);
            assertThat(event.at("/module/name").asText()).isEqualTo("infrastructure");
            assertThat(event.at("/module/digest").asText())
                    .isEqualTo(admin.get("/api/v1/modules/infrastructure").text("/digest"));
            assertThat(event.at("/approvals/0").asText()).isEqualTo(approval);
            assertThat(event.at("/actor/kind").asText()).isEqualTo("USER");
        });
        assertThat(entries(admin, "module.install", "infrastructure", event -> true)
                        .get(0)
                        .has("module"))
                .as("the core's own work")
                .isFalse();
    }

    /** Those that are looked for, newest first, once one has been sequenced. */
    private static List<JsonNode> entries(Client admin, String action, String target, Predicate<JsonNode> wanted) {
        String path = "/api/v1/audit/entries?action=" + action + "&targetId=" + target;
        List<JsonNode> events = new ArrayList<>();
        Waiting.until(action, Duration.ofSeconds(10), () -> {
            admin.get(path).json().at("/items").forEach(entry -> events.add(entry.path("event")));
            events.removeIf(wanted.negate());
            return !events.isEmpty();
        });
        return events;
    }

    private static Answer act(Client who, String server, String action, Map<String, Object> parameters) {
        return who.post(
                "/api/v1/ext/infrastructure/resources/" + server + "/actions/" + action,
                Map.of("parameters", parameters));
    }

    private static Answer console(Client who, String server) {
        return who.post("/api/v1/ext/infrastructure/resources/" + server + "/console", Map.of());
    }

    private static String drafted(Client who, String way, Map<String, Object> body) {
        return who.post("/api/v1/ext/infrastructure/" + way, body).expect(201).text("/id");
    }

    /** @return the id of the change that makes a network in the space */
    private static String deployed(Client admin, Client who, GuardedSpace space) {
        admin.post("/api/v1/modules/blueprint/install", Map.of()).expect(200);
        try {
            String source = """
                    name: Sealed
                    items:
                      net:
                        type: example.network
                        values: {cidr: 10.2.0.0/24}
                    """;
            String blueprint = admin.post(
                            "/api/v1/items",
                            Map.of(
                                    "type",
                                    "blueprint.blueprint",
                                    "title",
                                    "Sealed",
                                    "space",
                                    space.id(),
                                    "state",
                                    "published",
                                    "values",
                                    Map.of("source", source)))
                    .expect(201)
                    .text("/id");
            return who.post(
                            "/api/v1/ext/blueprint/blueprints/" + blueprint + "/deploy",
                            Map.of(
                                    "name",
                                    "sealed",
                                    "space",
                                    space.id(),
                                    "connection",
                                    SimulatedServer.connection(admin),
                                    "parameters",
                                    Map.of()))
                    .expect(201)
                    .text("/change/id");
        } finally {
            admin.send("DELETE", "/api/v1/modules/blueprint", null).expect(204);
        }
    }

    private static String draft(Client who, Map<String, Object> body) {
        return who.post(CHANGES, body).expect(201).text("/id");
    }

    private static Answer apply(Client who, String change) {
        return apply(who, change, who.get(CHANGES + "/" + change).text("/digest"));
    }

    private static Answer apply(Client who, String change, String digest) {
        return who.post(CHANGES + "/" + change + "/apply", Map.of("digest", digest));
    }

    private static Answer approve(Client who, String change) {
        String digest = who.get(CHANGES + "/" + change).text("/digest");
        return who.post(CHANGES + "/" + change + "/approvals", Map.of("digest", digest));
    }

    private static String operation(Client admin, Answer accepted) {
        ended(admin, accepted.text("/id"));
        return accepted.text("/id");
    }

    /** @return how it ended */
    private static String ended(Client admin, String operation) {
        String path = "/api/v1/operations/" + operation;
        Waiting.until(
                "operation ended",
                Browser.PATIENCE,
                () -> List.of("succeeded", "failed").contains(admin.get(path).text("/status")));
        return admin.get(path).text("/status");
    }
}
