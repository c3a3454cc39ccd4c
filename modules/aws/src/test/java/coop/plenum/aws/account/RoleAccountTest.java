package coop.plenum.aws.account;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsCredentials;
import coop.plenum.testkit.FakeOperationContext;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The credentials of a role are kept as long as they are good, and no longer. */
class RoleAccountTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private Instant now = BEGIN;
    private int assumed;

    private final RoleAccount account = new RoleAccount(
            new NoUser(),
            context -> new RoleAccount.Lent(
                    new AwsCredentials("ASIA" + ++assumed, "secret", Optional.of("token")),
                    now.plus(Duration.ofHours(1))),
            () -> now);

    private String key() throws Exception {
        return account.credentials(FakeOperationContext.create()).accessKeyId();
    }

    @Test
    void theRoleIsAssumedOnceForManyRequests() throws Exception {
        assertThat(key()).isEqualTo("ASIA1");
        now = BEGIN.plus(Duration.ofMinutes(50));
        assertThat(key()).isEqualTo("ASIA1");
    }

    @Test
    void itIsAssumedAnewBeforeTheCredentialsExpire() throws Exception {
        key();
        now = BEGIN.plus(Duration.ofMinutes(55));
        assertThat(key()).isEqualTo("ASIA2");
    }

    @Test
    void credentialsThatAwsRefusesAreNotUsedAgainAndThoseOfOthersStay() throws Exception {
        AwsCredentials first = account.credentials(FakeOperationContext.create());
        account.refused(first);
        assertThat(key()).isEqualTo("ASIA2");
        account.refused(first);
        assertThat(key()).isEqualTo("ASIA2");
    }

    @Test
    void credentialsAreNotPrinted() {
        assertThat(new AwsCredentials("AKIA1", "the-secret", Optional.of("the-token")).toString())
                .contains("AKIA1")
                .doesNotContain("the-");
    }

    /** A hand-written fake of who assumes the role; never asked for anything. */
    private static final class NoUser implements AwsAccount {
        @Override
        public List<String> regions() {
            return List.of("eu-west-1");
        }

        @Override
        public Optional<URI> endpoint() {
            return Optional.empty();
        }

        @Override
        public Values settings() {
            return Values.empty();
        }

        @Override
        public AwsCredentials credentials(OperationContext context) {
            throw new AssertionError("The user's own credentials are for assuming the role only.");
        }

        @Override
        public void refused(AwsCredentials credentials) {
            throw new AssertionError("The user's own credentials were not used.");
        }

        @Override
        public HttpResponse<byte[]> send(String whom, HttpRequest request, OperationContext context) {
            throw new AssertionError("Nothing is sent.");
        }
    }
}
