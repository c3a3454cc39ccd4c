package coop.plenum.aws.elb;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.test.Moto;
import coop.plenum.aws.ec2.Ec2Service;
import coop.plenum.testkit.ProviderDriver;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The module in use against moto, with the instances of another one behind its load balancers. */
class ElbMotoTest {
    private static Moto moto;
    private ProviderDriver driver;
    private String vpc;
    private List<String> subnets;

    @BeforeAll
    static void start() throws Exception {
        moto = Moto.start("--lax");
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void connect() throws Exception {
        moto.reset();
        driver = ElbAccount.connect(moto.endpoint(), new Ec2Service(), new ElbService());
        vpc = ProviderDriver.reference(Types.VPC, driver.create(Types.VPC, "net", Values.of("cidr", "10.0.0.0/16")));
        subnets = List.of(subnet(0, "eu-west-1a"), subnet(1, "eu-west-1b"));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private String subnet(int number, String zone) throws Exception {
        return ProviderDriver.reference(
                Types.SUBNET,
                driver.create(
                        Types.SUBNET,
                        zone,
                        Values.builder()
                                .put("network", vpc)
                                .put("cidr", "10.0." + number + ".0/24")
                                .put("availabilityZone", zone)
                                .build()));
    }

    private String instance(String name) throws Exception {
        return ProviderDriver.reference(
                Types.INSTANCE,
                driver.create(
                        Types.INSTANCE,
                        name,
                        Values.builder()
                                .put("subnet", subnets.get(0))
                                .put("instanceType", "t3.micro")
                                .put("imageId", "ami-12345678")
                                .build()));
    }

    private ResourceState balancer() throws Exception {
        return driver.create(Types.LOAD_BALANCER, "web", Values.of("subnets", subnets));
    }

    private ResourceState targets(List<String> instances) throws Exception {
        return driver.create(
                Types.TARGET_GROUP,
                "web",
                Values.builder()
                        .put("protocol", "HTTP")
                        .put("port", 80)
                        .put("network", vpc)
                        .put("instances", instances)
                        .build());
    }

    @Test
    void requestsGoFromAListenerToTheInstancesOfATargetGroupAndAllOfItIsTakenDown() throws Exception {
        ResourceState balancer = balancer();
        String one = instance("one");
        ResourceState targets = targets(List.of(one));
        ResourceState listener = driver.create(
                Types.LISTENER,
                "web",
                Values.builder()
                        .put("loadBalancer", ProviderDriver.reference(Types.LOAD_BALANCER, balancer))
                        .put("protocol", "HTTP")
                        .put("port", 80)
                        .put("targetGroup", ProviderDriver.reference(Types.TARGET_GROUP, targets))
                        .build());

        assertThat(balancer.values().asMap())
                .containsEntry("status", "active")
                .containsEntry("balancerType", "application")
                .containsEntry("internal", false)
                .containsEntry("network", vpc)
                .containsKey("dnsName");
        assertThat(listener.title()).isEqualTo("HTTP 80");
        assertThat(driver.observe(Types.TARGET_GROUP, targets.externalId())
                        .orElseThrow()
                        .values()
                        .asMap())
                .containsEntry("instances", List.of(one))
                .containsEntry("loadBalancers", List.of(ProviderDriver.reference(Types.LOAD_BALANCER, balancer)));

        driver.delete(Types.LISTENER, listener);
        driver.delete(Types.TARGET_GROUP, targets);
        driver.delete(Types.LOAD_BALANCER, balancer);
        for (String type : List.of(Types.LOAD_BALANCER, Types.TARGET_GROUP, Types.LISTENER)) {
            assertThat(driver.discover(type, 100)).as(type).isEmpty();
        }
    }

    @Test
    void targetsComeAndGoAndTheOthersStay() throws Exception {
        String one = instance("one");
        String two = instance("two");
        String three = instance("three");
        ResourceState targets = targets(List.of(one, two));

        ResourceState changed = driver.update(Types.TARGET_GROUP, targets, Values.of("instances", List.of(two, three)));

        assertThat(changed.values().list("instances").stream().map(String::valueOf))
                .containsExactlyInAnyOrder(two, three);
    }

    @Test
    void aListenerLeadsToHttpsInstead() throws Exception {
        ResourceState balancer = balancer();
        ResourceState listener = driver.create(
                Types.LISTENER,
                "web",
                Values.builder()
                        .put("loadBalancer", ProviderDriver.reference(Types.LOAD_BALANCER, balancer))
                        .put("protocol", "HTTP")
                        .put("port", 80)
                        .put("redirectPort", 443)
                        .build());

        assertThat(listener.values().asMap())
                .containsEntry("action", "redirect")
                .containsEntry("redirectPort", 443L);
    }

    @Test
    void aTargetGroupThatIsInUseIsNotDeleted() throws Exception {
        ResourceState balancer = balancer();
        ResourceState targets = targets(List.of());
        driver.create(
                Types.LISTENER,
                "web",
                Values.builder()
                        .put("loadBalancer", ProviderDriver.reference(Types.LOAD_BALANCER, balancer))
                        .put("protocol", "HTTP")
                        .put("port", 80)
                        .put("targetGroup", ProviderDriver.reference(Types.TARGET_GROUP, targets))
                        .build());

        Step step = driver.apply(
                Types.TARGET_GROUP, Change.Kind.DELETE, ProviderDriver.ref(targets), targets.values(), Values.empty());
        assertThat(((Step.Failed) step).cause().code()).isEqualTo("wrong-state");
    }

    @Test
    void aLoadBalancerThatSomebodyElseHasMadeIsNotTaken() throws Exception {
        ResourceState theirs = balancer();
        Values wanted = Values.of("subnets", subnets);

        Step step = driver.apply(
                Types.LOAD_BALANCER,
                Change.Kind.CREATE,
                new ResourceRef(UUID.randomUUID(), Optional.empty(), "web", wanted),
                Values.empty(),
                wanted);

        assertThat(((Step.Failed) step).cause()).hasMessageContaining("\"web\"");
        assertThat(driver.discover(Types.LOAD_BALANCER, 100))
                .extracting(ResourceState::externalId)
                .containsExactly(theirs.externalId());
    }
}
