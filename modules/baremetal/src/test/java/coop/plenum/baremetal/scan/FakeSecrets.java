package coop.plenum.baremetal.scan;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets in memory. */
final class FakeSecrets implements SecretService {
    final Map<UUID, String> held = new ConcurrentHashMap<>();

    @Override
    public SecretRef store(Caller caller, UUID space, String field, char[] value) {
        SecretRef ref = new SecretRef(UUID.randomUUID(), 1);
        held.put(ref.id(), new String(value));
        return ref;
    }

    @Override
    public SecretRef replace(Caller caller, UUID id, char[] value) {
        held.put(id, new String(value));
        return new SecretRef(id, 2);
    }

    @Override
    public SecretLease lease(Caller caller, SecretRef ref, String purpose) {
        char[] value = held.get(ref.id()).toCharArray();
        return new SecretLease() {
            @Override
            public char[] value() {
                return value;
            }

            @Override
            public void close() {
                java.util.Arrays.fill(value, '\0');
            }
        };
    }

    @Override
    public void delete(Caller caller, UUID id) {
        if (held.remove(id) == null) {
            throw PlenumException.missing("secret-missing", "There is no such secret.");
        }
    }

    @Override
    public void discard(Caller caller, UUID id) {
        held.remove(id);
    }

    @Override
    public void rotateMasterKey(Caller caller) {
        // these are not sealed
    }
}
