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
import java.util.List;
import java.util.Optional;

/** The account as the owner of the access key sees it; the key's secret is leased for each request anew. Thread-safe. */
public final class UserAccount implements AwsAccount {
    private static final String PURPOSE = "Sign requests to AWS";

    private final Settings settings;
    private final ConnectionContext context;
    private final Transport transport;

    public UserAccount(Settings settings, ConnectionContext context, Transport transport) {
        this.settings = settings;
        this.context = context;
        this.transport = transport;
    }

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
    public AwsCredentials credentials(OperationContext operation) throws ProviderException {
        return new AwsCredentials(
                settings.accessKeyId(),
                leased("secretAccessKey"),
                settings.isTemporary() ? Optional.of(leased("sessionToken")) : Optional.empty());
    }

    private String leased(String field) throws ProviderException {
        try (SecretLease lease = context.credential(field, PURPOSE)) {
            return new String(lease.value());
        }
    }

    @Override
    public void refused(AwsCredentials credentials) {
        // there are no others
    }

    @Override
    public HttpResponse<byte[]> send(String whom, HttpRequest request, OperationContext operation)
            throws ProviderException, InterruptedException {
        return transport.send(whom, request, operation);
    }
}
