package coop.plenum.itest.console;

import coop.plenum.itest.Client;
import coop.plenum.itest.Waiting;
import java.util.Map;

/** A managed server of a test's own, on the demo's simulator: 2 cores, 4 GiB. */
record SimulatedServer(Client admin, String id) {
    static SimulatedServer make(Client admin, String title) {
        return made(admin, drafted(admin, title, admin.get("/api/v1/spaces").text("/items/0/id")));
    }

    static SimulatedServer make(Client admin, String title, GuardedSpace space) {
        return made(admin, drafted(admin, title, space.id()));
    }

    /** @return the id of a change that would make it */
    static String drafted(Client admin, String title, String space) {
        Map<String, Object> wanted = Map.of("hostname", title, "cores", 2, "memory", 4);
        return admin.post(
                        "/api/v1/ext/infrastructure/changes",
                        Map.of(
                                "kind",
                                "create",
                                "connection",
                                connection(admin),
                                "type",
                                "example.server",
                                "space",
                                space,
                                "title",
                                title,
                                "values",
                                wanted))
                .expect(201)
                .text("/id");
    }

    /** @return the id of the connection to the simulator */
    static String connection(Client admin) {
        return admin.get("/api/v1/ext/infrastructure/connections").text("/items/0/id");
    }

    private static SimulatedServer made(Client admin, String change) {
        String path = apply(admin, change);
        return new SimulatedServer(admin, admin.get(path).expect(200).text("/resourceId"));
    }

    /** @return the id of a change that would set these values */
    String draft(Map<String, Object> values) {
        return admin.post(
                        "/api/v1/ext/infrastructure/changes",
                        Map.of("kind", "update", "item", id, "values", values, "reason", "a test"))
                .expect(201)
                .text("/id");
    }

    SimulatedServer change(Map<String, Object> values) {
        apply(admin, draft(values));
        return this;
    }

    /** @return where the change is */
    private static String apply(Client admin, String change) {
        String path = "/api/v1/ext/infrastructure/changes/" + change;
        ended(
                admin,
                admin.post(path + "/apply", Map.of("digest", admin.get(path).text("/digest")))
                        .expect(202)
                        .text("/id"));
        return path;
    }

    /** Changes it behind the platform's back: one core more. */
    SimulatedServer drift() {
        ended(
                admin,
                admin.post("/api/v1/ext/infrastructure/resources/" + id + "/actions/drift", Map.of())
                        .expect(202)
                        .text("/id"));
        return this;
    }

    String page() {
        return "/console/items/" + id;
    }

    private static void ended(Client admin, String operation) {
        Waiting.until(
                "operation succeeded",
                Browser.PATIENCE,
                () -> admin.get("/api/v1/operations/" + operation)
                        .text("/status")
                        .equals("succeeded"));
    }
}
