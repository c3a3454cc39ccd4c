package coop.plenum.aws.ec2;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.aws.common.test.MotoContract;
import coop.plenum.testkit.ProviderDriver;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.Creatable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/** The provider with EC2 keeps the rules of the provider API, against moto behind a gate. */
final class Ec2Contract extends MotoContract {
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEhUeUrZcPwyWJ0E5cBcQK1T3SHKf3lLHVcEt2n6eUYg tester";

    private static String vpc;
    private static String subnet;
    private static String secondSubnet;
    private static String group;
    private static String table;
    private static String gateway;
    private static String secondGateway;
    private static String volume;
    private static String instance;
    private static String image;
    private static String disk;
    private static String address;
    /** Images of an account have names of their own. */
    private static int images;

    @BeforeAll
    static void prepare() throws Exception {
        try (ProviderDriver driver = Ec2Account.connect(Ec2Account.settings(moto.endpoint()))) {
            vpc = make(driver, Types.VPC, "base", "cidr", "10.0.0.0/16");
            subnet = make(driver, Types.SUBNET, "base", "network", vpc, "cidr", "10.0.0.0/24");
            secondSubnet = make(driver, Types.SUBNET, "second", "network", vpc, "cidr", "10.0.1.0/24");
            group = make(driver, Types.SECURITY_GROUP, "base", "network", vpc);
            table = make(driver, Types.ROUTE_TABLE, "base", "network", vpc);
            gateway = make(driver, Types.INTERNET_GATEWAY, "base", "network", vpc);
            secondGateway = make(driver, Types.INTERNET_GATEWAY, "second");
            volume = make(driver, Types.VOLUME, "base", "size", 1, "availabilityZone", "eu-west-1a");
            instance = make(
                    driver,
                    Types.INSTANCE,
                    "base",
                    "subnet",
                    subnet,
                    "instanceType",
                    "t3.micro",
                    "imageId",
                    "ami-12345678");
            disk = make(driver, Types.VOLUME, "disk", "size", 1, "availabilityZone", "eu-west-1a");
            address = make(driver, Types.ELASTIC_IP, "front");
            image = make(driver, Types.IMAGE, "base", "instance", instance);
            for (String name : List.of("one", "two", "three")) {
                make(driver, Types.VOLUME, name, "size", 1, "availabilityZone", "eu-west-1a");
            }
        }
    }

    @Override
    protected ProviderFactory factory() {
        return Ec2Account.factory();
    }

    @Override
    protected ProviderFixture fixture() {
        return fixture(Types.INSTANCE, "eu-west-1/i-0123456789abcdef0")
                .notChanging(Types.REGION, Types.AVAILABILITY_ZONE, Types.INSTANCE_TYPE)
                .creating(creatable())
                .acting(Types.INSTANCE, "resize", Values.of("instanceType", "t3.small"))
                .acting(Types.INSTANCE, "attach-volume", Values.of("volume", disk))
                .acting(Types.INSTANCE, "detach-volume", Values.of("volume", disk))
                .acting(Types.INSTANCE, "associate-address", Values.of("address", address))
                .acting(Types.INSTANCE, "disassociate-address", Values.of("address", address))
                .acting(Types.INSTANCE, "create-image", Values.of("name", "golden-" + images++))
                .acting(Types.VOLUME, "create-snapshot", Values.of("name", "before"))
                .acting(
                        Types.SNAPSHOT,
                        "create-volume",
                        Values.of(Map.of("name", "again", "availabilityZone", "eu-west-1a")));
    }

    private static Creatable[] creatable() {
        return new Creatable[] {
            made(Types.VPC, "net", Values.of("dnsHostnames", true), "cidr", "10.1.0.0/16", "dnsSupport", true),
            made(Types.SUBNET, "subnet", Values.of("publicAddresses", true), "network", vpc, "cidr", "10.0.9.0/24"),
            made(Types.SECURITY_GROUP, "group", Values.of("tags", Map.of("a", "b")), "network", vpc),
            new Creatable(
                    Types.SECURITY_GROUP_RULE,
                    "tcp 22 from 10.0.0.0/8",
                    Values.builder()
                            .put("securityGroup", group)
                            .put("direction", "ingress")
                            .put("protocol", "tcp")
                            .put("firstPort", 22)
                            .put("lastPort", 22)
                            .put("remoteRange", "10.0.0.0/8")
                            .put("description", "from inside")
                            .build(),
                    Values.of("tags", Map.of("a", "b"))),
            made(Types.INTERNET_GATEWAY, "gateway", Values.of("tags", Map.of("a", "b"))),
            made(Types.ELASTIC_IP, "address", Values.of("instance", instance)),
            made(
                    Types.NAT_GATEWAY,
                    "nat",
                    Values.of("tags", Map.of("a", "b")),
                    "subnet",
                    subnet,
                    "connectivity",
                    "private"),
            made(
                    Types.ROUTE_TABLE,
                    "table",
                    Values.of("subnets", List.of(secondSubnet)),
                    "network",
                    vpc,
                    "subnets",
                    List.of(subnet)),
            new Creatable(
                    Types.ROUTE,
                    "0.0.0.0/0",
                    Values.builder()
                            .put("routeTable", table)
                            .put("destination", "0.0.0.0/0")
                            .put("internetGateway", gateway)
                            .build(),
                    Values.of("internetGateway", secondGateway)),
            made(Types.KEY_PAIR, "key", Values.of("tags", Map.of("a", "b")), "publicKey", PUBLIC_KEY),
            made(Types.SNAPSHOT, "snapshot", Values.of("tags", Map.of("a", "b")), "volume", volume),
            made(Types.VOLUME, "volume", Values.of("size", 2), "size", 1, "availabilityZone", "eu-west-1a"),
            made(Types.IMAGE, "image", Values.of("tags", Map.of("a", "b")), "instance", instance),
            made(
                    Types.INSTANCE,
                    "server",
                    Values.of("instanceType", "t3.small"),
                    "subnet",
                    subnet,
                    "instanceType",
                    "t3.micro",
                    "image",
                    image,
                    "securityGroups",
                    List.of(group),
                    "tags",
                    Map.of("a", "b"))
        };
    }
}
