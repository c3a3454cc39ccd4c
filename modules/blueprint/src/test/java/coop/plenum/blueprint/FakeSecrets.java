package coop.plenum.blueprint;

import coop.plenum.api.access.Caller;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Secrets in memory. */
public final class FakeSecrets implements SecretService {
    private final Map<UUID, String> stored = new LinkedHashMap<>();

    public Map<UUID, String> stored() {
        return stored;
    }

    @Override
    public SecretRef store(Caller caller, UUID space, String field, char[] value) {
        UUID id = UUID.randomUUID();
        stored.put(id, new String(value));
        return new SecretRef(id, 1);
    }

    @Override
    public SecretRef storeFor(Caller caller, UUID space, String field, char[] value, Duration lifetime) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SecretRef replace(Caller caller, UUID id, char[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SecretLease lease(Caller caller, SecretRef ref, String purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Caller caller, UUID id) {
        stored.remove(id);
    }

    @Override
    public void discard(Caller caller, UUID id) {
        stored.remove(id);
    }

    @Override
    public void rotateMasterKey(Caller caller) {
        throw new UnsupportedOperationException();
    }
}
