package coop.plenum.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Validator;
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.aws.common.test.Moto;
import coop.plenum.aws.common.test.Wire;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What is said of an instance before it is made, against moto. */
class InstanceValidationTest {
    private static final String INTEL = "ami-1e749f67";
    private static final String ARM = "ami-0e9271c829888680e";

    private static Moto moto;
    private static ProviderDriver driver;
    private static String subnet;
    private static String group;
    private static String strange;

    @BeforeAll
    static void prepare() throws Exception {
        moto = Moto.start("--lax", "--images");
        driver = Ec2Account.connect(Ec2Account.settings(moto.endpoint()));
        String vpc = made(Types.VPC, Values.of("cidr", "10.0.0.0/16"));
        subnet = made(
                Types.SUBNET,
                Values.builder()
                        .put("network", vpc)
                        .put("cidr", "10.0.0.0/24")
                        .put("availabilityZone", "eu-west-1a")
                        .build());
        group = made(Types.SECURITY_GROUP, Values.of("network", vpc));
        String other = made(Types.VPC, Values.of("cidr", "10.1.0.0/16"));
        strange = made(Types.SECURITY_GROUP, Values.of("network", other));
    }

    @AfterAll
    static void close() {
        if (driver != null) {
            driver.close();
        }
        if (moto != null) {
            moto.close();
        }
    }

    private static String made(String type, Values values) throws Exception {
        return ProviderDriver.reference(type, driver.create(type, "of tests", values));
    }

    private static Values.Builder wanted() {
        return Values.builder().put("instanceType", "t3.micro").put("imageId", INTEL);
    }

    private static List<String> problems(Change.Kind kind, Values before, Values after) throws Exception {
        Optional<String> id =
                kind == Change.Kind.CREATE ? Optional.empty() : Optional.of("eu-west-1/i-0123456789abcdef0");
        Change change =
                new Change(kind, new ResourceRef(UUID.randomUUID(), id, "web", after), before, after, Optional.empty());
        return ((Validator) driver.handler(Types.INSTANCE))
                .validate(change, FakeOperationContext.create()).stream()
                        .map(problem -> problem.pointer() + " " + problem.code())
                        .toList();
    }

    private static List<String> problems(Values.Builder wanted) throws Exception {
        return problems(Change.Kind.CREATE, Values.empty(), wanted.build());
    }

    @Test
    void anInstanceThatFitsHasNoProblem() throws Exception {
        assertThat(problems(wanted().put("subnet", subnet).put("securityGroups", List.of(group))))
                .isEmpty();
        assertThat(problems(Values.builder().put("instanceType", "t4g.micro").put("imageId", ARM)))
                .isEmpty();
    }

    @Test
    void allThatDoesNotFitIsSaidAtOnce() throws Exception {
        Values.Builder wanted = Values.builder()
                .put("instanceType", "t3.micro")
                .put("imageId", ARM)
                .put("subnet", subnet)
                .put("securityGroups", List.of(group, strange))
                .put("availabilityZone", "eu-west-1b")
                .put("keypair", "external:aws.key-pair:eu-west-1/none")
                .put("rootSize", 1)
                .put("userData", "x".repeat(20_000));

        assertThat(problems(wanted))
                .containsExactlyInAnyOrder(
                        "/userData too-long",
                        "/securityGroups other-network",
                        "/availabilityZone other-zone",
                        "/keypair not-found",
                        "/rootSize too-small",
                        "/instanceType wrong-architecture");
    }

    @Test
    void whatDoesNotExistIsNamed() throws Exception {
        assertThat(problems(Values.builder()
                        .put("instanceType", "t9.gigantic")
                        .put("image", "external:aws.image:eu-west-1/ami-00000000")
                        .put("subnet", "external:aws.subnet:eu-west-1/subnet-00000000")))
                .containsExactlyInAnyOrder("/instanceType not-found", "/image not-found", "/subnet not-found");
    }

    @Test
    void anImageIsNeededAndOnlyOne() throws Exception {
        assertThat(problems(Values.builder().put("instanceType", "t3.micro"))).containsExactly("/image needed");
        assertThat(problems(wanted().put("image", "external:aws.image:eu-west-1/" + INTEL)))
                .containsExactly("/imageId contradiction");
    }

    @Test
    void aTypeThatItsZoneDoesNotHaveIsSaidWithThoseThatHaveIt() throws Exception {
        assertThat(problems(wanted().put("availabilityZone", "eu-west-1z")))
                .containsExactly("/instanceType not-offered");
    }

    @Test
    void securityGroupsOfTwoVpcsDoNotGoTogetherWithoutASubnetEither() throws Exception {
        assertThat(problems(wanted().put("securityGroups", List.of(group, strange))))
                .containsExactly("/securityGroups other-network");
    }

    @Test
    void whatTheSameChangeIsYetToMakeIsLeftToAws() throws Exception {
        assertThat(problems(wanted().put("subnet", UUID.randomUUID().toString()).put("securityGroups", List.of(group))))
                .isEmpty();
    }

    @Test
    void anInstanceThatRunsIsCheckedForWhatChanges() throws Exception {
        Values now =
                wanted().put("imageId", "ami-00000000").put("subnet", subnet).build();

        assertThat(problems(Change.Kind.UPDATE, now, now.merge(Values.of("name", "www"))))
                .isEmpty();
        assertThat(problems(
                        Change.Kind.UPDATE,
                        now,
                        now.merge(Values.builder()
                                .put("instanceType", "t9.gigantic")
                                .put("securityGroups", List.of(strange))
                                .build())))
                .containsExactlyInAnyOrder("/instanceType not-found", "/securityGroups other-network");
    }

    @Test
    void whatAwsDoesNotTellIsNoProblemAndIsShownWithThePlan() throws Exception {
        try (Wire aws = new Wire(Ec2Client.class);
                ProviderDriver busy = Ec2Account.connect(Accounts.lasting(aws.endpoint(), List.of("eu-west-1")))) {
            aws.refuse("DescribeInstanceTypes", 403, "UnauthorizedOperation")
                    .refuse("DescribeImages", 503, "RequestLimitExceeded");
            FakeOperationContext context = FakeOperationContext.create();
            Values after = wanted().build();
            List<Violation> problems = ((Validator) busy.handler(Types.INSTANCE))
                    .validate(
                            new Change(
                                    Change.Kind.CREATE,
                                    new ResourceRef(UUID.randomUUID(), Optional.empty(), "web", after),
                                    Values.empty(),
                                    after,
                                    Optional.empty()),
                            context);

            assertThat(problems).isEmpty();
            assertThat(context.messages())
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message).startsWith("Not checked: "));
        }
    }
}
