package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who runs the infrastructure does not lead around a policy by where items are kept. */
@ExtendWith(PlenumContainer.class)
class LeavingSpaceIT {
    private static final String INFRASTRUCTURE = "/api/v1/ext/infrastructure/";
    private static final String PASSWORD = "correct-horse-battery";

    private final Client admin;

    LeavingSpaceIT(Client admin) {
        this.admin = admin;
    }

    private Client user(String login, String role) {
        String id = admin.post("/api/v1/users", Map.of("login", login, "displayName", login, "password", PASSWORD))
                .expect(201)
                .text("/id");
        for (var one : admin.get("/api/v1/roles").expect(200).json().path("items")) {
            if (one.path("name").asText().equals(role)) {
                admin.post(
                                "/api/v1/grants",
                                Map.of("subject", id, "role", one.path("id").asText()))
                        .expect(201);
            }
        }
        return new Client(admin.base()).logIn(login, PASSWORD);
    }

    private String connection(String space) {
        admin.post("/api/v1/modules/example/install", Map.of());
        return admin.post(
                        INFRASTRUCTURE + "connections",
                        Map.of(
                                "title",
                                "leaving",
                                "space",
                                space,
                                "provider",
                                "simulator",
                                "syncEvery",
                                "off",
                                "settings",
                                Map.of("count", 0)))
                .expect(201)
                .text("/id");
    }

    private void guard(String space) {
        admin.post(
                        "/api/v1/items",
                        Map.of(
                                "type",
                                "infrastructure.policy",
                                "space",
                                space,
                                "title",
                                "Four eyes",
                                "state",
                                "published",
                                "values",
                                Map.of("approvals", 1)))
                .expect(201);
    }

    private Answer draft(Client who, String connection, String space, String name) {
        return who.post(
                        INFRASTRUCTURE + "changes",
                        Map.of(
                                "kind",
                                "create",
                                "connection",
                                connection,
                                "type",
                                "example.server",
                                "space",
                                space,
                                "title",
                                name,
                                "values",
                                Map.of("hostname", name, "cores", 2, "memory", 4)))
                .expect(201);
    }

    private static Answer apply(Client who, Answer change) {
        return who.post(
                INFRASTRUCTURE + "changes/" + change.text("/id") + "/apply", Map.of("digest", change.text("/digest")));
    }

    @Test
    void aResourceStaysUnderThePoliciesOfItsSpace() {
        String root = admin.get("/api/v1/spaces").text("/items/0/id");
        String guarded = Inventory.space(admin, "leaving-guarded");
        String free = Inventory.space(admin, "leaving-free");
        Answer change = draft(admin, connection(root), guarded, "leaving-1");
        String operation = apply(admin, change).expect(202).text("/id");
        Waiting.until(
                "the server is there",
                java.time.Duration.ofSeconds(60),
                () -> admin.get("/api/v1/operations/" + operation)
                        .text("/status")
                        .equals("succeeded"));
        guard(guarded);
        String item = "/api/v1/items/"
                + admin.get(INFRASTRUCTURE + "changes/" + change.text("/id")).text("/resourceId");
        Client operator = user("leaving-operator", "operator");
        String etag = operator.get(item).etag();

        Answer refused = operator.patch(item, etag, Map.of("space", free));
        refused.expectProblem(403, "guarded-space");
        assertThat(refused.text("/detail")).contains("Four eyes", "infrastructure.policy.edit");
        operator.delete(item, etag).expectProblem(403, "guarded-space");

        admin.patch(item, etag, Map.of("space", free)).expect(200);
    }

    @Test
    void whatIsMadeElsewhereIsUnderThePoliciesOfItsConnection() {
        String guarded = Inventory.space(admin, "leaving-lab");
        String free = Inventory.space(admin, "leaving-play");
        String connection = connection(guarded);
        guard(guarded);
        Client operator = user("leaving-maker", "operator");

        apply(operator, draft(operator, connection, free, "leaving-2")).expectProblem(409, "approval-required");
    }

    @Test
    void newResourcesTakeTheRightToUseTheConnection() {
        String space = Inventory.space(admin, "leaving-use");
        String connection = connection(space);
        admin.post(
                        "/api/v1/roles",
                        Map.of(
                                "name",
                                "leaving-publisher",
                                "permissions",
                                java.util.List.of("*.view", "*.create", "*.edit", "*.publish")))
                .expect(201);
        Client publisher = user("leaving-publisher", "leaving-publisher");

        Answer refused = apply(publisher, draft(publisher, connection, space, "leaving-3"));
        refused.expectProblem(403, "access-denied");
        assertThat(refused.text("/detail")).contains("infrastructure.connection.use");
    }
}
