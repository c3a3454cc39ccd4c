package coop.plenum.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.aws.common.test.Wire;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What AWS does and moto does not, told by a hand-written server in the forms of the published API. */
class Ec2WireTest {
    private static final String NONE = "<reservationSet/>";
    private final UUID item = UUID.randomUUID();
    private Wire aws;
    private ProviderDriver driver;

    @BeforeEach
    void connect() throws Exception {
        aws = new Wire(Ec2Client.class);
        driver = Ec2Account.connect(Accounts.lasting(aws.endpoint(), List.of("eu-west-1")));
    }

    @AfterEach
    void close() {
        driver.close();
        aws.close();
    }

    private static String instance(String id, String state) {
        return instance(id, state, "");
    }

    private static String instance(String id, String state, String more) {
        return "<item><instanceId>" + id + "</instanceId><instanceState><code>0</code><name>" + state
                + "</name></instanceState><instanceType>t3.micro</instanceType>" + more + "</item>";
    }

    private static String reservation(String... instances) {
        return "<item><reservationId>r-1</reservationId><instancesSet>" + String.join("", instances)
                + "</instancesSet></item>";
    }

    private static String run(String id) {
        return "<reservationId>r-1</reservationId><instancesSet>" + instance(id, "pending") + "</instancesSet>";
    }

    private static String found(String... reservations) {
        return "<reservationSet>" + String.join("", reservations) + "</reservationSet>";
    }

    private Step create(String key, Optional<String> token) throws Exception {
        Values wanted = Values.builder()
                .put("name", "web")
                .put("imageId", "ami-1")
                .put("instanceType", "t3.micro")
                .build();
        return driver.handler(Types.INSTANCE)
                .apply(
                        new Change(
                                Change.Kind.CREATE,
                                new ResourceRef(item, Optional.empty(), "web", wanted),
                                Values.empty(),
                                wanted,
                                token),
                        FakeOperationContext.keyed(key));
    }

    private static Optional<String> token(Step step) {
        assertThat(step).isInstanceOf(Step.Pending.class);
        return Optional.of(((Step.Pending) step).resumeToken());
    }

    private static ProviderException failure(Step step) {
        assertThat(step).isInstanceOf(Step.Failed.class);
        return ((Step.Failed) step).cause();
    }

    @Test
    void aNewInstanceThatAwsDoesNotKnowYetIsWaitedForAndSoIsOneThatIsPending() throws Exception {
        aws.on("DescribeInstances", NONE) // nothing bears the mark
                .on("RunInstances", run("i-1"))
                .refuse("DescribeInstances", 400, "InvalidInstanceID.NotFound")
                .refuse("DescribeInstances", 400, "InvalidInstanceID.NotFound")
                .on("DescribeInstances", found(reservation(instance("i-1", "pending"))))
                .on("DescribeInstances", found(reservation(instance("i-1", "pending"))))
                .on("DescribeInstances", found(reservation(instance("i-1", "running"))));

        Step step = create("k", Optional.empty());
        assertThat(((Step.Pending) step).message()).contains("does not know the new instance");
        step = create("k", token(step));
        assertThat(((Step.Pending) step).message()).contains("pending");
        step = create("k", token(step));
        step = create("k", token(step));

        assertThat(ProviderDriver.done(step).externalId()).isEqualTo("eu-west-1/i-1");
        assertThat(aws.asked("RunInstances")).hasSize(1);
    }

    @Test
    void anInstanceThatAwsCouldNotRunFailsWithItsReason() throws Exception {
        String reason = "<stateReason><code>Server.InsufficientInstanceCapacity</code><message>No room.</message>"
                + "</stateReason>";
        aws.on("DescribeInstances", NONE)
                .on("RunInstances", run("i-1"))
                .on("DescribeInstances", found(reservation(instance("i-1", "terminated", reason))));

        assertThat(failure(create("k", Optional.empty()))).hasMessageContaining("No room.");
    }

    @Test
    void aLackOfCapacityIsToldApartAndSaysWhatToDo() throws Exception {
        aws.on("DescribeInstances", NONE).refuse("RunInstances", 500, "InsufficientInstanceCapacity");

        ProviderException failure = failure(create("k", Optional.empty()));
        assertThat(failure.category()).isEqualTo(Category.CONFLICT);
        assertThat(failure.code()).isEqualTo("no-capacity");
        assertThat(failure).hasMessageContaining("take another zone or another type");
    }

    @Test
    void throttlingSaysWhenToComeBackAndTheClientDoesNotTryAgainByItself() throws Exception {
        aws.refuse("DescribeInstances", 503, "RequestLimitExceeded", Map.of("Retry-After", "7"));

        ProviderException failure = failure(create("k", Optional.empty()));
        assertThat(failure.category()).isEqualTo(Category.THROTTLED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(aws.asked("DescribeInstances")).hasSize(1);
        assertThat(aws.asked("RunInstances")).isEmpty();
    }

    @Test
    void aBrokenLineIsTransientAndTheNextAttemptBearsTheSameClientToken() throws Exception {
        aws.on("DescribeInstances", NONE)
                .hangUp("RunInstances")
                .on("RunInstances", run("i-1"))
                .on("DescribeInstances", NONE)
                .on("DescribeInstances", found(reservation(instance("i-1", "running"))));

        ProviderException failure = failure(create("k", Optional.empty()));
        assertThat(failure.category()).isEqualTo(Category.TRANSIENT);
        assertThat(ProviderDriver.done(create("k", Optional.empty())).externalId())
                .isEqualTo("eu-west-1/i-1");

        assertThat(aws.asked("RunInstances")).hasSize(2);
        assertThat(aws.asked("RunInstances").get(0).get("ClientToken"))
                .isNotEmpty()
                .isEqualTo(aws.asked("RunInstances").get(1).get("ClientToken"));
    }

    @Test
    void twoAttemptsWithOneKeyAreOneInstanceThoughItsTagIsNotSeenYet() throws Exception {
        aws.on("RunInstances", run("i-1"))
                .on("DescribeInstances", NONE)
                .on("DescribeInstances", found(reservation(instance("i-1", "running"))))
                .on("DescribeInstances", NONE)
                .on("DescribeInstances", found(reservation(instance("i-1", "running"))));

        ResourceState first = ProviderDriver.done(create("k", Optional.empty()));
        ResourceState second = ProviderDriver.done(create("k", Optional.empty()));

        assertThat(second.externalId()).isEqualTo(first.externalId());
        assertThat(aws.asked("RunInstances").stream()
                        .map(request -> request.get("ClientToken"))
                        .distinct())
                .hasSize(1);
    }

    private void unknownProfile() {
        aws.refuse(
                "RunInstances",
                "",
                400,
                "InvalidParameterValue",
                "Value (web) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
                Map.of());
    }

    @Test
    void anInstanceIsTriedAgainWhileEc2DoesNotKnowItsProfileYet() throws Exception {
        aws.on("DescribeInstances", NONE)
                .on("DescribeInstances", NONE)
                .on("DescribeInstances", found(reservation(instance("i-1", "running"))));
        unknownProfile();
        aws.on("RunInstances", run("i-1"));

        Step step = create("k", Optional.empty());
        assertThat(((Step.Pending) step).message()).contains("Invalid IAM Instance Profile name");
        assertThat(ProviderDriver.done(create("k", token(step))).externalId()).isEqualTo("eu-west-1/i-1");
        assertThat(aws.asked("RunInstances").stream()
                        .map(request -> request.get("ClientToken"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aProfileThatIsStillUnknownAfterMinutesIsToldAsEc2Does() throws Exception {
        aws.on("DescribeInstances", NONE);
        unknownProfile();

        Step step = create("k", Optional.empty());
        Optional<String> muchLater = token(step).map(token -> token.replaceFirst(":\\d+:", ":1000000000:"));
        ProviderException failure = failure(create("k", muchLater));
        assertThat(failure.code()).isEqualTo("unknown-instance-profile");
        assertThat(failure.category()).isEqualTo(Category.USER);
        assertThat(failure.field()).contains("instanceProfile");
    }

    @Test
    void anotherValueThatIsInvalidFailsAtOnce() throws Exception {
        aws.on("DescribeInstances", NONE).refuse("RunInstances", 400, "InvalidParameterValue");
        assertThat(failure(create("k", Optional.empty())).code()).isEqualTo("request-refused");
    }

    @Test
    void whatAwsCouldNotSayOrWouldNotUnderstandIsCaught() throws Exception {
        assertThatThrownBy(() -> aws.on("RunInstances", run("i-1").replace("instanceId", "instanceID")))
                .hasMessageContaining("has no instanceID");
        assertThatThrownBy(() -> aws.on("DescribeVolumes", "<volumeSet><item><size>much</size></item></volumeSet>"))
                .hasMessageContaining("size cannot be \"much\"");
        assertThatThrownBy(() -> aws.on("DescribeInstance", "")).hasMessageContaining("no DescribeInstanceResponse");

        Wire strict = new Wire(Ec2Client.class);
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(strict.endpoint())
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "Action=DescribeInstances&MaxResults=some&Filters.1.Name=x"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertThatThrownBy(strict::close)
                .hasMessageContaining("has no parameter Filters")
                .hasMessageContaining("MaxResults cannot be");
    }

    @Test
    void theMarksGoWithTheRequestThatMakesAnInstanceAndAreLookedForFirst() throws Exception {
        aws.on("DescribeInstances", NONE)
                .on("RunInstances", run("i-1"))
                .on("DescribeInstances", found(reservation(instance("i-1", "running"))));
        create("k", Optional.empty());

        assertThat(aws.asked("DescribeInstances").get(0)).containsEntry("Filter.1.Name", "tag:plenum:key");
        assertThat(aws.asked("RunInstances").get(0))
                .containsEntry("TagSpecification.1.ResourceType", "instance")
                .containsValue("plenum:key")
                .containsEntry("MinCount", "1")
                .containsEntry("MaxCount", "1")
                .containsValue(item.toString());
    }

    @Test
    void pagesAreByInstanceAndEachGoesOnWhereTheOneBeforeEnded() throws Exception {
        aws.on("DescribeInstances", found(reservation(instance("i-1", "running"))) + "<nextToken>a/+=:b</nextToken>")
                .on("DescribeInstances", found(reservation(instance("i-2", "running"))) + "<nextToken>c</nextToken>")
                .on("DescribeInstances", found(reservation(instance("i-3", "running"), instance("i-4", "stopped"))));

        assertThat(driver.discover(Types.INSTANCE, 1).stream().map(ResourceState::externalId))
                .containsExactly("eu-west-1/i-1", "eu-west-1/i-2", "eu-west-1/i-3", "eu-west-1/i-4");
        assertThat(aws.asked("DescribeInstances").stream().map(request -> request.get("NextToken")))
                .containsExactly(null, "a/+=:b", "c");
        assertThat(aws.asked("DescribeInstances").get(0))
                .as("AWS takes no less than 5")
                .containsEntry("MaxResults", "5");
    }

    @Test
    void aDeletionIsOverWhenAwsSaysTerminatedThoughItStillShowsTheInstance() throws Exception {
        aws.on("DescribeInstances", found(reservation(instance("i-1", "running"))))
                .on("TerminateInstances", "<instancesSet/>")
                .on("DescribeInstances", found(reservation(instance("i-1", "shutting-down"))))
                .on("DescribeInstances", found(reservation(instance("i-1", "shutting-down"))))
                .on("DescribeInstances", found(reservation(instance("i-1", "terminated"))));
        ResourceRef ref = new ResourceRef(item, Optional.of("eu-west-1/i-1"), "web", Values.empty());

        assertThat(driver.apply(Types.INSTANCE, Change.Kind.DELETE, ref, Values.empty(), Values.empty()))
                .isEqualTo(Step.done());
    }

    @Test
    void rightsAndCredentialsAreToldApart() {
        aws.refuse("DescribeInstances", 403, "UnauthorizedOperation");
        assertThat(listing()).isEqualTo("insufficient-privilege");
    }

    @Test
    void credentialsThatAreRefusedAreSaidToBeSo() {
        aws.refuse("DescribeInstances", 401, "AuthFailure");
        assertThat(listing()).isEqualTo("wrong-credentials");
    }

    private String listing() {
        try {
            driver.discover(Types.INSTANCE, 100);
            return "";
        } catch (ProviderException e) {
            assertThat(e.category()).isEqualTo(Category.AUTHENTICATION);
            return e.code();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPageThatIsNoAnswerOfAwsIsTransient() throws Exception {
        aws.refuse("DescribeInstances", 502, "");
        assertThat(failure(create("k", Optional.empty())).category()).isEqualTo(Category.TRANSIENT);
    }
}
