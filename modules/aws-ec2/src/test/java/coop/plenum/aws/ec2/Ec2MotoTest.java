package coop.plenum.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.test.Driver;
import coop.plenum.aws.common.test.Moto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The module in use against moto. */
class Ec2MotoTest {
    private static Moto moto;
    private Driver driver;

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
        driver = Ec2Account.connect(Ec2Account.settings(moto.endpoint()));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private ResourceState vpc(String region) throws Exception {
        return driver.create(
                Types.VPC,
                "net",
                Values.builder()
                        .put("cidr", "10.9.0.0/16")
                        .put("region", region)
                        .build());
    }

    private ResourceState subnet(ResourceState vpc) throws Exception {
        return driver.create(
                Types.SUBNET,
                "sub",
                Values.builder()
                        .put("network", Driver.reference(Types.VPC, vpc))
                        .put("cidr", "10.9.1.0/24")
                        .build());
    }

    private ResourceState instance(ResourceState subnet) throws Exception {
        return driver.create(
                Types.INSTANCE,
                "web",
                Values.builder()
                        .put("subnet", Driver.reference(Types.SUBNET, subnet))
                        .put("instanceType", "t3.micro")
                        .put("imageId", "ami-12345678")
                        .put("tags", Map.of("env", "test"))
                        .build());
    }

    @Test
    void anInstanceIsMadeInASubnetOfAVpcInTheRegionThatWasAskedFor() throws Exception {
        ResourceState vpc = vpc("us-east-1");
        ResourceState subnet = subnet(vpc);
        ResourceState web = instance(subnet);

        assertThat(web.externalId()).startsWith("us-east-1/i-");
        assertThat(web.title()).isEqualTo("web");
        assertThat(web.labels()).containsExactlyEntriesOf(Map.of("env", "test"));
        assertThat(web.values().asMap())
                .containsEntry("status", "running")
                .containsEntry("powerState", "on")
                .containsEntry("region", "us-east-1")
                .containsEntry("subnet", Driver.reference(Types.SUBNET, subnet))
                .containsEntry("network", Driver.reference(Types.VPC, vpc));
        assertThat(web.values().list("addresses")).isNotEmpty();
        driver.delete(Types.INSTANCE, web);
        assertThat(driver.observe(Types.INSTANCE, web.externalId())).isEmpty();
        assertThat(driver.discover(Types.INSTANCE, 1000)).isEmpty();
    }

    @Test
    void powerIsSwitchedAndASizeChangesWithARestart() throws Exception {
        ResourceState web = instance(subnet(vpc("eu-west-1")));

        ResourceState off = Driver.done(driver.act(Types.INSTANCE, web, "stop", Values.empty()));
        assertThat(off.values().asMap()).containsEntry("powerState", "off");
        ResourceState on = Driver.done(driver.act(Types.INSTANCE, web, "start", Values.empty()));
        assertThat(on.values().asMap()).containsEntry("powerState", "on");
        Driver.done(driver.act(Types.INSTANCE, web, "reboot", Values.empty()));

        ResourceState bigger = driver.update(Types.INSTANCE, on, Values.of("instanceType", "t3.small"));
        assertThat(bigger.values().asMap())
                .containsEntry("instanceType", "t3.small")
                .containsEntry("status", "running");
        ResourceState back =
                Driver.done(driver.act(Types.INSTANCE, bigger, "resize", Values.of("instanceType", "t3.micro")));
        assertThat(back.values().asMap()).containsEntry("instanceType", "t3.micro");
    }

    @Test
    void tagsAndNamesChangeInPlaceAndTheMarksStay() throws Exception {
        ResourceState web = instance(subnet(vpc("eu-west-1")));
        ResourceState renamed = driver.update(
                Types.INSTANCE,
                web,
                Values.builder()
                        .put("name", "www")
                        .put("tags", Map.of("owner", "ops"))
                        .build()
                        .merge(Values.of(java.util.Collections.singletonMap("imageId", null))));

        assertThat(renamed.title()).isEqualTo("www");
        assertThat(renamed.labels()).containsOnlyKeys("env", "owner");
    }

    @Test
    void theConsoleIsShown() throws Exception {
        ResourceState web = instance(subnet(vpc("eu-west-1")));
        Step step = driver.act(Types.INSTANCE, web, "console-output", Values.empty());
        assertThat(step).isInstanceOf(Step.Done.class);
    }

    @Test
    void regionsAreListedOneAfterTheOther() throws Exception {
        vpc("eu-west-1");
        vpc("us-east-1");
        List<String> ids = driver.discover(Types.VPC, 5).stream()
                .filter(state -> state.title().equals("net"))
                .map(ResourceState::externalId)
                .toList();
        assertThat(ids)
                .hasSize(2)
                .anyMatch(id -> id.startsWith("eu-west-1/"))
                .anyMatch(id -> id.startsWith("us-east-1/"));
    }
}
