package coop.plenum.aws.account;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who uses a secret stands in the audit log: once an operation, not once a request. */
class UserAccountTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private final FakeOperationContext operation = FakeOperationContext.create();
    private final Counting connection = new Counting();
    private Instant now = BEGIN;

    private UserAccount account() throws Exception {
        Settings settings =
                SettingsReader.read(Values.of(Map.of("regions", List.of("eu-west-1"), "accessKeyId", "AKIA1")));
        return new UserAccount(settings, connection, new Transport(settings), () -> now);
    }

    @Test
    void theSecretIsLeasedOnceForTheRequestsOfAnOperation() throws Exception {
        UserAccount account = account();
        assertThat(account.credentials(operation).secretAccessKey()).isEqualTo("secret 1");
        assertThat(account.credentials(operation).secretAccessKey()).isEqualTo("secret 1");
        assertThat(account.credentials(FakeOperationContext.create()).secretAccessKey())
                .isEqualTo("secret 2");
    }

    @Test
    void itIsLeasedAnewAfterAMinuteAndWhenItIsRefused() throws Exception {
        UserAccount account = account();
        account.credentials(operation);
        now = BEGIN.plus(Duration.ofMinutes(1));
        assertThat(account.credentials(operation).secretAccessKey()).isEqualTo("secret 2");
        account.refused(account.credentials(operation));
        assertThat(account.credentials(operation).secretAccessKey()).isEqualTo("secret 3");
    }

    /** Another secret each time. */
    private static final class Counting implements ConnectionContext {
        private int leases;

        @Override
        public UUID connection() {
            return new UUID(0, 1);
        }

        @Override
        public SecretLease credential(String field, String purpose) throws ProviderException {
            return new FakeConnectionContext(Map.of(field, "secret " + ++leases)).credential(field, purpose);
        }
    }
}
