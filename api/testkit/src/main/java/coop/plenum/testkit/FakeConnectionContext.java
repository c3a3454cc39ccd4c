package coop.plenum.testkit;

import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.secret.SecretLease;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection's context for tests, with credentials in the clear; counts leases that were not closed. Thread-safe. */
public final class FakeConnectionContext implements ConnectionContext {
    private final UUID connection = UUID.randomUUID();
    private final Map<String, String> credentials;
    private final AtomicInteger open = new AtomicInteger();

    /** @param credentials by field of the connection form */
    public FakeConnectionContext(Map<String, String> credentials) {
        this.credentials = Map.copyOf(credentials);
    }

    /** Leases that have not been closed. */
    public int openLeases() {
        return open.get();
    }

    @Override
    public UUID connection() {
        return connection;
    }

    @Override
    public SecretLease credential(String field, String purpose) throws ProviderException {
        String secret = credentials.get(field);
        if (secret == null) {
            throw new ProviderException(
                    ProviderException.Category.USER,
                    "credential-missing",
                    "The field \"" + field + "\" is empty.",
                    field,
                    null,
                    null);
        }
        return new FakeLease(secret, open);
    }
}
