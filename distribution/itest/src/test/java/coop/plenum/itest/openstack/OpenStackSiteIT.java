package coop.plenum.itest.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Client;
import coop.plenum.itest.Server;
import coop.plenum.itest.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site from one blueprint on a real OpenStack: made in order, changed behind the platform's back and brought back, taken
 * down in reverse; and the server is killed in the middle of making and of taking down.
 */
class OpenStackSiteIT {
    private static final String CHANGES = "/api/v1/ext/infrastructure/changes";
    private static final String BLUEPRINTS = "/api/v1/ext/blueprint";
    private static final int SERVERS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Then a start counts as a good one, and another kill is no sign of a bad module. */
    private static final Duration PROVEN = Duration.ofSeconds(5);

    private static final String SOURCE = """
            name: A site
            parameters:
              flavor: {type: string}
              image: {type: string}
              servers: {type: integer}
            items:
              net:
                type: openstack.network
                values: {name: "${deployment.name}-net", description: As published}
              sub:
                type: openstack.subnet
                values: {name: "${deployment.name}-sub", network: {ref: net}, cidr: "${cidr.subnet('10.77.0.0/16', 8, 3)}"}
              group:
                type: openstack.security-group
                values: {name: "${deployment.name}-group"}
              web:
                type: openstack.server
                foreach: range(parameters.servers)
                requires: [sub]
                title: "${deployment.name}-web-${each.index}"
                values:
                  name: "${deployment.name}-web-${each.index}"
                  flavor: ${parameters.flavor}
                  image: ${parameters.image}
                  networks: [{ref: net}]
                  securityGroups: [{ref: group}]
            """;

    /** Another one each time, so that what a failure leaves behind is in nobody's way. */
    private final String site = "site" + Long.toHexString(System.nanoTime() & 0xffffff);

    @TempDir
    private Path data;

    @Test
    void aSiteIsMadeDriftsIsBroughtBackAndGoesThoughTheServerIsKilled() throws Exception {
        Cloud cloud = Cloud.require();
        String deployment;
        String made;
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            admin.post("/api/v1/modules/openstack/install", Map.of()).expect(200);
            admin.post("/api/v1/modules/blueprint/install", Map.of()).expect(200);
            String connection = admin.post("/api/v1/ext/infrastructure/connections", cloud.connection())
                    .expect(201)
                    .text("/id");
            sync(admin, connection);
            Thread.sleep(PROVEN.toMillis());
            JsonNode drafted = deploy(admin, connection);
            deployment = drafted.path("id").asText();
            made = drafted.at("/change/id").asText();
            JsonNode steps = admin.get(CHANGES + "/" + made).json().path("steps");
            assertThat(steps).hasSize(SERVERS + 3);
            apply(admin, made);
            Waiting.until("some servers are there", PATIENCE, () -> count(cloud) > 2);
            server.kill();
        }
        String destroyed;
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            awaitApplied(admin, made);
            assertThat(cloud.servers(site + "-web-")).isEqualTo(SERVERS);
            assertThat(cloud.networks(site + "-net")).hasSize(1);
            assertThat(cloud.securityGroups(site + "-group")).isEqualTo(1);
            bringBack(admin, cloud);

            destroyed = admin.post(BLUEPRINTS + "/deployments/" + deployment + "/destroy", Map.of())
                    .expect(200)
                    .text("/change/id");
            apply(admin, destroyed);
            Waiting.until("some servers are gone", PATIENCE, () -> count(cloud) < SERVERS - 2);
            server.kill();
        }
        try (Server server = Server.start(data)) {
            awaitApplied(server.admin(), destroyed);
            assertThat(cloud.servers(site + "-web-")).isZero();
            assertThat(cloud.networks(site + "-net")).isEmpty();
            assertThat(cloud.securityGroups(site + "-group")).isZero();
        }
    }

    private int count(Cloud cloud) {
        try {
            return cloud.servers(site + "-web-");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode deploy(Client admin, String connection) {
        String blueprint = admin.post(
                        "/api/v1/items",
                        Map.of(
                                "type",
                                "blueprint.blueprint",
                                "title",
                                site,
                                "state",
                                "published",
                                "values",
                                Map.of("source", SOURCE)))
                .expect(201)
                .text("/id");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("flavor", item(admin, "openstack.flavor", "m1.nano"));
        parameters.put("image", item(admin, "openstack.image", "rig-tiny"));
        parameters.put("servers", SERVERS);
        return admin.post(
                        BLUEPRINTS + "/blueprints/" + blueprint + "/deploy",
                        Map.of(
                                "name",
                                site,
                                "space",
                                "00000000-0000-0000-0000-000000000001",
                                "connections",
                                Map.of("default", connection),
                                "parameters",
                                parameters))
                .expect(201)
                .json();
    }

    private static String item(Client admin, String type, String title) {
        return admin.get("/api/v1/items?type=" + type + "&filter=title%20==%20%22" + title + "%22")
                .text("/items/0/id");
    }

    private void bringBack(Client admin, Cloud cloud) throws Exception {
        String network = cloud.networks(site + "-net").path(0).path("id").asText();
        cloud.describeNetwork(network, "Changed by hand");
        String item = item(admin, "openstack.network", site + "-net");
        admin.post("/api/v1/ext/infrastructure/resources/" + item + "/observe", Map.of())
                .expect(200);
        assertThat(admin.get("/api/v1/ext/infrastructure/drift").text("/items/0/fields/0/observed"))
                .isEqualTo("Changed by hand");
        String back = admin.post("/api/v1/ext/infrastructure/drift/revert", Map.of("items", List.of(item)))
                .expect(201)
                .text("/id");
        apply(admin, back);
        awaitApplied(admin, back);
        assertThat(cloud.networks(site + "-net").path(0).path("description").asText())
                .isEqualTo("As published");
    }

    private static void sync(Client admin, String connection) {
        String operation = admin.post("/api/v1/ext/infrastructure/connections/" + connection + "/sync", Map.of())
                .expect(202)
                .text("/id");
        Waiting.until(
                "synced",
                PATIENCE,
                () -> admin.get("/api/v1/operations/" + operation)
                        .text("/status")
                        .equals("succeeded"));
    }

    private static void apply(Client admin, String change) {
        String digest = admin.get(CHANGES + "/" + change).text("/digest");
        admin.post(CHANGES + "/" + change + "/apply", Map.of("digest", digest)).expect(202);
    }

    private static void awaitApplied(Client admin, String change) {
        Waiting.until("change applied", PATIENCE, () -> {
            JsonNode now = admin.get(CHANGES + "/" + change).json();
            assertThat(now.path("status").asText())
                    .as(now.path("failure").asText())
                    .isNotEqualTo("failed");
            return now.path("status").asText().equals("applied");
        });
    }
}
