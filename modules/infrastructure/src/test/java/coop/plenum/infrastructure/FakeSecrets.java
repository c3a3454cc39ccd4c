package coop.plenum.infrastructure;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Keeps secrets in the clear. */
public final class FakeSecrets implements SecretService {
    private final Map<SecretRef, String> values = new HashMap<>();

    public int size() {
        return values.size();
    }

    @Override
    public SecretRef store(Caller caller, UUID space, String field, char[] value) {
        SecretRef ref = new SecretRef(UUID.randomUUID(), 1);
        values.put(ref, new String(value));
        return ref;
    }

    @Override
    public SecretRef replace(Caller caller, UUID id, char[] value) {
        int newest = values.keySet().stream()
                .filter(ref -> ref.id().equals(id))
                .mapToInt(SecretRef::version)
                .max()
                .orElseThrow();
        SecretRef ref = new SecretRef(id, newest + 1);
        values.put(ref, new String(value));
        return ref;
    }

    @Override
    public SecretLease lease(Caller caller, SecretRef ref, String purpose) {
        String value = values.get(ref);
        if (value == null) {
            throw PlenumException.missing("secret-missing", "There is no such secret.");
        }
        char[] copy = value.toCharArray();
        return new SecretLease() {
            @Override
            public char[] value() {
                return copy;
            }

            @Override
            public void close() {
                // the fake has nothing to wipe
            }
        };
    }

    @Override
    public void delete(Caller caller, UUID id) {
        values.keySet().removeIf(ref -> ref.id().equals(id));
    }

    @Override
    public void rotateMasterKey(Caller caller) {
        throw new UnsupportedOperationException();
    }
}
