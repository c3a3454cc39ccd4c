package coop.plenum.itest.console;

import coop.plenum.itest.Client;
import java.util.List;
import java.util.Map;

/** A space of a test's own. Once it is guarded, somebody else has to approve what is done in it; once frozen, nothing is. */
record GuardedSpace(Client admin, String id) {
    static GuardedSpace make(Client admin, String name) {
        String root = admin.get("/api/v1/spaces").text("/items/0/id");
        return new GuardedSpace(
                admin,
                admin.post("/api/v1/spaces", Map.of("parent", root, "kind", "project", "name", name, "title", name))
                        .expect(201)
                        .text("/id"));
    }

    /** @return the id of the policy */
    String guard() {
        return policy("Four eyes", Map.of("approvals", 1));
    }

    /** At no hour anything may be done in it any more. */
    void freeze() {
        policy("Freeze", Map.of("closedDays", List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")));
    }

    private String policy(String title, Map<String, Object> values) {
        Map<String, Object> policy = Map.of(
                "type", "infrastructure.policy", "space", id, "title", title, "state", "published", "values", values);
        return admin.post("/api/v1/items", policy).expect(201).text("/id");
    }
}
