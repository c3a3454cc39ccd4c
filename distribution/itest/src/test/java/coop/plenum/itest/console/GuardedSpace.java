package coop.plenum.itest.console;

import coop.plenum.itest.Client;
import java.util.Map;

/** A space of a test's own. Once it is guarded, somebody else has to approve what is done in it. */
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
        Map<String, Object> policy = Map.of(
                "type",
                "infrastructure.policy",
                "space",
                id,
                "title",
                "Four eyes",
                "state",
                "published",
                "values",
                Map.of("approvals", 1));
        return admin.post("/api/v1/items", policy).expect(201).text("/id");
    }
}
