package coop.plenum.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.test.Moto;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
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
    private ProviderDriver driver;

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
                        .put("network", ProviderDriver.reference(Types.VPC, vpc))
                        .put("cidr", "10.9.1.0/24")
                        .build());
    }

    private ResourceState instance(ResourceState subnet) throws Exception {
        return driver.create(
                Types.INSTANCE,
                "web",
                Values.builder()
                        .put("subnet", ProviderDriver.reference(Types.SUBNET, subnet))
                        .put("instanceType", "t3.micro")
                        .put("imageId", "ami-12345678")
                        .put("tags", Map.of("env", "test"))
                        .build());
    }

    private static List<String> texts(ResourceState state, String field) {
        return state.values().list(field).stream().map(String::valueOf).toList();
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
                .containsEntry("subnet", ProviderDriver.reference(Types.SUBNET, subnet))
                .containsEntry("network", ProviderDriver.reference(Types.VPC, vpc));
        assertThat(web.values().list("addresses")).isNotEmpty();
        driver.delete(Types.INSTANCE, web);
        assertThat(driver.observe(Types.INSTANCE, web.externalId())).isEmpty();
        assertThat(driver.discover(Types.INSTANCE, 1000)).isEmpty();
    }

    @Test
    void powerIsSwitchedAndASizeChangesWithARestart() throws Exception {
        ResourceState web = instance(subnet(vpc("eu-west-1")));

        ResourceState off = ProviderDriver.done(driver.act(Types.INSTANCE, web, "stop", Values.empty()));
        assertThat(off.values().asMap()).containsEntry("powerState", "off");
        ResourceState on = ProviderDriver.done(driver.act(Types.INSTANCE, web, "start", Values.empty()));
        assertThat(on.values().asMap()).containsEntry("powerState", "on");
        ProviderDriver.done(driver.act(Types.INSTANCE, web, "reboot", Values.empty()));

        ResourceState bigger = driver.update(Types.INSTANCE, on, Values.of("instanceType", "t3.small"));
        assertThat(bigger.values().asMap())
                .containsEntry("instanceType", "t3.small")
                .containsEntry("status", "running");
        ResourceState back = ProviderDriver.done(
                driver.act(Types.INSTANCE, bigger, "resize", Values.of("instanceType", "t3.micro")));
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
        Step step = driver.act(Types.INSTANCE, web, "read-console-output", Values.empty());
        assertThat(step).isInstanceOf(Step.Done.class);
    }

    @Test
    void aRoleInAnotherAccountSeesThatAccountAndNothingOfTheFirst() throws Exception {
        Values settings = Ec2Account.settings(moto.endpoint());
        try (ProviderDriver other = Ec2Account.connect(settings.merge(Values.builder()
                .put("roleArn", "arn:aws:iam::111122223333:role/plenum")
                .put("externalId", "from-plenum")
                .build()))) {
            vpc("eu-west-1");
            ResourceState theirs = other.create(Types.VPC, "theirs", Values.of("cidr", "10.8.0.0/16"));

            assertThat(theirs.values().asMap()).containsEntry("owner", "111122223333");
            assertThat(other.discover(Types.VPC, 1000))
                    .extracting(ResourceState::title)
                    .doesNotContain("net");
            assertThat(driver.discover(Types.VPC, 1000))
                    .extracting(ResourceState::title)
                    .doesNotContain("theirs");
            assertThat(other.provider().check(FakeOperationContext.create()).summary())
                    .contains("111122223333", "plenum", "EC2");
            assertThat(driver.provider().check(FakeOperationContext.create()).summary())
                    .contains("123456789012");
        }
    }

    @Test
    void aRegionThatDoesNotExistIsNamed() throws Exception {
        try (ProviderDriver wrong = Ec2Account.connect(
                Ec2Account.settings(moto.endpoint()).merge(Values.of("regions", List.of("eu-west-1", "eu-west-9"))))) {
            assertThat(wrong.provider().check(FakeOperationContext.create()).problems())
                    .extracting(Diagnostics.Problem::code)
                    .containsExactly("unknown-region");
        }
    }

    @Test
    void volumesAndAddressesComeAndGoAndASnapshotIsRestored() throws Exception {
        ResourceState web = instance(subnet(vpc("eu-west-1")));
        String zone = web.values().requireText("availabilityZone");
        ResourceState disk = driver.create(
                Types.VOLUME,
                "disk",
                Values.builder().put("size", 1).put("availabilityZone", zone).build());
        Values volume = Values.of("volume", ProviderDriver.reference(Types.VOLUME, disk));
        ResourceState with = ProviderDriver.done(driver.act(Types.INSTANCE, web, "attach-volume", volume));
        assertThat(texts(with, "volumes")).contains(ProviderDriver.reference(Types.VOLUME, disk));
        assertThat(texts(driver.observe(Types.VOLUME, disk.externalId()).orElseThrow(), "servers"))
                .containsExactly(ProviderDriver.reference(Types.INSTANCE, web));
        ProviderDriver.done(driver.act(Types.INSTANCE, web, "detach-volume", volume));

        ResourceState address = driver.create(Types.ELASTIC_IP, "front", Values.empty());
        Values ip = Values.of("address", ProviderDriver.reference(Types.ELASTIC_IP, address));
        ResourceState reachable = ProviderDriver.done(driver.act(Types.INSTANCE, web, "associate-address", ip));
        assertThat(texts(reachable, "addresses")).contains(address.values().requireText("address"));
        ProviderDriver.done(driver.act(Types.INSTANCE, web, "disassociate-address", ip));

        ProviderDriver.done(driver.act(Types.VOLUME, disk, "create-snapshot", Values.of("name", "before")));
        ResourceState before = driver.find(Types.SNAPSHOT, "before");
        ProviderDriver.done(driver.act(
                Types.SNAPSHOT,
                before,
                "create-volume",
                Values.builder()
                        .put("name", "again")
                        .put("availabilityZone", zone)
                        .build()));
        assertThat(driver.find(Types.VOLUME, "again").values().asMap())
                .containsEntry("snapshot", ProviderDriver.reference(Types.SNAPSHOT, before));
        ProviderDriver.done(driver.act(Types.INSTANCE, web, "create-image", Values.of("name", "golden")));
        assertThat(driver.find(Types.IMAGE, "golden").values().asMap()).containsEntry("status", "available");
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
