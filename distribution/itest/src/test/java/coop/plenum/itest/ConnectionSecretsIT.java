package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may edit a connection and not use secrets has none sent to where they want it. */
@ExtendWith(PlenumContainer.class)
class ConnectionSecretsIT {
    private static final String CONNECTIONS = "/api/v1/ext/infrastructure/connections";
    private static final String PASSWORD = "correct-horse-battery";
    private static final Map<String, Object> ELSEWHERE =
            Map.of("settings", Map.of("consoles", "https://evil.example/"));

    private final Client admin;

    ConnectionSecretsIT(Client admin) {
        this.admin = admin;
    }

    private String connection(String title) {
        admin.post("/api/v1/modules/example/install", Map.of());
        return CONNECTIONS
                + "/"
                + admin.post(
                                CONNECTIONS,
                                Map.of(
                                        "title",
                                        title,
                                        "provider",
                                        "simulator",
                                        "syncEvery",
                                        "off",
                                        "settings",
                                        Map.of("count", 1),
                                        "secrets",
                                        Map.of("token", "open sesame")))
                        .expect(201)
                        .text("/id");
    }

    private Client developer(String login) {
        String id = admin.post("/api/v1/users", Map.of("login", login, "displayName", login, "password", PASSWORD))
                .expect(201)
                .text("/id");
        for (var role : admin.get("/api/v1/roles").expect(200).json().path("items")) {
            if (role.path("name").asText().equals("developer")) {
                admin.post(
                                "/api/v1/grants",
                                Map.of("subject", id, "role", role.path("id").asText()))
                        .expect(201);
            }
        }
        return new Client(admin.base()).logIn(login, PASSWORD);
    }

    @Test
    void aStoredSecretIsCopiedForWhoMayUseIt() {
        String path = connection("secrets-5");
        String reference = admin.post("/api/v1/secrets", Map.of("field", "simulator", "value", "stored sesame"))
                .expect(201)
                .text("/reference");
        Map<String, Object> change = Map.of("secrets", Map.of("token", reference));
        Client developer = developer("secrets-developer-5");

        Answer refused = developer.patch(path, developer.get(path).etag(), change);
        refused.expectProblem(403, "access-denied");
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/secrets/token");

        admin.patch(path, admin.get(path).etag(), change).expect(200);
        admin.delete("/api/v1/secrets/" + reference.replaceAll("secret:|#.*", ""))
                .expect(204);
        admin.post(path + "/check", Map.of()).expect(200);
        admin.patch(path, admin.get(path).etag(), change).expectProblem(404, "secret-missing");
    }

    @Test
    void aDeveloperHasToGiveTheSecretAgain() {
        String path = connection("secrets-1");
        Client developer = developer("secrets-developer-1");

        Answer refused =
                developer.patch(path + "?force=true", developer.get(path).etag(), ELSEWHERE);

        refused.expectProblem(400, "secrets-required");
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/secrets/token");
        assertThat(developer.get(path).body()).doesNotContain("evil.example");
        developer
                .patch(path, developer.get(path).etag(), Map.of("syncEvery", "PT1H"))
                .expect(200);
        admin.patch(path, admin.get(path).etag(), ELSEWHERE).expect(200);
    }

    @Test
    void whoMayNotStoreSecretsSavesNoSettingsAlongWithOne() {
        String path = connection("secrets-3");
        Client developer = developer("secrets-developer-3");
        String before = developer.get(path).etag();

        developer
                .patch(path, before, Map.of("callsPerSecond", 7, "secrets", Map.of("token", "another")))
                .expectProblem(403, "access-denied");

        assertThat(developer.get(path).etag()).isEqualTo(before);
        assertThat(admin.post(path + "/check", Map.of()).expect(200).text("/ok"))
                .isEqualTo("true");
    }

    @Test
    void settingsGivenToTheItemGetNoSecret() {
        String path = connection("secrets-2");
        String item = path.replace(CONNECTIONS, "/api/v1/items");
        Client developer = developer("secrets-developer-2");
        developer
                .patch(item, developer.get(item).etag(), Map.of("values", ELSEWHERE))
                .expect(200);

        assertThat(admin.post(path + "/check", Map.of()).expect(200).body())
                .contains("secrets-withheld", "consoles")
                .doesNotContain("open sesame");
        developer
                .patch(path, developer.get(path).etag(), Map.of("title", "secrets-2b"))
                .expectProblem(400, "secrets-required");

        admin.patch(path, admin.get(path).etag(), Map.of("title", "secrets-2c")).expect(200);

        assertThat(admin.post(path + "/check", Map.of()).expect(200).text("/ok"))
                .isEqualTo("true");
    }
}
