package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.aws.common.test.Moto;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.openstack.fake.FakeCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One inventory over a cloud of OpenStack, AWS, controllers of machines and hosts at once: one question gets the right
 * answer, and a machine that several of them show is one. OpenStack and the controllers are fakes of our own here, AWS is
 * moto, the hosts are real OpenSSH servers; the same question on a real OpenStack is in {@code OpenStackSiteInventoryIT}.
 */
class InventoryIT {
    private static final String CARD = "b8:ca:3a:00:11:22";

    @TempDir
    private Path data;

    @TempDir
    private Path folder;

    private final int basePort = Ports.before(2);
    private final FakeCloud cloud = new FakeCloud();
    private final FakeRedfishService near = new FakeRedfishService(Maker.STANDARD);
    private final FakeRedfishService far = new FakeRedfishService(Maker.IDRAC);

    @AfterEach
    void stop() throws Exception {
        cloud.close();
        near.close();
        far.close();
    }

    @Test
    void oneQuestionGoesToAllAndAMachineThatSeveralShowIsOne() throws Exception {
        try (SshRig rig = SshRig.start(folder, basePort, 2);
                Moto moto = Moto.start("--lax");
                Server server = Server.start(data)) {
            Client admin = server.admin();
            for (String module : List.of("openstack", "aws-ec2", "baremetal", "ssh")) {
                admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
            }
            String shop = Inventory.space(admin, "shop");
            String lab = Inventory.space(admin, "lab");
            String hosts =
                    Inventory.connect(admin, shop, "hosts", "ssh", hosts(rig), Map.of("privateKey", rig.privateKey()));
            String network = network(admin);

            plant(network);
            run(moto, network);
            String clouds = Inventory.connect(
                    admin, shop, "cloud", "openstack", cloud(), Map.of("password", FakeCloud.PASSWORD));
            Inventory.connect(
                    admin, lab, "the same cloud", "openstack", cloud(), Map.of("password", FakeCloud.PASSWORD));
            Inventory.connect(admin, shop, "aws", "aws", aws(moto), Map.of("secretAccessKey", "a-secret-of-tests"));
            Inventory.connect(
                    admin,
                    shop,
                    "controllers",
                    "baremetal",
                    controllers(),
                    Map.of("password", FakeRedfishService.PASSWORD));
            adopt(admin, Inventory.item(admin, shop, "nova-managed"));
            adopt(
                    admin,
                    first(admin, shop, "aws.instance", "cidr.contains(\"" + at(network, 32) + "/32\", addresses)"));
            adopt(admin, first(admin, shop, "ssh.host", "port == " + (basePort + 2)));

            String question = "powerState == \"on\" && !managed && cidr.contains(\"" + network + "\", addresses)";
            assertThat(Inventory.types(Inventory.ask(admin, shop, question)))
                    .as("each of them has others that are managed, off, or elsewhere")
                    .containsExactlyInAnyOrder("aws.instance", "baremetal.machine", "openstack.server", "ssh.host");
            assertThat(Inventory.titles(Inventory.ask(admin, shop, question + " && type == \"openstack.server\"")))
                    .containsExactly("nova-on");
            assertThat(Inventory.titles(Inventory.ask(admin, lab, question)))
                    .containsExactly("nova-managed", "nova-on");
            assertThat(Inventory.titles(Inventory.ask(admin, shop, "powerState == \"off\"")))
                    .contains("nova-off");

            seenAsOne(server, admin, shop);
            correctedByPeople(server, admin, shop, hosts, clouds);
        }
    }

    private static void adopt(Client admin, String item) {
        admin.post(Inventory.INFRASTRUCTURE + "/adoptions", Map.of("item", item))
                .expect(200);
    }

    private static String first(Client admin, String space, String type, String filter) {
        return Inventory.ask(admin, space, "type == \"" + type + "\" && " + filter)
                .get(0)
                .path("id")
                .asText();
    }

    /** A controller, and the cloud over two connections, show the same machine. */
    private static void seenAsOne(Server server, Client admin, String shop) {
        String nova = Inventory.item(admin, shop, "nova-on");
        JsonNode machine = Inventory.machine(admin, nova);
        assertThat(Inventory.texts(machine.path("views"), "type"))
                .containsExactlyInAnyOrder("openstack.server", "openstack.server", "baremetal.machine");
        assertThat(machine.path("links").toString()).contains("same UUID").contains("same MAC address " + CARD);
        assertThat(machine.path("macAddresses").toString()).contains(CARD);

        JsonNode rows = admin.get(Inventory.INFRASTRUCTURE + "/machines?filter="
                        + Inventory.encoded("title.startsWith(\"nova-\")"))
                .expect(200)
                .json()
                .path("items");
        assertThat(Inventory.texts(rows, "title"))
                .as("one row a machine, though two connections show each")
                .containsExactly("nova-elsewhere", "nova-managed", "nova-off", "nova-on");

        Client viewer = Inventory.user(server, admin, "of-the-shop", "viewer", shop);
        assertThat(Inventory.texts(Inventory.machine(viewer, nova).path("views"), "space"))
                .as("nothing of a space that may not be read")
                .hasSize(2)
                .containsOnly(shop);
        viewer.put(Inventory.link(nova, other(machine, nova)), Map.of("verdict", "different"))
                .expectProblem(403, "access-denied");
        Client nobody = Inventory.user(server, admin, "of-nowhere", "", shop);
        nobody.get(Inventory.INFRASTRUCTURE + "/machines/" + nova).expect(403);
    }

    private static void correctedByPeople(Server server, Client admin, String shop, String hosts, String clouds)
            throws Exception {
        List<JsonNode> seen = Inventory.ask(admin, shop, "type == \"ssh.host\"");
        String first = seen.get(0).path("id").asText();
        String second = seen.get(1).path("id").asText();
        JsonNode host = Inventory.machine(admin, first);
        assertThat(host.path("views"))
                .as("two of one connection are not made one")
                .hasSize(1);
        assertThat(host.path("possible").toString()).contains("same connection");

        Client operator = Inventory.user(server, admin, "operator", "operator", shop);
        JsonNode same = operator.put(
                        Inventory.link(first, second), Map.of("verdict", "same", "reason", "one box, two ports"))
                .expect(200)
                .json();
        assertThat(same.path("views")).hasSize(2);
        assertThat(same.at("/said/0/by").asText()).isEqualTo("operator");
        String nova = Inventory.item(admin, shop, "nova-on");
        String bmc = other(Inventory.machine(admin, nova), nova);
        operator.put(Inventory.link(nova, bmc), Map.of("verdict", "different")).expect(200);

        Inventory.sync(admin, hosts);
        Inventory.sync(admin, clouds);
        assertThat(Inventory.machine(admin, second).path("views"))
                .as("it stays through a sync")
                .hasSize(2);
        assertThat(Inventory.texts(Inventory.machine(operator, nova).path("views"), "type"))
                .as("a person's word beats the same UUID")
                .containsExactly("openstack.server");

        operator.put(Inventory.link(nova, bmc), Map.of("verdict", "perhaps")).expectProblem(400, "invalid-body");
        operator.delete(Inventory.link(nova, bmc)).expect(200);
        assertThat(Inventory.machine(operator, nova).path("views"))
                .as("taken back")
                .hasSize(2);
        operator.delete(Inventory.link(nova, bmc)).expectProblem(404, "machine-link-missing");
        // entries are put into their order a moment after they were committed
        Waiting.until(
                "what was said and taken back is in the audit log",
                Duration.ofSeconds(30),
                () -> admin.get("/api/v1/audit/entries?targetType=infrastructure.machine-link&limit=50")
                        .expect(200)
                        .body()
                        .contains("\"item.delete\""));
    }

    private static String other(JsonNode machine, String item) {
        return StreamSupport.stream(machine.path("views").spliterator(), false)
                .filter(view -> view.path("type").asText().equals("baremetal.machine"))
                .map(view -> view.path("id").asText())
                .filter(id -> !id.equals(item))
                .findFirst()
                .orElseThrow();
    }

    /** What the clouds and the controllers have: one of each is the right answer, the others miss by one condition each. */
    private void plant(String network) {
        String id = cloud.services().put("compute/servers", server("nova-on", at(network, 20), 1, CARD));
        cloud.services().put("compute/servers", server("nova-managed", at(network, 21), 1, "fa:16:3e:00:00:21"));
        cloud.services().put("compute/servers", server("nova-off", at(network, 22), 4, "fa:16:3e:00:00:22"));
        cloud.services().put("compute/servers", server("nova-elsewhere", "203.0.113.9", 1, "fa:16:3e:00:00:23"));
        // as many controllers do: in the other order of bytes
        near.become(Inventory.swapped(id).toUpperCase(Locale.ROOT), CARD, at(network, 40));
        far.become("99990000-1111-2222-3333-444455556666", "b8:ca:3a:00:33:44", "203.0.113.40");
    }

    private static Map<String, Object> server(String name, String address, int power, String mac) {
        return Map.of(
                "name",
                name,
                "OS-EXT-STS:power_state",
                power,
                "addresses",
                Map.of("net", List.of(Map.of("addr", address, "version", 4, "OS-EXT-IPS-MAC:mac_addr", mac))));
    }

    /** A network as AWS has it, with two instances in it and one that is stopped. */
    private static void run(Moto moto, String network) throws IOException, InterruptedException {
        MotoCalls aws = new MotoCalls(moto);
        String vpc = aws.ec2("Action=CreateVpc&CidrBlock=" + Inventory.encoded(network), "vpcId");
        String subnet =
                aws.ec2("Action=CreateSubnet&VpcId=" + vpc + "&CidrBlock=" + Inventory.encoded(network), "subnetId");
        String instance = "Action=RunInstances&ImageId=ami-12345678&MinCount=1&MaxCount=1&SubnetId=" + subnet;
        aws.ec2(instance + "&PrivateIpAddress=" + at(network, 30), "instanceId");
        aws.ec2(instance + "&PrivateIpAddress=" + at(network, 32), "instanceId");
        String stopped = aws.ec2(instance + "&PrivateIpAddress=" + at(network, 31), "instanceId");
        aws.ec2("Action=StopInstances&InstanceId.1=" + stopped, "instanceId");
    }

    /** The network of 256 addresses in which this machine is, and with it the hosts. */
    private static String network(Client admin) {
        String address = StreamSupport.stream(
                        admin.get("/api/v1/items?type=ssh.host&limit=1")
                                .expect(200)
                                .json()
                                .at("/items/0/values/addresses")
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .filter(text -> text.indexOf('.') > 0)
                .findFirst()
                .orElseThrow(() -> new AssertionError("This machine has no IPv4 address but loopback."));
        return address.substring(0, address.lastIndexOf('.')) + ".0/24";
    }

    private static String at(String network, int number) {
        return network.substring(0, network.lastIndexOf('.') + 1) + (100 + number);
    }

    private Map<String, Object> hosts(SshRig rig) {
        return Map.of(
                "username", rig.user(),
                "timeout", "PT5S",
                "addresses", List.of("127.0.0.1:" + (basePort + 1) + "-" + (basePort + 2)));
    }

    private Map<String, Object> cloud() {
        return Map.of("authUrl", cloud.authUrl(), "username", "tester", "project", "proving", "timeout", "PT10S");
    }

    private static Map<String, Object> aws(Moto moto) {
        return Map.of(
                "regions", List.of("eu-west-1"), "endpoint", moto.endpoint().toString(), "accessKeyId", "AKIATESTS");
    }

    private Map<String, Object> controllers() {
        return Map.of(
                "protocol",
                "redfish",
                "addresses",
                List.of("127.0.0.1:" + near.port(), "127.0.0.1:" + far.port()),
                "username",
                "admin",
                "tlsTrust",
                "pinned",
                "certificateFingerprints",
                List.of(FakeRedfishService.fingerprint()));
    }
}
