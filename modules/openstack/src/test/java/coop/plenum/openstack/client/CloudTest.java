package coop.plenum.openstack.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.fake.FakeCloud;
import coop.plenum.openstack.fake.FakeCloud.Trouble;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the client copes with what a cloud does on bad days. */
@Timeout(60)
class CloudTest {
    private final FakeCloud fake = new FakeCloud();
    private final Cloud cloud = cloud(Duration.ofSeconds(2));

    private Cloud cloud(Duration timeout) {
        Account account = new Account(
                URI.create(fake.authUrl() + "/v3"),
                new Account.Password("tester", "Default", new Account.ProjectScope("proving", "Default")),
                Optional.empty(),
                "public",
                Set.of(),
                timeout,
                false);
        return new Cloud(account, new FakeConnectionContext(Map.of("password", FakeCloud.PASSWORD)));
    }

    @AfterEach
    void close() {
        cloud.close();
        fake.close();
    }

    private void ask() throws Exception {
        cloud.get(Service.NETWORK, "/networks", FakeOperationContext.create());
    }

    private ProviderException refused(Trouble... troubles) {
        fake.next(troubles);
        return catchThrowableOfType(ProviderException.class, this::ask);
    }

    @Test
    void aTokenIsUsedForManyRequests() throws Exception {
        ask();
        ask();
        assertThat(fake.signIns()).isEqualTo(1);
    }

    @Test
    void aTokenThatIsNoLongerTakenIsReplacedOnce() throws Exception {
        ask();
        fake.forgetTokens();
        ask();
        assertThat(fake.signIns()).isEqualTo(2);
    }

    @Test
    void aTokenThatIsNeverTakenIsAFailureOfTheCredentials() throws Exception {
        ask();
        ProviderException e = refused(Trouble.status(401, ""), Trouble.status(401, ""));
        assertThat(e.category()).isEqualTo(Category.AUTHENTICATION);
        assertThat(fake.signIns()).isEqualTo(2);
    }

    @Test
    void aTokenIsReplacedBeforeItRunsOut() throws Exception {
        fake.tokenLifetime(Duration.ofSeconds(30));
        ask();
        ask();
        assertThat(fake.signIns()).as("within the margin of a minute").isGreaterThan(1);
    }

    @Test
    void aReadIsRepeatedAfterTheWaitThatTheServiceAsksFor() throws Exception {
        fake.next(Trouble.status(429, "", "Retry-After", "1"));
        long begin = System.nanoTime();
        cloud.get(Service.NETWORK, "/networks", FakeOperationContext.create().pausingAtMost(Duration.ofSeconds(2)));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whoIsToldToWaitLongIsNotKeptWaiting() {
        ProviderException e = refused(Trouble.status(429, "", "Retry-After", "120"));
        assertThat(e.category()).isEqualTo(Category.THROTTLED);
        assertThat(e.retryAfter()).contains(Duration.ofMinutes(2));
    }

    @Test
    void aReadIsRepeatedWhenTheLineBreaksOrAServiceIsDown() throws Exception {
        fake.next(Trouble.reset(), Trouble.status(503, "down"));
        ask();
        assertThat(fake.requests()).hasSize(3);
    }

    @Test
    void aWriteIsNotRepeatedForItMayHaveHappened() {
        fake.next(Trouble.reset());
        Request request = Request.post(Service.NETWORK, "/networks", Map.of("network", Map.of("name", "a")));
        assertThatThrownBy(() -> cloud.send(request, FakeOperationContext.create()))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.category()).isEqualTo(Category.TRANSIENT));
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void aWriteThatWasRefusedAsTooOftenIsRepeated() throws Exception {
        fake.next(Trouble.status(429, "", "Retry-After", "1"));
        Request request = Request.post(Service.NETWORK, "/networks", Map.of("network", Map.of("name", "a")));
        cloud.send(request, FakeOperationContext.create());
        assertThat(fake.requests()).hasSize(2);
        assertThat(fake.services().all("network/networks")).hasSize(1);
    }

    @Test
    void anAnswerThatComesAgainIsNotBelieved() throws Exception {
        Trouble same = Trouble.status(200, "{\"networks\": []}", "X-Openstack-Request-Id", "req-1");
        fake.next(same, same);
        ask();
        ask();
        assertThat(fake.requests()).as("the second one was asked again").hasSize(3);
    }

    @Test
    void anAnswerToAWriteThatComesAgainIsAnOutcomeThatIsNotKnown() throws Exception {
        Trouble same = Trouble.status(200, "{\"networks\": []}", "X-Openstack-Request-Id", "req-1");
        fake.next(same, same);
        ask();
        Request request = Request.post(Service.NETWORK, "/networks", Map.of("network", Map.of("name", "a")));
        assertThatThrownBy(() -> cloud.send(request, FakeOperationContext.create()))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.category()).isEqualTo(Category.TRANSIENT))
                .hasMessageContaining("the answer to an earlier request");
    }

    @Test
    void anAnswerThatTricklesEndsWithTheTimeOut() {
        ProviderException e = refused(Trouble.trickle(), Trouble.trickle(), Trouble.trickle());
        assertThat(e.code()).isEqualTo("unreachable");
    }

    @Test
    void anAnswerThatIsTooLargeIsGivenUp() {
        ProviderException e = refused(Trouble.flood(40));
        assertThat(e.code()).isIn("answer-too-large");
    }

    @Test
    void aQuotaIsToldApartFromARightThatIsMissing() {
        ProviderException nova = refused(
                Trouble.status(
                        403,
                        "{\"forbidden\": {\"code\": 403, \"message\": \"Quota exceeded for cores: Requested 4, but already used 18 of 20 cores\"}}"));
        assertThat(nova.code()).isEqualTo("quota-exceeded");
        assertThat(nova.getMessage()).contains("cores").contains("18 of 20");
        ProviderException neutron = refused(
                Trouble.status(
                        409,
                        "{\"NeutronError\": {\"type\": \"OverQuota\", \"message\": \"Quota exceeded for resources: ['network'].\", \"detail\": \"\"}}"));
        assertThat(neutron.code()).isEqualTo("quota-exceeded");
        ProviderException cinder = refused(Trouble.status(
                413,
                "{\"overLimit\": {\"code\": 413, \"message\": \"VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'.\", \"retryAfter\": \"0\"}}",
                "Retry-After",
                "0"));
        assertThat(cinder.code()).isEqualTo("quota-exceeded");
        ProviderException forbidden = refused(
                Trouble.status(
                        403,
                        "{\"forbidden\": {\"code\": 403, \"message\": \"Policy doesn't allow os_compute_api:servers:create to be performed.\"}}"));
        assertThat(forbidden.code()).isEqualTo("insufficient-privilege");
    }

    @Test
    void openStacksOwnWordsAreKeptWhicheverWayTheyAreSaid() {
        assertThat(refused(Trouble.status(
                        400, "{\"badRequest\": {\"code\": 400, \"message\": \"Invalid imageRef provided.\"}}")))
                .hasMessageContaining("Invalid imageRef provided.")
                .satisfies(e -> assertThat(e.category()).isEqualTo(Category.USER));
        assertThat(refused(Trouble.status(
                        404, "<html><head><title>x</title></head><body><h1>404</h1>No image found</body></html>")))
                .hasMessageContaining("No image found")
                .hasMessageNotContaining("<");
    }

    @Test
    void aPathFromOutsideNeitherClimbsNorBranchesOff() {
        assertThat(Request.path("..", "a/b", "c?d=e")).isEqualTo("/%2E%2E/a%2Fb/c%3Fd%3De");
    }
}
