package coop.plenum.itest.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Changes;
import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
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
        String connection;
        String deployment;
        String made;
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            admin.post("/api/v1/modules/openstack/install", Map.of()).expect(200);
            admin.post("/api/v1/modules/blueprint/install", Map.of()).expect(200);
            connection = admin.post("/api/v1/ext/infrastructure/connections", cloud.connection())
                    .expect(201)
                    .text("/id");
            Inventory.sync(admin, connection);
            Thread.sleep(PROVEN.toMillis());
            JsonNode drafted = deploy(admin, connection);
            deployment = drafted.path("id").asText();
            made = drafted.at("/change/id").asText();
            JsonNode steps = admin.get(Changes.CHANGES + "/" + made).json().path("steps");
            assertThat(steps).hasSize(SERVERS + 3);
            Changes.apply(admin, made).expect(202);
            Waiting.until("some servers are there", PATIENCE, () -> count(cloud) > 2);
            server.kill();
        }
        String network;
        String destroyed;
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            Changes.awaitApplied(admin, made, PATIENCE);
            assertThat(cloud.servers(site + "-web-")).isEqualTo(SERVERS);
            assertThat(cloud.networks(site + "-net")).hasSize(1);
            network = cloud.networks(site + "-net").path(0).path("id").asText();
            assertThat(cloud.subnets(site + "-sub")).isEqualTo(1);
            assertThat(cloud.serverPorts(network))
                    .as("ports, of which a create that was cut off could leave some behind")
                    .isEqualTo(SERVERS);
            assertThat(cloud.securityGroups(site + "-group")).isEqualTo(1);
            changeAndRevert(admin, cloud);
            bringBack(admin, cloud, connection);

            destroyed = admin.post(BLUEPRINTS + "/deployments/" + deployment + "/destroy", Map.of())
                    .expect(200)
                    .text("/change/id");
            Changes.apply(admin, destroyed).expect(202);
            Waiting.until("some servers are gone", PATIENCE, () -> count(cloud) < SERVERS - 2);
            server.kill();
        }
        try (Server server = Server.start(data)) {
            Changes.awaitApplied(server.admin(), destroyed, PATIENCE);
            // the cloud takes down a network only after what is in it, so that all is gone proves the order
            assertThat(cloud.servers(site + "-web-")).isZero();
            assertThat(cloud.serverPorts(network)).isZero();
            assertThat(cloud.subnets(site + "-sub")).isZero();
            assertThat(cloud.networks(site + "-net")).isEmpty();
            assertThat(cloud.securityGroups(site + "-group")).isZero();
        }
    }

    @Test
    void aThousandServersBecomeItemsAndASyncOfThemWithNothingChangedWritesNone() throws Exception {
        Cloud cloud = Cloud.require("rig-scale");
        int there = cloud.servers("");
        try (Server server = Server.start(data)) {
            Client admin = server.admin();
            admin.post("/api/v1/modules/openstack/install", Map.of()).expect(200);
            String connection = admin.post("/api/v1/ext/infrastructure/connections", cloud.connection())
                    .expect(201)
                    .text("/id");
            Inventory.sync(admin, connection);
            assertThat(there).isGreaterThanOrEqualTo(1000);
            assertThat(admin.get("/api/v1/items/counts")
                            .json()
                            .at("/types/openstack.server")
                            .asInt())
                    .isEqualTo(there);

            String before = newest(admin);
            Inventory.sync(admin, connection);
            assertThat(newest(admin)).as("the item written last").isEqualTo(before);
        }
    }

    private static String newest(Client admin) {
        JsonNode item = admin.get("/api/v1/items?trait=compute.server&sort=-updatedAt&limit=1")
                .expect(200)
                .json()
                .at("/items/0");
        return item.path("id").asText() + " " + item.path("updatedAt").asText();
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
        parameters.put(
                "flavor",
                Inventory.find(admin, "openstack.flavor", "title == \"" + "m1.nano" + "\"")
                        .at("/0/id")
                        .asText());
        parameters.put(
                "image",
                Inventory.find(admin, "openstack.image", "title == \"" + "rig-tiny" + "\"")
                        .at("/0/id")
                        .asText());
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

    private String networkItem(Client admin) {
        return Inventory.find(admin, "openstack.network", "title == \"" + site + "-net" + "\"")
                .at("/0/id")
                .asText();
    }

    private String description(Cloud cloud) throws Exception {
        return cloud.networks(site + "-net").path(0).path("description").asText();
    }

    private void changeAndRevert(Client admin, Cloud cloud) throws Exception {
        String change = admin.post(
                        Changes.CHANGES,
                        Map.of(
                                "kind", "update",
                                "item", networkItem(admin),
                                "values", Map.of("description", "Changed by a change")))
                .expect(201)
                .text("/id");
        Changes.apply(admin, change).expect(202);
        Changes.awaitApplied(admin, change, PATIENCE);
        assertThat(description(cloud)).isEqualTo("Changed by a change");
        String reverted = admin.post(Changes.CHANGES + "/" + change + "/revert", Map.of())
                .expect(201)
                .text("/id");
        Changes.apply(admin, reverted).expect(202);
        Changes.awaitApplied(admin, reverted, PATIENCE);
        assertThat(description(cloud)).isEqualTo("As published");
    }

    /** What somebody changes past the platform is found by the next sync. */
    private void bringBack(Client admin, Cloud cloud, String connection) throws Exception {
        String network = cloud.networks(site + "-net").path(0).path("id").asText();
        cloud.describeNetwork(network, "Changed by hand");
        String item = networkItem(admin);
        Inventory.sync(admin, connection);
        assertThat(admin.get("/api/v1/ext/infrastructure/drift").text("/items/0/fields/0/observed"))
                .isEqualTo("Changed by hand");
        String back = admin.post("/api/v1/ext/infrastructure/drift/revert", Map.of("items", List.of(item)))
                .expect(201)
                .text("/id");
        Changes.apply(admin, back).expect(202);
        Changes.awaitApplied(admin, back, PATIENCE);
        assertThat(description(cloud)).isEqualTo("As published");
    }
}
