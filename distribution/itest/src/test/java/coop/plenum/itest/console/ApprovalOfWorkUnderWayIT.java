package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Answer;
import coop.plenum.itest.Changes;
import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
import coop.plenum.itest.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A policy that demands approval also holds what had been begun before it, and what goes on by itself. */
@ExtendWith(DemoSite.class)
class ApprovalOfWorkUnderWayIT {
    private static final String BLUEPRINTS = "/api/v1/ext/blueprint/";
    /** Rules about drift are looked at once a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Site site;
    private final Client admin;

    ApprovalOfWorkUnderWayIT(Site site) {
        this.site = site;
        this.admin = site.server().admin();
    }

    @AfterEach
    void removeBlueprints() {
        admin.send("DELETE", "/api/v1/modules/blueprint", null);
    }

    @Test
    void runningAFailedOperationAgain() {
        GuardedSpace space = GuardedSpace.make(admin, "again");
        String server = SimulatedServer.make(admin, "again", space).id();
        Map<String, Object> fail =
                Map.of("kind", "act", "item", server, "action", "fail", "parameters", Map.of("category", "user"));
        String single = applied(fail, "failed");
        String set = applied(
                Map.of(
                        "kind",
                        "set",
                        "title",
                        "again",
                        "space",
                        space.id(),
                        "steps",
                        List.of(Map.of(
                                "key",
                                "boot",
                                "kind",
                                "act",
                                "item",
                                server,
                                "action",
                                "fail",
                                "parameters",
                                Map.of("category", "user")))),
                "failed");
        Client operator = site.user("again-operator", "operator");
        space.guard();

        for (String operation : List.of(single, set)) {
            operator.post("/api/v1/operations/" + operation + "/retry", Map.of())
                    .expect(202);
            assertThat(ended(operation)).isEqualTo("failed");
            assertThat(admin.get("/api/v1/operations/" + operation).text("/failure/code"))
                    .isEqualTo("approval-required");
        }
    }

    @Test
    void aRuleAboutDrift() {
        GuardedSpace space = GuardedSpace.make(admin, "ruled");
        String server = SimulatedServer.make(admin, "ruled", space)
                .change(Map.of("cores", 4))
                .drift()
                .id();
        space.guard();
        String rule = admin.post(
                        "/api/v1/items",
                        Map.of(
                                "type",
                                "infrastructure.drift-rule",
                                "space",
                                space.id(),
                                "title",
                                "As published",
                                "state",
                                "published",
                                "values",
                                Map.of("answer", "revert")))
                .expect(201)
                .text("/id");
        // whose change only says that it is the rule's
        String forged = admin.post(
                        Changes.CHANGES,
                        Map.of(
                                "kind",
                                "set",
                                "title",
                                "forged",
                                "space",
                                space.id(),
                                "reason",
                                "Drift rule " + rule,
                                "steps",
                                List.of(Map.of(
                                        "key",
                                        "more",
                                        "kind",
                                        "update",
                                        "item",
                                        server,
                                        "values",
                                        Map.of("cores", 16)))))
                .expect(201)
                .text("/id");
        String operations = "/api/v1/operations?kind=infrastructure.settle-drift&target=" + rule;
        Waiting.until(
                "the rule has been carried out",
                PATIENCE,
                () -> admin.get(operations).text("/items/0/status").equals("succeeded"));

        JsonNode result = admin.get(operations).json().at("/items/0/result");
        assertThat(result.path("waits").asText()).isEqualTo("approval-required");
        assertThat(result.path("change").asText()).isNotEqualTo(forged);
        assertThat(admin.get(Changes.CHANGES + "/" + forged).text("/status")).isEqualTo("draft");
        admin.patch("/api/v1/items/" + rule, "\"1\"", Map.of("state", "archived"))
                .expect(200);
    }

    @Test
    void updatingAndDestroyingADeployment() {
        GuardedSpace space = GuardedSpace.make(admin, "deployed");
        admin.post("/api/v1/modules/blueprint/install", Map.of()).expect(200);
        String source = """
                name: Deployed
                parameters:
                  vlan: {type: integer}
                items:
                  deployed:
                    type: example.network
                    values: {cidr: 10.3.0.0/24, vlan: "${parameters.vlan}"}
                """;
        String blueprint = admin.post(
                        "/api/v1/items",
                        Map.of(
                                "type",
                                "blueprint.blueprint",
                                "title",
                                "Deployed",
                                "space",
                                space.id(),
                                "state",
                                "published",
                                "values",
                                Map.of("source", source)))
                .expect(201)
                .text("/id");
        Answer deployed = admin.post(
                        BLUEPRINTS + "blueprints/" + blueprint + "/deploy",
                        Map.of(
                                "name",
                                "deployed",
                                "space",
                                space.id(),
                                "connection",
                                SimulatedServer.connection(admin),
                                "parameters",
                                Map.of("vlan", 3)))
                .expect(201);
        String deployment = BLUEPRINTS + "deployments/" + deployed.text("/id");
        String operation =
                Changes.apply(admin, deployed.text("/change/id")).expect(202).text("/id");
        assertThat(ended(operation)).isEqualTo("succeeded");
        Waiting.until(
                "deployed",
                PATIENCE,
                () -> admin.get(deployment).text("/status").equals("deployed"));
        String policy = space.guard();

        String updated = admin.post(deployment + "/update", Map.of("parameters", Map.of("vlan", 4)))
                .expect(200)
                .text("/change/id");
        Changes.apply(admin, updated).expectProblem(409, "approval-required");
        admin.post(Changes.CHANGES + "/" + updated + "/discard", Map.of()).expect(200);
        String destroyed =
                admin.post(deployment + "/destroy", Map.of()).expect(200).text("/change/id");
        Changes.apply(admin, destroyed).expectProblem(409, "approval-required");
        assertThat(Inventory.find(admin, "example.network", "title == \"deployed\" && vlan == 3"))
                .hasSize(1);

        // and then without it, which leaves nothing behind
        admin.patch("/api/v1/items/" + policy, "\"1\"", Map.of("state", "archived"))
                .expect(200);
        assertThat(ended(Changes.apply(admin, destroyed).expect(202).text("/id")))
                .isEqualTo("succeeded");
    }

    /** @return the operation, which ended like this */
    private String applied(Map<String, Object> draft, String end) {
        String change = admin.post(Changes.CHANGES, draft).expect(201).text("/id");
        String operation = Changes.apply(admin, change).expect(202).text("/id");
        assertThat(ended(operation)).isEqualTo(end);
        return operation;
    }

    private String ended(String operation) {
        String path = "/api/v1/operations/" + operation;
        Waiting.until(
                "operation ended",
                Browser.PATIENCE,
                () -> List.of("succeeded", "failed").contains(admin.get(path).text("/status")));
        return admin.get(path).text("/status");
    }
}
