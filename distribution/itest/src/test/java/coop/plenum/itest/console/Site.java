package coop.plenum.itest.console;

import coop.plenum.itest.Answer;
import coop.plenum.itest.Client;
import coop.plenum.itest.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A running server with the console. */
record Site(Server server) {
    /** Good enough for the server, and of nobody's. */
    static final String PASSWORD = "battery staple correct";

    /** A server of the test's own, with the modules that come with the distribution. */
    static Site start(Path data) throws java.io.IOException {
        return new Site(Server.start(data)).withConsole();
    }

    /** The same, with settings of the environment. */
    static Site start(Path data, Map<String, String> environment) throws java.io.IOException {
        return new Site(Server.start(data, environment)).withConsole();
    }

    /** The prepared site of {@code script/server --demo}. */
    static Site demo(Path data) throws java.io.IOException {
        return new Site(Server.demo(data)).withConsole();
    }

    private Site withConsole() {
        Client admin = server.admin();
        if (!admin.get("/api/v1/modules/console").text("/state").equals("active")) {
            admin.post("/api/v1/modules/console/install", Map.of()).expect(200);
        }
        return this;
    }

    URI address() {
        return server.client().base();
    }

    Browser browser() {
        return Browser.open(address());
    }

    /** A browser in which the administrator has logged in. */
    Browser browserOfAdmin() {
        return browser().as(server.admin());
    }

    /** Makes a user who has the role everywhere. */
    Client user(String login, String role) {
        Client admin = server.admin();
        for (var one : admin.get("/api/v1/roles").expect(200).json().path("items")) {
            if (one.path("name").asText().equals(role)) {
                String id = create(admin, login).text("/id");
                admin.post(
                                "/api/v1/grants",
                                Map.of("subject", id, "role", one.path("id").asText()))
                        .expect(201);
                return server.client().logIn(login, PASSWORD);
            }
        }
        throw new AssertionError("no role " + role);
    }

    /** Makes a user who may do nothing. */
    Client user(String login) {
        create(server.admin(), login);
        return server.client().logIn(login, PASSWORD);
    }

    private static Answer create(Client admin, String login) {
        return admin.post("/api/v1/users", Map.of("login", login, "displayName", login, "password", PASSWORD))
                .expect(201);
    }

    /** What browsers have reported against the content security policy. */
    int policyViolations() {
        return server.admin()
                .get("/api/v1/ext/console/csp-reports")
                .expect(200)
                .json()
                .path("total")
                .asInt(-1);
    }
}
