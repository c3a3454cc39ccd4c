package coop.plenum.aws.elb;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.aws.common.test.MotoContract;
import coop.plenum.aws.ec2.Ec2Service;
import coop.plenum.testkit.ProviderDriver;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.Creatable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;

/** The provider with ELB keeps the rules of the provider API, against moto behind a gate. */
final class ElbContract extends MotoContract {
    private static String vpc;
    private static List<String> subnets;
    private static List<String> others;
    private static String group;
    private static String instance;
    private static String balancer;
    private static String targets;
    private static String otherTargets;

    @BeforeAll
    static void prepare() throws Exception {
        try (ProviderDriver driver = ElbAccount.connect(moto.endpoint(), new Ec2Service(), new ElbService())) {
            vpc = make(driver, Types.VPC, "net", "cidr", "10.0.0.0/16");
            String a = subnet(driver, 0, "eu-west-1a");
            String b = subnet(driver, 1, "eu-west-1b");
            // AWS tells them in no order, so they are told in one of their own
            subnets = Stream.of(a, b).sorted().toList();
            others = Stream.of(a, subnet(driver, 2, "eu-west-1c")).sorted().toList();
            group = make(driver, Types.SECURITY_GROUP, "web", "network", vpc);
            instance = make(
                    driver, Types.INSTANCE, "web", "subnet", a, "instanceType", "t3.micro", "imageId", "ami-12345678");
            balancer = make(driver, Types.LOAD_BALANCER, "base", "subnets", subnets);
            make(driver, Types.LOAD_BALANCER, "second", "subnets", subnets, "balancerType", "network");
            targets = targets(driver, "base");
            otherTargets = targets(driver, "other");
            for (int port : List.of(8001, 8002)) {
                make(
                        driver,
                        Types.LISTENER,
                        "",
                        "loadBalancer",
                        balancer,
                        "protocol",
                        "HTTP",
                        "port",
                        port,
                        "targetGroup",
                        targets);
            }
        }
    }

    private static String subnet(ProviderDriver driver, int number, String zone) throws Exception {
        return make(
                driver,
                Types.SUBNET,
                zone,
                "network",
                vpc,
                "cidr",
                "10.0." + number + ".0/24",
                "availabilityZone",
                zone);
    }

    private static String targets(ProviderDriver driver, String name) throws Exception {
        return make(driver, Types.TARGET_GROUP, name, "protocol", "HTTP", "port", 80, "network", vpc);
    }

    @Override
    protected ProviderFactory factory() {
        return ElbAccount.factory();
    }

    @Override
    protected ProviderFixture fixture() {
        return fixture(
                        Types.LOAD_BALANCER,
                        "eu-west-1/arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a/50dc6c495c0c9188")
                .creating(
                        made(
                                Types.LOAD_BALANCER,
                                "made",
                                Values.builder()
                                        .put("subnets", others)
                                        .put("deletionProtection", false)
                                        .put("idleTimeout", 120)
                                        .build(),
                                "balancerType",
                                "application",
                                "internal",
                                true,
                                "subnets",
                                subnets,
                                "securityGroups",
                                List.of(group),
                                "tags",
                                Map.of("a", "b")),
                        made(
                                Types.TARGET_GROUP,
                                "targets",
                                Values.builder()
                                        .put("healthPath", "/health")
                                        .put("healthyCodes", "200-399")
                                        .put("tags", Map.of("a", "b"))
                                        .build(),
                                "targetType",
                                "instance",
                                "protocol",
                                "HTTP",
                                "port",
                                80,
                                "network",
                                vpc,
                                "instances",
                                List.of(instance)),
                        new Creatable(
                                Types.LISTENER,
                                "HTTP 80",
                                Values.builder()
                                        .put("loadBalancer", balancer)
                                        .put("protocol", "HTTP")
                                        .put("port", 80)
                                        .put("targetGroup", targets)
                                        .build(),
                                Values.of("targetGroup", otherTargets)));
    }
}
