package coop.plenum.itest.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.aws.common.test.Moto;
import coop.plenum.itest.Changes;
import coop.plenum.itest.Client;
import coop.plenum.itest.Inventory;
import coop.plenum.itest.IpmiRig;
import coop.plenum.itest.MotoCalls;
import coop.plenum.itest.Server;
import coop.plenum.itest.SshRig;
import coop.plenum.itest.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One blueprint over a real OpenStack, AWS as moto plays it, a BMC of ipmi_sim and real SSH servers, with values that go from
 * one to the other: planned, approved by somebody else, applied with a kill in the middle, drifted, reverted, destroyed.
 */
class OpenStackSiteAcrossProvidersIT {
    private static final String BLUEPRINTS = "/api/v1/ext/blueprint";
    private static final String ROOT = "00000000-0000-0000-0000-000000000001";
    private static final String PASSWORD = "five-geese-cross-a-bridge";
    private static final int HOSTS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Then a start counts as a good one, and another kill is no sign of a bad module. */
    private static final Duration PROVEN = Duration.ofSeconds(8);

    private static final String SOURCE = """
            name: A site across providers
            parameters:
              flavor: {type: string}
              image: {type: string}
              machine: {type: string}
              firstPort: {type: integer}
            items:
              net:
                type: openstack.network
                connection: cloud
                values: {name: "${deployment.name}-net", description: As published}
              sub:
                type: openstack.subnet
                connection: cloud
                values: {name: "${deployment.name}-sub", network: {ref: net}, cidr: 10.78.3.0/24}
              web:
                type: openstack.server
                connection: cloud
                foreach: range(2)
                requires: [sub]
                title: "${deployment.name}-web-${each.index}"
                values:
                  name: "${deployment.name}-web-${each.index}"
                  flavor: ${parameters.flavor}
                  image: ${parameters.image}
                  networks: [{ref: net}]
                  metadata: {sshPort: "${string(parameters.firstPort + each.index)}"}
              host:
                type: ssh.host
                connection: machines
                foreach: range(2)
                title: "${deployment.name}-host-${each.index}"
                values:
                  address: 127.0.0.1
                  port: ${int(live.web[each.index].values.metadata.sshPort)}
              bucket:
                type: aws.bucket
                connection: aws
                values:
                  name: "${deployment.name}-bucket"
                  tags: {network: "${live.net.values.name}", machine: "${live.machine.values.serialNumber}"}
              zone:
                type: aws.zone
                connection: aws
                values: {name: "${deployment.name}.test"}
              name:
                type: aws.record
                connection: aws
                foreach: range(2)
                values:
                  zone: {ref: zone}
                  name: "web-${each.index}.${deployment.name}.test"
                  recordType: A
                  values: ["${live.web[each.index].values.addresses[0]}"]
              key:
                type: aws.record
                connection: aws
                values:
                  zone: {ref: zone}
                  name: "keys.${deployment.name}.test"
                  recordType: TXT
                  values: ${live.host.map(host, "\\"" + host.values.hostKeyFingerprint + "\\"")}
              machine:
                type: baremetal.machine
                existing: ${parameters.machine}
                values: {bootDevice: pxe}
            outputs:
              addresses: ${live.name.map(record, record.values.values[0])}
            """;

    /** Another one each time, so that what a failure leaves behind is in nobody's way. */
    private final String site = "across" + Long.toHexString(System.nanoTime() & 0xffffff);

    private final int ports = ThreadLocalRandom.current().nextInt(24_000, 28_000);

    @TempDir
    private Path data;

    @TempDir
    private Path folderOfBmcs;

    @TempDir
    private Path folderOfHosts;

    @Test
    void oneBlueprintSpansCloudsMachinesAndHosts() throws Exception {
        Cloud cloud = Cloud.require();
        try (Moto moto = Moto.start("--lax");
                IpmiRig bmcs = IpmiRig.start(folderOfBmcs, ports, 1);
                SshRig hosts = SshRig.start(folderOfHosts, ports + 100, HOSTS)) {
            String deployment;
            String made;
            try (Server server = Server.start(data)) {
                Client admin = server.admin();
                List.of("openstack", "aws-s3", "aws-route53", "baremetal", "ssh", "blueprint")
                        .forEach(module -> admin.post("/api/v1/modules/" + module + "/install", Map.of())
                                .expect(200));
                Map<String, String> connections = connect(admin, cloud, moto, hosts);
                policy(admin);
                Thread.sleep(PROVEN.toMillis());
                JsonNode drafted = deploy(admin, connections);
                deployment = drafted.path("id").asText();
                made = drafted.at("/change/id").asText();
                thePlanShowsWhatIsNotKnownYet(admin, made);
                Changes.apply(admin, made).expectProblem(409, "approval-required");
                approve(server, made);
                Changes.apply(admin, made).expect(202);
                Waiting.until("a server is there", PATIENCE, () -> count(cloud) > 0);
                server.kill();
            }
            try (Server server = Server.start(data)) {
                Client admin = server.admin();
                Changes.awaitApplied(admin, made, PATIENCE);
                allIsThereOnce(admin, cloud, bmcs, hosts);
                assertThat(admin.get(BLUEPRINTS + "/deployments/" + deployment)
                                .json()
                                .at("/outputs/addresses"))
                        .hasSize(2)
                        .allSatisfy(address -> assertThat(address.asText()).startsWith("10.78.3."));
                nothingIsDraftedWithoutNeed(admin, deployment);
                MotoCalls aws = new MotoCalls(moto);
                bringBack(server, cloud, aws);
                takeDown(server, deployment);
                allIsGone(admin, cloud, aws);
                assertThat(server.output()).doesNotContain("a-secret-of-tests", "OPENSSH PRIVATE KEY");
            }
        }
    }

    private int count(Cloud cloud) {
        try {
            return cloud.servers(site + "-web-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> connect(Client admin, Cloud cloud, Moto moto, SshRig hosts) throws Exception {
        Map<String, String> connections = new HashMap<>();
        connections.put("cloud", connect(admin, cloud.connection()));
        connections.put(
                "aws",
                connect(
                        admin,
                        connection(
                                "aws",
                                Map.of(
                                        "regions",
                                        List.of("eu-west-1"),
                                        "endpoint",
                                        moto.endpoint().toString(),
                                        "accessKeyId",
                                        "AKIATESTS"),
                                Map.of("secretAccessKey", "a-secret-of-tests"))));
        connections.put(
                "rack",
                connect(
                        admin,
                        connection(
                                "baremetal",
                                Map.of(
                                        "protocol", "ipmi",
                                        "addresses", List.of("127.0.0.1:" + (ports + 1)),
                                        "username", "ipmiusr"),
                                Map.of("password", "test"))));
        connections.put(
                "machines",
                connect(
                        admin,
                        connection("ssh", Map.of("username", hosts.user()), Map.of("privateKey", hosts.privateKey()))));
        return connections;
    }

    private static Map<String, Object> connection(
            String provider, Map<String, Object> settings, Map<String, String> secrets) {
        return Map.of("title", provider, "provider", provider, "settings", settings, "secrets", secrets);
    }

    private static String connect(Client admin, Map<String, Object> wanted) {
        String connection = admin.post(Inventory.INFRASTRUCTURE + "/connections", wanted)
                .expect(201)
                .text("/id");
        Inventory.sync(admin, connection);
        return connection;
    }

    private static void policy(Client admin) {
        admin.post(
                        "/api/v1/items",
                        Map.of(
                                "type", "infrastructure.policy",
                                "space", ROOT,
                                "title", "Four eyes",
                                "state", "published",
                                "values", Map.of("approvals", 1)))
                .expect(201);
        String approver = admin.post(
                        "/api/v1/users", Map.of("login", "approver", "displayName", "Approver", "password", PASSWORD))
                .expect(201)
                .text("/id");
        for (JsonNode role : admin.get("/api/v1/roles").expect(200).json().path("items")) {
            if (role.path("name").asText().equals("administrator")) {
                admin.post(
                                "/api/v1/grants",
                                Map.of(
                                        "subject",
                                        approver,
                                        "role",
                                        role.path("id").asText()))
                        .expect(201);
            }
        }
    }

    private JsonNode deploy(Client admin, Map<String, String> connections) {
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
        return admin.post(
                        BLUEPRINTS + "/blueprints/" + blueprint + "/deploy",
                        Map.of(
                                "name", site,
                                "space", ROOT,
                                "connections", connections,
                                "parameters",
                                        Map.of(
                                                "flavor", item(admin, "openstack.flavor", "title", "m1.nano"),
                                                "image", item(admin, "openstack.image", "title", "rig-tiny"),
                                                "machine", item(admin, "baremetal.machine", "serialNumber", "SN000001"),
                                                "firstPort", ports + 101)))
                .expect(201)
                .json();
    }

    private static String item(Client admin, String type, String field, String value) {
        return find(admin, type, field, value).at("/0/id").asText();
    }

    private static JsonNode host(Client admin, int port) {
        return Inventory.find(admin, "ssh.host", "port == " + port).path(0);
    }

    private static JsonNode find(Client admin, String type, String field, String value) {
        return Inventory.find(admin, type, field + " == \"" + value + "\"");
    }

    private static void thePlanShowsWhatIsNotKnownYet(Client admin, String change) {
        JsonNode steps = admin.get(Changes.CHANGES + "/" + change).json().path("steps");
        assertThat(steps).hasSize(12);
        for (JsonNode step : steps) {
            switch (step.path("key").asText()) {
                case "name[1]" -> {
                    assertThat(step.path("after").toString())
                            .contains("web[1]", "zone")
                            .doesNotContain("web[0]");
                    assertThat(step.path("unknownUntilApplied").toString()).contains("\"values\"");
                    assertThat(step.path("fields").toString()).contains("${live.web[each.index].values.addresses[0]}");
                }
                case "key" -> assertThat(step.path("after").toString()).contains("host[0]", "host[1]");
                case "machine" -> assertThat(step.path("does").asText()).isEqualTo("update");
                default -> assertThat(step.path("does").asText()).isEqualTo("create");
            }
        }
    }

    private static void approve(Server server, String change) {
        Client approver = server.client().logIn("approver", PASSWORD);
        String digest = approver.get(Changes.CHANGES + "/" + change).text("/digest");
        approver.post(Changes.CHANGES + "/" + change + "/approvals", Map.of("digest", digest))
                .expect(201);
    }

    private void allIsThereOnce(Client admin, Cloud cloud, IpmiRig bmcs, SshRig hosts) throws Exception {
        assertThat(cloud.servers(site + "-web-")).isEqualTo(2);
        assertThat(cloud.networks(site + "-net")).hasSize(1);
        for (int i = 0; i < HOSTS; i++) {
            JsonNode server =
                    find(admin, "openstack.server", "title", site + "-web-" + i).get(0);
            JsonNode record = find(admin, "aws.record", "name", "web-" + i + "." + site + ".test")
                    .get(0);
            assertThat(record.at("/values/values/0").asText())
                    .isEqualTo(server.at("/values/addresses/0").asText())
                    .startsWith("10.78.3.");
            JsonNode host = host(admin, ports + 101 + i);
            assertThat(host.at("/values/hostKeyFingerprint").asText()).isEqualTo(hosts.fingerprint(i + 1));
        }
        assertThat(find(admin, "aws.record", "name", "keys." + site + ".test")
                        .at("/0/values/values")
                        .toString())
                .contains(hosts.fingerprint(1), hosts.fingerprint(2));
        assertThat(find(admin, "aws.bucket", "name", site + "-bucket")
                        .at("/0/values/tags")
                        .toString())
                .contains(site + "-net", "SN000001");
        // the controller was told; ipmi_sim does not keep that it is for every boot, so its answer is no proof
        assertThat(bmcs.actions(1)).contains("set boot pxe");
        assertThat(find(admin, "baremetal.machine", "serialNumber", "SN000001")
                        .at("/0/desired/bootDevice")
                        .asText())
                .isEqualTo("pxe");
    }

    private static void nothingIsDraftedWithoutNeed(Client admin, String deployment) {
        assertThat(admin.post(BLUEPRINTS + "/deployments/" + deployment + "/update", Map.of())
                        .expect(200)
                        .text("/unchanged"))
                .isEqualTo("true");
    }

    /** Somebody else changes a network of the cloud and a record of AWS; one change brings both back. */
    private void bringBack(Server server, Cloud cloud, MotoCalls aws) throws Exception {
        Client admin = server.admin();
        String network = cloud.networks(site + "-net").path(0).path("id").asText();
        cloud.describeNetwork(network, "Changed by hand");
        aws.pointElsewhere("web-0." + site + ".test", "203.0.113.7");
        List<String> items = List.of(
                item(admin, "openstack.network", "title", site + "-net"),
                item(admin, "aws.record", "name", "web-0." + site + ".test"));
        for (String item : items) {
            admin.post(Inventory.INFRASTRUCTURE + "/resources/" + item + "/observe", Map.of())
                    .expect(200);
        }
        assertThat(admin.get(Inventory.INFRASTRUCTURE + "/drift").json().path("items"))
                .anySatisfy(
                        one -> assertThat(one.at("/fields/0/observed").asText()).isEqualTo("Changed by hand"))
                .anySatisfy(one ->
                        assertThat(one.at("/fields/0/observed").toString()).contains("203.0.113.7"));
        String back = admin.post(Inventory.INFRASTRUCTURE + "/drift/revert", Map.of("items", items))
                .expect(201)
                .text("/id");
        approve(server, back);
        Changes.apply(admin, back).expect(202);
        Changes.awaitApplied(admin, back, PATIENCE);
        assertThat(cloud.networks(site + "-net").path(0).path("description").asText())
                .isEqualTo("As published");
        assertThat(aws.records()).doesNotContain("203.0.113.7");
    }

    private static void takeDown(Server server, String deployment) {
        Client admin = server.admin();
        String destroyed = admin.post(BLUEPRINTS + "/deployments/" + deployment + "/destroy", Map.of())
                .expect(200)
                .text("/change/id");
        approve(server, destroyed);
        Changes.apply(admin, destroyed).expect(202);
        Changes.awaitApplied(admin, destroyed, PATIENCE);
    }

    private void allIsGone(Client admin, Cloud cloud, MotoCalls aws) throws Exception {
        assertThat(cloud.servers(site + "-web-")).isZero();
        assertThat(cloud.networks(site + "-net")).isEmpty();
        assertThat(aws.buckets()).doesNotContain(site);
        assertThat(aws.zones()).doesNotContain(site);
        assertThat(find(admin, "aws.bucket", "name", site + "-bucket")).isEmpty();
        assertThat(find(admin, "aws.zone", "name", site + ".test")).isEmpty();
        assertThat(admin.get("/api/v1/items?type=aws.record").expect(200).body())
                .doesNotContain(site);
        for (int i = 0; i < HOSTS; i++) {
            assertThat(Inventory.find(admin, "ssh.host", "port == " + (ports + 101 + i)))
                    .as("hosts are no longer looked after")
                    .isEmpty();
        }
        assertThat(find(admin, "baremetal.machine", "serialNumber", "SN000001"))
                .as("what was there before stays")
                .hasSize(1);
    }
}
