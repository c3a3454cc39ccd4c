package coop.plenum.aws.account;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsCredentials;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The account as the owner of the access key sees it. The key's secret is leased once for the requests of an operation, and
 * anew after a minute: each lease stands in the audit log, and a list of all there is takes many requests. Thread-safe.
 */
public final class UserAccount implements AwsAccount {
    private static final String PURPOSE = "Sign requests to AWS";
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Settings settings;
    private final ConnectionContext context;
    private final Transport transport;
    private final InstantSource clock;
    private @Nullable Leased leased;

    public UserAccount(Settings settings, ConnectionContext context, Transport transport, InstantSource clock) {
        this.settings = settings;
        this.context = context;
        this.transport = transport;
        this.clock = clock;
    }

    private record Leased(UUID operation, Instant until, AwsCredentials credentials) {}

    @Override
    public List<String> regions() {
        return settings.regions();
    }

    @Override
    public Optional<URI> endpoint() {
        return settings.endpoint();
    }

    @Override
    public Values settings() {
        return settings.all();
    }

    @Override
    public synchronized AwsCredentials credentials(OperationContext operation) throws ProviderException {
        Instant now = clock.instant();
        Leased before = leased;
        if (before != null && before.operation().equals(operation.operation()) && now.isBefore(before.until())) {
            return before.credentials();
        }
        AwsCredentials credentials = new AwsCredentials(
                settings.accessKeyId(),
                lease("secretAccessKey"),
                settings.isTemporary() ? Optional.of(lease("sessionToken")) : Optional.empty());
        leased = new Leased(operation.operation(), now.plus(KEPT), credentials);
        return credentials;
    }

    private String lease(String field) throws ProviderException {
        try (SecretLease lease = context.credential(field, PURPOSE)) {
            return new String(lease.value());
        }
    }

    @Override
    public synchronized void refused(AwsCredentials credentials) {
        leased = null; // others may have been stored meanwhile
    }

    @Override
    public HttpResponse<byte[]> send(String whom, HttpRequest request, OperationContext operation)
            throws ProviderException, InterruptedException {
        return transport.send(whom, request, operation);
    }
}
