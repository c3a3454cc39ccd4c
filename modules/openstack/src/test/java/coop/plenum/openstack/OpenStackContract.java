package coop.plenum.openstack;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.openstack.fake.FakeCloud;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Types;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderDriver;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.Creatable;
import coop.plenum.testkit.ProviderFixture.OutOfReach;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The provider keeps the rules of the provider API, also those that a real cloud cannot be made to prove. */
final class OpenStackContract extends ProviderContract {
    private static FakeCloud cloud;
    private static FakeCloud busy;
    private static ServerSocket silent;
    private static String network;
    private static String group;
    private static String volume;
    private static String image;
    private static String small;
    private static String large;
    private static String zone;
    private static String balancer;
    private static String disk;
    private static String plug;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        cloud = new FakeCloud();
        busy = new FakeCloud();
        busy.busy();
        silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        network = Form.reference(Types.NETWORK, cloud.services().put("network/networks", Map.of("name", "base")));
        group = Form.reference(
                Types.SECURITY_GROUP, cloud.services().put("network/security-groups", Map.of("name", "base")));
        volume =
                Form.reference(Types.VOLUME, cloud.services().put("volume/volumes", Map.of("name", "base", "size", 1)));
        try (ProviderDriver driver = new ProviderDriver(new OpenStackProviderFactory()
                .connect(
                        settings(cloud.authUrl()),
                        new FakeConnectionContext(Map.of("password", FakeCloud.PASSWORD))))) {
            zone = ProviderDriver.reference(
                    Types.ZONE, driver.create(Types.ZONE, "base.example", Values.of("email", "me@base.example")));
            balancer = ProviderDriver.reference(
                    Types.LOAD_BALANCER, driver.create(Types.LOAD_BALANCER, "base", Values.of("network", network)));
        }
        disk = Form.reference(Types.VOLUME, cloud.services().put("volume/volumes", Map.of("name", "disk", "size", 1)));
        cloud.services().put("volume/backups", Map.of("name", "kept", "size", 1, "volume_id", Form.id(volume)));
        plug = Form.reference(
                Types.PORT,
                cloud.services().put("network/ports", Map.of("name", "plug", "network_id", Form.id(network))));
        address = Form.reference(Types.FLOATING_IP, cloud.services().put("network/floatingips", Map.of()));
        image = cloud.services().put("image/images", Map.of("name", "base", "status", "active"));
        small = cloud.services().put("compute/flavors", Map.of("name", "small", "vcpus", 1, "ram", 64, "disk", 1));
        large = cloud.services().put("compute/flavors", Map.of("name", "large", "vcpus", 2, "ram", 128, "disk", 1));
        for (String name : List.of("one", "two", "three")) {
            cloud.services().put("compute/servers", Map.of("name", name, "imageRef", image, "flavorRef", small));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        cloud.close();
        busy.close();
        silent.close();
    }

    @Override
    protected ProviderFactory factory() {
        return new OpenStackProviderFactory();
    }

    @Override
    protected ProviderFixture fixture() {
        return ProviderFixture.of(settings(cloud.authUrl()), Map.of("password", FakeCloud.PASSWORD))
                .refusing(Map.of("password", "not-the-password"))
                .outOfReach(new OutOfReach(
                        settings("http://127.0.0.1:" + silent.getLocalPort()),
                        Types.SERVER,
                        "5f6e1cbc-3d1c-4b9f-9d5c-0d6d1d3f2f11"))
                .throttled(settings(busy.authUrl()))
                .notChanging(Types.AVAILABILITY_ZONE)
                .creating(creatable())
                .acting(Types.SERVER, "resize", Values.of("flavor", Form.reference(Types.FLAVOR, large)))
                .acting(Types.SERVER, "attach-volume", Values.of("volume", disk))
                .acting(Types.SERVER, "detach-volume", Values.of("volume", disk))
                .acting(Types.SERVER, "attach-interface", Values.of("network", network))
                .acting(Types.SERVER, "attach-port", Values.of("port", plug))
                .acting(Types.SERVER, "detach-interface", Values.of("port", plug))
                .acting(Types.SERVER, "associate-address", Values.of("address", address))
                .acting(Types.SERVER, "disassociate-address", Values.of("address", address))
                .acting(Types.FLOATING_IP, "associate", Values.of("port", plug))
                .acting(Types.VOLUME, "extend", Values.of("size", 8))
                .acting(Types.VOLUME_BACKUP, "restore", Values.of("volume", disk));
    }

    /** A fake gets no readier by waiting. */
    @Override
    protected Duration longestPause() {
        return Duration.ofMillis(5);
    }

    static Values settings(String authUrl) {
        return Values.builder()
                .put("authUrl", authUrl)
                .put("username", "tester")
                .put("project", "proving")
                .build();
    }

    private static Creatable[] creatable() {
        return new Creatable[] {
            made(Types.NETWORK, "net", Values.of("enabled", false)),
            made(Types.SUBNET, "subnet", Values.of("dhcp", false), "network", network, "cidr", "10.0.0.0/24"),
            made(Types.SECURITY_GROUP, "group", Values.of("description", "changed")),
            new Creatable(
                    Types.SECURITY_GROUP_RULE,
                    "rule",
                    Values.builder()
                            .put("securityGroup", group)
                            .put("direction", "ingress")
                            .put("protocol", "tcp")
                            .put("firstPort", 22)
                            .put("lastPort", 22)
                            .put("description", "rule")
                            .build(),
                    Values.empty()),
            made(Types.PORT, "port", Values.of("securityGroups", List.of(group)), "network", network),
            made(Types.ROUTER, "router", Values.of("externalNetwork", network)),
            new Creatable(
                    Types.FLOATING_IP,
                    "address",
                    Values.builder()
                            .put("description", "address")
                            .put("network", network)
                            .build(),
                    Values.of("port", Form.reference(Types.PORT, "p1"))),
            made(Types.ZONE, "made.example", Values.of("ttl", 60), "email", "me@made.example"),
            new Creatable(
                    Types.RECORD_SET,
                    "www.base.example A",
                    Values.builder()
                            .put("zone", zone)
                            .put("name", "www.base.example")
                            .put("recordType", "A")
                            .put("values", List.of("192.0.2.1", "192.0.2.2"))
                            .build(),
                    Values.of("values", List.of("192.0.2.3"))),
            made(Types.LOAD_BALANCER, "balancer", Values.of("description", "changed"), "network", network),
            made(
                    Types.POOL,
                    "pool",
                    Values.of("members", List.of("10.0.0.6:80")),
                    "loadBalancer",
                    balancer,
                    "protocol",
                    "HTTP",
                    "members",
                    List.of("10.0.0.5:80 weight=5", "10.0.0.6:80"),
                    "healthProtocol",
                    "HTTP",
                    "healthPath",
                    "/up"),
            made(
                    Types.LISTENER,
                    "listener",
                    Values.of("connectionLimit", 100),
                    "loadBalancer",
                    balancer,
                    "protocol",
                    "HTTP",
                    "port",
                    80),
            made(Types.KEYPAIR, "key", Values.empty(), "publicKey", "ssh-ed25519 AAAA me"),
            made(Types.SERVER_GROUP, "servers", Values.empty(), "policy", "affinity"),
            made(Types.FLAVOR, "flavor", Values.of("extraSpecs", Map.of("a", "b")), "vcpus", 1, "memory", 64),
            made(Types.IMAGE, "image", Values.of("minDisk", 3)),
            made(Types.VOLUME_TYPE, "type", Values.of("extraSpecs", Map.of("a", "b"))),
            made(Types.VOLUME, "volume", Values.of("size", 2), "size", 1, "metadata", Map.of("a", "b")),
            made(Types.VOLUME_SNAPSHOT, "snapshot", Values.of("description", "changed"), "volume", volume),
            made(
                    Types.VOLUME_BACKUP,
                    "backup",
                    Values.of(Map.of("description", "changed", "metadata", Map.of("a", "c"))),
                    "volume",
                    volume,
                    "metadata",
                    Map.of("a", "b")),
            made(
                    Types.APPLICATION_CREDENTIAL,
                    "credential",
                    Values.empty(),
                    "description",
                    "for the kit",
                    "roles",
                    List.of("member"),
                    "expiresAt",
                    "2099-01-31T00:00:00Z",
                    "secret",
                    "secret:of-the-kit"),
            made(Types.PROJECT, "project", Values.of("enabled", false)),
            made(Types.CONTAINER, "container", Values.of("readAccess", ".r:*")),
            made(
                    Types.SERVER,
                    "server",
                    Values.of("flavor", Form.reference(Types.FLAVOR, large)),
                    "flavor",
                    Form.reference(Types.FLAVOR, small),
                    "image",
                    Form.reference(Types.IMAGE, image),
                    "metadata",
                    Map.of("a", "b"))
        };
    }

    private static Creatable made(String type, String name, Values change, Object... pairs) {
        Values.Builder values = Values.builder().put("name", name);
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return new Creatable(type, name, values.build(), change);
    }
}
