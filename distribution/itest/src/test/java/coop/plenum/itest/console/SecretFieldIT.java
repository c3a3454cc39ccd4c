package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Answer;
import coop.plenum.itest.Client;
import coop.plenum.itest.Waiting;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A secret that belongs to a resource: stored once, referred to by content, and leased by the provider. */
@ExtendWith(DemoSite.class)
class SecretFieldIT {
    private static final String CHANGES = "/api/v1/ext/infrastructure/changes";
    private static final String PASSWORD = "open-sesame-2026";

    @Test
    void theProviderHasTheSecretAndNobodyElse(Site site) {
        Client admin = site.server().admin();
        Answer change = draft(admin, "safe", stored(admin, PASSWORD)).expect(201);

        assertThat(applied(admin, change).body()).contains("\"status\":\"succeeded\"");

        Answer kept = admin.get(CHANGES + "/" + change.text("/id"));
        Answer server = admin.get("/api/v1/items/" + kept.text("/resourceId"));
        assertThat(server.text("/values/passwordSet")).isEqualTo("true");
        Answer audit = admin.get("/api/v1/audit/entries?action=secret.read");
        assertThat(audit.body()).contains("First password of a simulated server");
        assertThat(List.of(kept.body(), server.body(), audit.body()))
                .allSatisfy(text -> assertThat(text).doesNotContain(PASSWORD));
    }

    @Test
    void whatTheProviderThinksOfItIsToldWithoutIt(Site site) {
        Client admin = site.server().admin();
        Answer change = draft(admin, "weak", stored(admin, "short-one")).expect(201);

        Answer ended = applied(admin, change);

        assertThat(ended.text("/failure/code")).isEqualTo("weak-password");
        assertThat(ended.body()).doesNotContain("short-one");
    }

    @Test
    void aSecretInTheClearIsRefusedAndNotRepeated(Site site) {
        Answer refused = draft(site.server().admin(), "clear", PASSWORD).expect(400);

        assertThat(refused.body()).contains("/values/adminPassword").doesNotContain(PASSWORD);
    }

    @Test
    void whatCannotBeStoredIsToldWhere(Site site) {
        Client admin = site.server().admin();
        String path = "/api/v1/secrets";

        assertThat(admin.post(path, Map.of("field", "x", "value", ""))
                        .expect(400)
                        .body())
                .contains("/value");
        assertThat(admin.post(path, Map.of("field", "x", "value", PASSWORD, "space", UUID.randomUUID()))
                        .expect(400)
                        .body())
                .contains("/space")
                .doesNotContain(PASSWORD);
        admin.post(path, Map.of("field", "x".repeat(201), "value", PASSWORD)).expectProblem(400, "invalid-secret");
    }

    @Test
    void whoMayNotManageSecretsStoresNone(Site site) {
        site.user("secret-viewer", "viewer")
                .post("/api/v1/secrets", Map.of("field", "example.server.adminPassword", "value", PASSWORD))
                .expect(403);
    }

    private static String stored(Client who, String value) {
        return who.post("/api/v1/secrets", Map.of("field", "example.server.adminPassword", "value", value))
                .expect(201)
                .text("/reference");
    }

    private static Answer draft(Client who, String name, String password) {
        return who.post(
                CHANGES,
                Map.of(
                        "kind",
                        "create",
                        "connection",
                        SimulatedServer.connection(who),
                        "type",
                        "example.server",
                        "title",
                        name,
                        "values",
                        Map.of("hostname", name, "cores", 1, "memory", 1, "adminPassword", password)));
    }

    /** @return the operation, ended */
    private static Answer applied(Client admin, Answer change) {
        String operation = "/api/v1/operations/"
                + admin.post(CHANGES + "/" + change.text("/id") + "/apply", Map.of("digest", change.text("/digest")))
                        .expect(202)
                        .text("/id");
        Waiting.until(
                "operation ended",
                Browser.PATIENCE,
                () -> List.of("succeeded", "failed")
                        .contains(admin.get(operation).text("/status")));
        return admin.get(operation);
    }
}
