package coop.plenum.baremetal.scan;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets in memory. */
final class FakeSecrets implements SecretService {
    final Map<UUID, String> held = new ConcurrentHashMap<>();
    final List<Duration> lifetimes = new ArrayList<>();

    /** Who has leased some. */
    final Set<Caller> lessees = ConcurrentHashMap.newKeySet();

    boolean usable = true;
    boolean deletable = true;

    private static PlenumException denied(String permission) {
        return new PlenumException(PlenumException.Category.DENIED, "access-denied", "You lack " + permission);
    }

    @Override
    public SecretRef store(Caller caller, UUID space, String field, char[] value) {
        SecretRef ref = new SecretRef(UUID.randomUUID(), 1);
        held.put(ref.id(), new String(value));
        return ref;
    }

    @Override
    public SecretRef storeFor(Caller caller, UUID space, String field, char[] value, Duration lifetime) {
        lifetimes.add(lifetime);
        return store(caller, space, field, value);
    }

    @Override
    public SecretRef replace(Caller caller, UUID id, char[] value) {
        held.put(id, new String(value));
        return new SecretRef(id, 2);
    }

    @Override
    public SecretLease lease(Caller caller, SecretRef ref, String purpose) {
        if (!usable) {
            throw denied("secret.use");
        }
        lessees.add(caller);
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
        if (!deletable) {
            throw denied("secret.manage");
        }
        held.remove(id);
    }

    @Override
    public void rotateMasterKey(Caller caller) {
        // these are not sealed
    }
}
