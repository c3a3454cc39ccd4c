package coop.plenum.itest.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.aws.common.test.Moto;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.itest.Changes;
import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
import coop.plenum.itest.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The question of {@code InventoryIT} with servers of a real OpenStack in its answer, beside AWS (moto) and a controller (a
 * fake) that shows one of them once more.
 */
class OpenStackSiteInventoryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SOURCE = """
            name: An inventory
            parameters:
              flavor: {type: string}
              image: {type: string}
            items:
              net:
                type: openstack.network
                values: {name: "${deployment.name}-net"}
              sub:
                type: openstack.subnet
                values: {name: "${deployment.name}-sub", network: {ref: net}, cidr: 10.80.4.0/24}
              web:
                type: openstack.server
                foreach: range(2)
                requires: [sub]
                title: "${deployment.name}-web-${each.index}"
                values:
                  name: "${deployment.name}-web-${each.index}"
                  flavor: ${parameters.flavor}
                  image: ${parameters.image}
                  networks: [{ref: net}]
            """;

    private final String site = "inventory" + Long.toHexString(System.nanoTime() & 0xffffff);

    @TempDir
    private Path data;

    @Test
    void theQuestionFindsServersOfARealCloudAndTheirControllers() throws Exception {
        Cloud cloud = Cloud.require();
        try (Moto moto = Moto.start("--lax");
                FakeRedfishService controller = new FakeRedfishService(Maker.STANDARD);
                Server server = Server.start(data)) {
            Client admin = server.admin();
            for (String module : List.of("openstack", "blueprint", "aws-ec2", "baremetal")) {
                admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
            }
            String shop = Inventory.space(admin, "shop");
            Map<String, Object> wanted = new HashMap<>(cloud.connection());
            wanted.put("space", shop);
            String connection = admin.post(Inventory.INFRASTRUCTURE + "/connections", wanted)
                    .expect(201)
                    .text("/id");
            Inventory.sync(admin, connection);
            Inventory.connect(
                    admin,
                    shop,
                    "aws",
                    "aws",
                    Map.of(
                            "regions", List.of("eu-west-1"),
                            "endpoint", moto.endpoint().toString(),
                            "accessKeyId", "AKIATESTS"),
                    Map.of("secretAccessKey", "a-secret-of-tests"));
            String deployment = deploy(admin, shop, connection);
            try {
                ask(admin, shop, controller);
            } finally {
                String destroyed = admin.post("/api/v1/ext/blueprint/deployments/" + deployment + "/destroy", Map.of())
                        .expect(200)
                        .text("/change/id");
                Changes.apply(admin, destroyed).expect(202);
                Changes.awaitApplied(admin, destroyed, PATIENCE);
            }
        }
    }

    private void ask(Client admin, String shop, FakeRedfishService controller) {
        String range = "cidr.contains(\"10.80.4.0/24\", addresses)";
        assertThat(Inventory.titles(Inventory.ask(admin, shop, "powerState == \"on\" && " + range)))
                .containsExactly(site + "-web-0", site + "-web-1");
        String question = "powerState == \"on\" && !managed && " + range;
        assertThat(Inventory.ask(admin, shop, question)).as("both are managed").isEmpty();

        JsonNode first =
                Inventory.ask(admin, shop, "title == \"" + site + "-web-0\"").get(0);
        String id = first.path("id").asText();
        admin.delete(Inventory.INFRASTRUCTURE + "/adoptions/" + id).expect(200);
        controller.become(Inventory.swapped(first.at("/values/uuid").asText()), "b8:ca:3a:00:11:22", "10.80.4.250");
        Inventory.connect(
                admin,
                shop,
                "controllers",
                "baremetal",
                Map.of(
                        "protocol", "redfish",
                        "addresses", List.of("127.0.0.1:" + controller.port()),
                        "username", "admin",
                        "tlsTrust", "pinned",
                        "certificateFingerprints", List.of(FakeRedfishService.fingerprint())),
                Map.of("password", FakeRedfishService.PASSWORD));
        assertThat(Inventory.types(Inventory.ask(admin, shop, question)))
                .containsExactlyInAnyOrder("openstack.server", "baremetal.machine");
        assertThat(Inventory.texts(Inventory.machine(admin, id).path("views"), "type"))
                .containsExactlyInAnyOrder("openstack.server", "baremetal.machine");
    }

    private String deploy(Client admin, String space, String connection) {
        String blueprint = admin.post(
                        "/api/v1/items",
                        Map.of(
                                "type",
                                "blueprint.blueprint",
                                "space",
                                space,
                                "title",
                                site,
                                "state",
                                "published",
                                "values",
                                Map.of("source", SOURCE)))
                .expect(201)
                .text("/id");
        JsonNode drafted = admin.post(
                        "/api/v1/ext/blueprint/blueprints/" + blueprint + "/deploy",
                        Map.of(
                                "name",
                                site,
                                "space",
                                space,
                                "connections",
                                Map.of("default", connection),
                                "parameters",
                                Map.of(
                                        "flavor",
                                                Inventory.find(
                                                                admin,
                                                                "openstack.flavor",
                                                                "title == \"" + "m1.nano" + "\"")
                                                        .at("/0/id")
                                                        .asText(),
                                        "image",
                                                Inventory.find(
                                                                admin,
                                                                "openstack.image",
                                                                "title == \"" + "rig-tiny" + "\"")
                                                        .at("/0/id")
                                                        .asText())))
                .expect(201)
                .json();
        String change = drafted.at("/change/id").asText();
        Changes.apply(admin, change).expect(202);
        Changes.awaitApplied(admin, change, PATIENCE);
        return drafted.path("id").asText();
    }
}
