package coop.plenum.infrastructure;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Keeps secrets in the clear. */
public final class FakeSecrets implements SecretService {
    private final Map<SecretRef, String> values = new HashMap<>();
    private final Set<String> denied = new HashSet<>();

    /** To people, that is; modules go on. */
    public void deny(String permission) {
        denied.add(permission);
    }

    public void allow(String permission) {
        denied.remove(permission);
    }

    private void require(Caller caller, String permission) {
        if (denied.contains(permission) && caller.subject().kind() != Subject.Kind.MODULE) {
            throw new PlenumException(PlenumException.Category.DENIED, "access-denied", "You lack " + permission);
        }
    }

    /** Puts everything back as it is now. */
    Runnable snapshot() {
        Map<SecretRef, String> before = Map.copyOf(values);
        return () -> {
            values.clear();
            values.putAll(before);
        };
    }

    public int size() {
        return values.size();
    }

    @Override
    public SecretRef store(Caller caller, UUID space, String field, char[] value) {
        require(caller, "secret.manage");
        if (new String(value).equals("unstorable")) {
            throw new PlenumException(PlenumException.Category.TOO_LARGE, "secret-too-large", "It is too large.");
        }
        SecretRef ref = new SecretRef(UUID.randomUUID(), 1);
        values.put(ref, new String(value));
        return ref;
    }

    @Override
    public SecretRef storeFor(Caller caller, UUID space, String field, char[] value, Duration lifetime) {
        return store(caller, space, field, value);
    }

    @Override
    public SecretRef replace(Caller caller, UUID id, char[] value) {
        require(caller, "secret.manage");
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
        require(caller, "secret.use");
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
        if (values.keySet().stream().noneMatch(ref -> ref.id().equals(id))) {
            throw PlenumException.missing("secret-missing", "There is no such secret.");
        }
        discard(caller, id);
    }

    @Override
    public void discard(Caller caller, UUID id) {
        require(caller, "secret.manage");
        values.keySet().removeIf(ref -> ref.id().equals(id));
    }

    @Override
    public void rotateMasterKey(Caller caller) {
        throw new UnsupportedOperationException();
    }
}
