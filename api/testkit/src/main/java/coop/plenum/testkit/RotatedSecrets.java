package coop.plenum.testkit;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.secret.SecretLease;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The secrets of a connection while they are replaced, as the platform keeps them. */
final class RotatedSecrets implements ConnectionContext {
    private final UUID connection = UUID.randomUUID();
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Map<String, Values>> known;
    private final Map<String, String> present;
    private final Map<String, String> pending = new LinkedHashMap<>();
    private final Map<String, String> previous = new LinkedHashMap<>();

    /** @param known the connection's resources by type and external id */
    RotatedSecrets(Map<String, String> present, Map<String, Map<String, Values>> known) {
        this.present = new LinkedHashMap<>(present);
        this.known = Map.copyOf(known);
    }

    /** @param next by field; an empty one says that the field will hold nothing */
    void begin(Map<String, String> next) {
        pending.putAll(next);
    }

    void changeOver() {
        pending.forEach((field, secret) -> {
            String before = secret.isEmpty() ? present.remove(field) : present.put(field, secret);
            if (before != null) {
                previous.put(field, before);
            }
        });
        pending.clear();
    }

    void end() {
        previous.clear();
    }

    int openLeases() {
        return open.get();
    }

    @Override
    public UUID connection() {
        return connection;
    }

    @Override
    public SecretLease credential(String field, String purpose) throws ProviderException {
        return lease(present, field)
                .orElseThrow(() -> new ProviderException(
                        ProviderException.Category.USER,
                        "credential-missing",
                        "The field \"" + field + "\" is empty.",
                        field,
                        null,
                        null));
    }

    @Override
    public Optional<SecretLease> pending(String field, String purpose) {
        return lease(pending, field);
    }

    @Override
    public Optional<SecretLease> previous(String field, String purpose) {
        return lease(previous, field);
    }

    private Optional<SecretLease> lease(Map<String, String> secrets, String field) {
        return Optional.ofNullable(secrets.get(field))
                .filter(secret -> !secret.isEmpty())
                .map(secret -> new FakeLease(secret, open));
    }

    @Override
    public Map<String, Values> known(String contentType) {
        return known.getOrDefault(contentType, Map.of());
    }
}
