package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.openstack.resource.Types;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderDriver;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.Creatable;
import coop.plenum.testkit.ProviderFixture.OutOfReach;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The provider keeps the rules of the provider API with a real OpenStack. */
final class OpenStackRigContract extends ProviderContract {
    private static final String ELSEWHERE =
            "It would leave servers other than the rules after it need them; OpenStackContract proves it with a fake, and"
                    + " OpenStackRigTest takes the usual ones on a server of its own";

    private static Rig.Login admin;
    private static ServerSocket silent;
    private static String network;
    private static String external;
    private static String flavor;
    private static String otherFlavor;
    private static String image;
    private static String group;
    private static String volume;
    private static String zone;
    private static String balancer;
    private static ProviderDriver driver;

    @BeforeAll
    static void start() throws Exception {
        admin = Rig.require().login("rig-admin");
        silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        driver = admin.drive();
        tidy();
        external = reference(Types.NETWORK, "public");
        network = reference(Types.NETWORK, driver.create(Types.NETWORK, "kit-base", Values.empty()));
        driver.create(
                Types.SUBNET,
                "kit-base",
                Values.builder()
                        .put("network", network)
                        .put("cidr", "10.200.0.0/24")
                        .build());
        group = reference(Types.SECURITY_GROUP, "default");
        flavor = reference(Types.FLAVOR, "m1.nano");
        otherFlavor = reference(Types.FLAVOR, "m1.tiny");
        image = reference(Types.IMAGE, "rig-tiny");
        volume = reference(Types.VOLUME, driver.create(Types.VOLUME, "kit-source", Values.of("size", 1)));
        zone = reference(
                Types.ZONE, driver.create(Types.ZONE, "kit-base.example", Values.of("email", "me@base.example")));
        balancer = reference(
                Types.LOAD_BALANCER,
                driver.create(Types.LOAD_BALANCER, "kit-balancer", named("kit-balancer", "network", network)));
        for (String name : List.of("kit-one", "kit-two")) {
            driver.create(Types.SERVER, name, named(name, "flavor", flavor, "image", image));
        }
    }

    private static String reference(String type, String title) throws Exception {
        return reference(type, driver.find(type, title));
    }

    private static String reference(String type, ResourceState state) {
        return ProviderDriver.reference(type, state);
    }

    @AfterAll
    static void stop() throws Exception {
        if (driver == null) {
            return;
        }
        silent.close();
        tidy();
        driver.close();
    }

    /** Also of what a run before this one has left, when it was stopped. */
    private static void tidy() throws Exception {
        for (String type : List.of(
                Types.SERVER,
                Types.SERVER_GROUP,
                Types.KEYPAIR,
                Types.FLAVOR,
                Types.IMAGE,
                Types.VOLUME_SNAPSHOT,
                Types.VOLUME_BACKUP,
                Types.VOLUME,
                Types.VOLUME_TYPE,
                Types.LOAD_BALANCER,
                Types.ZONE,
                Types.FLOATING_IP,
                Types.ROUTER,
                Types.PORT,
                Types.SECURITY_GROUP_RULE,
                Types.SECURITY_GROUP,
                Types.SUBNET,
                Types.NETWORK,
                Types.CONTAINER,
                Types.APPLICATION_CREDENTIAL,
                Types.PROJECT)) {
            for (ResourceState state : driver.discover(type, 1000)) {
                if (state.title().startsWith("kit-")) {
                    driver.delete(type, state);
                }
            }
        }
    }

    @Override
    protected ProviderFactory factory() {
        return new OpenStackProviderFactory();
    }

    @Override
    protected Duration patience() {
        return Duration.ofMinutes(2);
    }

    @Override
    protected ProviderFixture fixture() {
        ProviderFixture fixture = known();
        for (String action : List.of(
                "resize",
                "attach-volume",
                "detach-volume",
                "attach-interface",
                "attach-port",
                "detach-interface",
                "associate-address",
                "disassociate-address")) {
            fixture = fixture.unproven(Types.SERVER, action, ELSEWHERE);
        }
        return fixture.unproven(Types.FLOATING_IP, "associate", ELSEWHERE)
                .unproven(Types.VOLUME, "extend", ELSEWHERE)
                .unproven(Types.VOLUME_BACKUP, "restore", ELSEWHERE);
    }

    private static ProviderFixture known() {
        return ProviderFixture.of(admin.settings(), admin.credentials())
                .refusing(Map.of("password", "not-the-password"))
                .outOfReach(new OutOfReach(
                        admin.with("authUrl", "http://127.0.0.1:" + silent.getLocalPort())
                                .settings(),
                        Types.SERVER,
                        "5f6e1cbc-3d1c-4b9f-9d5c-0d6d1d3f2f11"))
                .notChanging(Types.AVAILABILITY_ZONE)
                .creating(creatable());
    }

    /** What there is in each cloud can neither be made nor deleted; quotas are changed in another test. */
    @Test
    void allThatCanBeMadeIsMadeHere() {
        List<String> made = new ArrayList<>(List.of(Types.AVAILABILITY_ZONE, Types.QUOTA));
        for (Creatable creatable : creatable()) {
            made.add(creatable.type());
        }
        assertThat(made)
                .containsExactlyInAnyOrderElementsOf(factory().describe().resourceTypes());
    }

    private static Creatable[] creatable() {
        Values none = Values.empty();
        return new Creatable[] {
            new Creatable(Types.NETWORK, "kit-net", named("kit-net"), Values.of("description", "changed")),
            new Creatable(
                    Types.SUBNET,
                    "kit-subnet",
                    named("kit-subnet", "network", network, "cidr", "10.200.7.0/24"),
                    Values.of("dnsServers", List.of("192.0.2.53"))),
            new Creatable(Types.SECURITY_GROUP, "kit-group", named("kit-group"), Values.of("description", "changed")),
            new Creatable(
                    Types.SECURITY_GROUP_RULE,
                    "kit-rule",
                    Values.builder()
                            .put("securityGroup", group)
                            .put("direction", "ingress")
                            .put("protocol", "tcp")
                            .put("firstPort", 4242)
                            .put("lastPort", 4243)
                            .put("description", "kit-rule")
                            .build(),
                    none),
            new Creatable(Types.PORT, "kit-port", named("kit-port", "network", network), Values.of("enabled", false)),
            new Creatable(
                    Types.ROUTER,
                    "kit-router",
                    named("kit-router", "externalNetwork", external),
                    Values.of("enabled", false)),
            new Creatable(
                    Types.FLOATING_IP,
                    "kit-address",
                    Values.builder()
                            .put("description", "kit-address")
                            .put("network", external)
                            .build(),
                    none),
            new Creatable(
                    Types.ZONE,
                    "kit-made.example",
                    named("kit-made.example", "email", "me@made.example"),
                    Values.of("ttl", 900)),
            new Creatable(
                    Types.RECORD_SET,
                    "www.kit-base.example A",
                    named(
                            "www.kit-base.example",
                            "zone",
                            zone,
                            "recordType",
                            "A",
                            "values",
                            List.of("192.0.2.1", "192.0.2.2")),
                    Values.of("values", List.of("192.0.2.3"))),
            new Creatable(
                    Types.LOAD_BALANCER,
                    "kit-other",
                    named("kit-other", "network", network),
                    Values.of("description", "changed")),
            new Creatable(
                    Types.POOL,
                    "kit-pool",
                    named(
                            "kit-pool",
                            "loadBalancer",
                            balancer,
                            "protocol",
                            "HTTP",
                            "members",
                            List.of("10.200.0.5:80 weight=5", "10.200.0.6:80"),
                            "healthProtocol",
                            "HTTP",
                            "healthPath",
                            "/up"),
                    Values.of("members", List.of("10.200.0.6:80"))),
            new Creatable(
                    Types.LISTENER,
                    "kit-listener",
                    named("kit-listener", "loadBalancer", balancer, "protocol", "HTTP", "port", 80),
                    Values.of("connectionLimit", 100)),
            new Creatable(
                    Types.KEYPAIR,
                    "kit-key",
                    named(
                            "kit-key",
                            "publicKey",
                            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHoB5KQ1J0KeWZ8e0dM6h2GvEuQwKjV8mxWwqL0V1aV kit"),
                    none),
            new Creatable(Types.SERVER_GROUP, "kit-servers", named("kit-servers", "policy", "affinity"), none),
            new Creatable(
                    Types.FLAVOR,
                    "kit-flavor",
                    named("kit-flavor", "vcpus", 1, "memory", 64, "disk", 1),
                    Values.of("extraSpecs", Map.of("kit", "yes"))),
            new Creatable(Types.IMAGE, "kit-image", named("kit-image", "diskFormat", "raw"), Values.of("minDisk", 1)),
            new Creatable(Types.VOLUME_TYPE, "kit-type", named("kit-type"), Values.of("description", "changed")),
            new Creatable(
                    Types.VOLUME,
                    "kit-volume",
                    named("kit-volume", "size", 1, "metadata", Map.of("kit", "yes")),
                    Values.builder()
                            .put("size", 2)
                            .put("metadata", Map.of("kit", "changed"))
                            .build()),
            new Creatable(
                    Types.VOLUME_SNAPSHOT,
                    "kit-snapshot",
                    named("kit-snapshot", "volume", volume),
                    Values.of("description", "changed")),
            new Creatable(
                    Types.VOLUME_BACKUP,
                    "kit-backup",
                    named("kit-backup", "volume", volume, "metadata", Map.of("kit", "yes")),
                    Values.builder()
                            .put("description", "changed")
                            .put("metadata", Map.of("kit", "changed"))
                            .build()),
            new Creatable(
                    Types.APPLICATION_CREDENTIAL,
                    "kit-credential",
                    named(
                            "kit-credential",
                            "roles",
                            List.of("reader"),
                            "expiresAt",
                            "2099-01-31T00:00:00Z",
                            "secret",
                            "secret:of-the-kit"),
                    none),
            new Creatable(Types.PROJECT, "kit-project", named("kit-project"), Values.of("description", "changed")),
            new Creatable(Types.CONTAINER, "kit-container", named("kit-container"), Values.of("readAccess", ".r:*")),
            new Creatable(
                    Types.SERVER,
                    "kit-server",
                    named("kit-server", "flavor", flavor, "image", image, "metadata", Map.of("kit", "yes")),
                    Values.builder()
                            .put("description", "changed")
                            .put("flavor", otherFlavor)
                            .build())
        };
    }

    private static Values named(String name, Object... pairs) {
        Values.Builder values = Values.builder().put("name", name);
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return values.build();
    }
}
