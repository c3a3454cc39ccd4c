package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.QuotaNeed;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.fake.FakeCloud;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Types;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Services that take their time, refuse while they are at work, or have little left, on the fake. */
class BusyServicesTest {
    private final FakeCloud cloud = new FakeCloud();
    private final ProviderDriver driver;

    BusyServicesTest() throws Exception {
        driver = new ProviderDriver(new OpenStackProviderFactory()
                .connect(
                        OpenStackContract.settings(cloud.authUrl()),
                        new FakeConnectionContext(Map.of("password", FakeCloud.PASSWORD))));
    }

    @AfterEach
    void close() {
        driver.close();
        cloud.close();
    }

    private static Change create(String title, Values wanted) {
        ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.empty(), title, wanted);
        return new Change(Change.Kind.CREATE, ref, Values.empty(), wanted, Optional.empty());
    }

    private ResourceState balancer() throws Exception {
        String network =
                Form.reference(Types.NETWORK, cloud.services().put("network/networks", Map.of("name", "base")));
        return driver.create(Types.LOAD_BALANCER, "balancer", Values.of("network", network));
    }

    private static Values listener(ResourceState balancer) {
        return Values.builder()
                .put("loadBalancer", ProviderDriver.reference(Types.LOAD_BALANCER, balancer))
                .put("protocol", "TCP")
                .put("port", 80)
                .build();
    }

    @Test
    void whatANameServerDoesNotHaveYetIsWaitedFor() throws Exception {
        cloud.services().slowDns();
        Step first = driver.handler(Types.ZONE)
                .apply(create("a.example", Values.of("email", "me@a.example")), FakeOperationContext.create());
        assertThat(first).isInstanceOf(Step.Pending.class);
        ResourceState zone = driver.create(Types.ZONE, "b.example", Values.of("email", "me@b.example"));
        assertThat(zone.values().text("status")).contains("active");
    }

    @Test
    void whoMayNotSeeTheZonesOfOthersWorksWithTheirOwn() throws Exception {
        cloud.role("admin");
        try (ProviderDriver all = new ProviderDriver(new OpenStackProviderFactory()
                .connect(
                        OpenStackContract.settings(cloud.authUrl()).merge(Values.of("allProjects", true)),
                        new FakeConnectionContext(Map.of("password", FakeCloud.PASSWORD))))) {
            all.create(Types.ZONE, "own.example", Values.of("email", "me@own.example"));
            cloud.next(FakeCloud.Trouble.status(403, ""), FakeCloud.Trouble.status(403, ""));
            assertThat(zones(all).complete())
                    .as("refused with the header and without")
                    .isFalse();
            assertThat(zones(all).complete()).as("so it was not for the header").isTrue();
            cloud.next(FakeCloud.Trouble.status(403, ""));
            Discoverer.Found found = zones(all);
            assertThat(found.states()).extracting(ResourceState::title).containsExactly("own.example");
            assertThat(found.complete()).as("those of others were withheld").isFalse();
            assertThat(all.discover(Types.RECORD_SET, 10))
                    .as("asked for without")
                    .isEmpty();
        }
    }

    private static Discoverer.Found zones(ProviderDriver driver) throws Exception {
        return ((Discoverer) driver.handler(Types.ZONE)).discover(Optional.empty(), 10, FakeOperationContext.create());
    }

    @Test
    void membersAndMonitorOfAPoolAreSetOneAfterTheOther() throws Exception {
        ResourceState balancer = balancer();
        cloud.services().busyBalancers(3);
        ResourceState pool = driver.create(
                Types.POOL,
                "pool",
                Values.builder()
                        .put("loadBalancer", ProviderDriver.reference(Types.LOAD_BALANCER, balancer))
                        .put("protocol", "HTTP")
                        .put("members", List.of("10.0.0.5:80 weight=5", "[fd00::6]:80"))
                        .put("healthProtocol", "HTTP")
                        .put("healthPath", "/up")
                        .build());
        assertThat(pool.values().list("members")).isEqualTo(List.of("10.0.0.5:80 weight=5", "[fd00::6]:80"));
        assertThat(pool.values().text("healthPath")).contains("/up");

        ResourceState other = driver.update(Types.POOL, pool, Values.of("healthProtocol", "HTTPS"));
        assertThat(other.values().text("healthProtocol")).contains("HTTPS");
        assertThat(other.values().list("members")).isEqualTo(pool.values().list("members"));
    }

    @Test
    void whatALoadBalancerRefusesWhileItIsAtWorkIsTriedAgain() throws Exception {
        ResourceState balancer = balancer();
        cloud.services().busyBalancers(8);
        assertThat(driver.handler(Types.LISTENER)
                        .apply(create("first", listener(balancer)), FakeOperationContext.create()))
                .isInstanceOf(Step.Pending.class);
        Step second = driver.handler(Types.LISTENER)
                .apply(create("second", listener(balancer)), FakeOperationContext.create());
        assertThat(second)
                .isInstanceOfSatisfying(
                        Step.Pending.class,
                        pending -> assertThat(pending.message())
                                .isEqualTo("The load balancer is at work on something else."));
        ResourceState third = driver.create(Types.LISTENER, "third", listener(balancer));
        assertThat(driver.discover(Types.LISTENER, 10))
                .extracting(ResourceState::title)
                .containsExactlyInAnyOrder("first", "third");
        driver.delete(Types.LISTENER, third);
    }

    @Test
    void aBrokenLoadBalancerIsNotWaitedFor() throws Exception {
        ResourceState balancer = balancer();
        cloud.services().breakBalancer(balancer.externalId());
        Step step = driver.handler(Types.LISTENER)
                .apply(create("listener", listener(balancer)), FakeOperationContext.create());
        assertThat(((Step.Failed) step).cause().code()).isEqualTo("load-balancer-in-error");
        driver.delete(Types.LOAD_BALANCER, balancer);
    }

    @Test
    void whatIsOnALoadBalancerGoesWithItAndThePlanSaysSo() throws Exception {
        ResourceState balancer = balancer();
        ResourceState listener = driver.create(Types.LISTENER, "listener", listener(balancer));
        Values before = balancer.values()
                .merge(Values.of("listeners", List.of(ProviderDriver.reference(Types.LISTENER, listener))));
        FakeOperationContext context = FakeOperationContext.create();
        Change delete =
                new Change(Change.Kind.DELETE, ProviderDriver.ref(balancer), before, Values.empty(), Optional.empty());
        assertThat(((Validator) driver.handler(Types.LOAD_BALANCER)).validate(delete, context))
                .isEmpty();
        assertThat(context.messages()).anyMatch(message -> message.contains("1 listeners"));
        driver.delete(Types.LOAD_BALANCER, balancer);
        assertThat(driver.observe(Types.LISTENER, listener.externalId())).isEmpty();
    }

    @Test
    void theConsoleStandsInTheLogWithoutTheOrdersOfATerminal() throws Exception {
        String id = cloud.services().put("compute/servers", Map.of("name", "one", "imageRef", "i1", "flavorRef", "f1"));
        FakeOperationContext context = FakeOperationContext.create();
        ResourceState server = driver.observe(Types.SERVER, id).orElseThrow();
        Step step = ((Actions) driver.handler(Types.SERVER))
                .act("read-console-output", Values.empty(), ProviderDriver.ref(server), Optional.empty(), context);
        assertThat(step).isInstanceOf(Step.Done.class);
        assertThat(context.messages()).containsExactly("booted", "login: ");
    }

    @Test
    void whatAServerTakesOfEachQuotaIsToldForTheSum() throws Exception {
        cloud.services().quota("compute", "instances", 20, 8);
        cloud.services().quota("compute", "cores", 40, 10);
        String flavor = cloud.services().put("compute/flavors", Map.of("name", "f", "vcpus", 2, "ram", 512, "disk", 1));
        String image = cloud.services().put("image/images", Map.of("name", "i", "status", "active"));
        Values wanted = Values.builder()
                .put("flavor", Form.reference(Types.FLAVOR, flavor))
                .put("image", Form.reference(Types.IMAGE, image))
                .build();
        FakeOperationContext context = FakeOperationContext.create();
        List<Violation> problems =
                ((Validator) driver.handler(Types.SERVER)).validate(create("server", wanted), context);
        assertThat(problems)
                .filteredOn(problem -> problem.code().contains("quota"))
                .isEmpty();
        assertThat(context.quotaNeeds())
                .containsExactly(
                        new QuotaNeed("compute/" + FakeCloud.PROJECT + "/cores", "virtual CPUs", 30, 2),
                        new QuotaNeed("compute/" + FakeCloud.PROJECT + "/instances", "servers", 12, 1));
    }
}
