package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.secret.SecretLease;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What the platform keeps of a connection, in the clear; a test changes it as the platform would. */
final class KeptSecrets implements ConnectionContext {
    final Map<String, String> secrets;
    final Map<String, String> pending = new TreeMap<>();
    final Map<String, String> previous = new TreeMap<>();
    private final Map<String, Values> known = new TreeMap<>();

    KeptSecrets(Map<String, String> secrets) {
        this.secrets = new TreeMap<>(secrets);
    }

    void put(String field, String secret) {
        secrets.put(field, secret);
    }

    void know(String externalId, Values values) {
        known.put(externalId, values);
    }

    void forget() {
        known.clear();
    }

    @Override
    public UUID connection() {
        return new UUID(0, 1);
    }

    @Override
    public SecretLease credential(String field, String purpose) throws ProviderException {
        return lease(secrets.get(field))
                .orElseThrow(() -> new ProviderException(Category.USER, "credential-missing", "There is none."));
    }

    @Override
    public Optional<SecretLease> pending(String field, String purpose) {
        return lease(pending.get(field));
    }

    @Override
    public Optional<SecretLease> previous(String field, String purpose) {
        return lease(previous.get(field));
    }

    @Override
    public Map<String, Values> known(String contentType) {
        return Map.copyOf(known);
    }

    private static Optional<SecretLease> lease(@org.jspecify.annotations.Nullable String secret) {
        return Optional.ofNullable(secret).map(text -> new SecretLease() {
            private final char[] value = text.toCharArray();

            @Override
            public char[] value() {
                return value;
            }

            @Override
            public void close() {
                // kept in the clear anyway
            }
        });
    }
}
