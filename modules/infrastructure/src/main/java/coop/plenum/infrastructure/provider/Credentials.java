package coop.plenum.infrastructure.provider;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/**
 * Leases a connection's secrets to its provider: those given for a test first, else the stored ones. Thread-safe.
 */
public final class Credentials implements ConnectionContext {
    private final UUID connection;
    private final Map<String, char[]> given;
    private final Map<String, SecretRef> stored;
    private final SecretService secrets;
    private final Caller lessee;

    /** @param given secrets in the clear by field, not yet stored; they outlive this object */
    public Credentials(
            UUID connection,
            Map<String, char[]> given,
            Map<String, SecretRef> stored,
            SecretService secrets,
            Caller lessee) {
        this.connection = connection;
        this.given = Map.copyOf(given);
        this.stored = Map.copyOf(stored);
        this.secrets = secrets;
        this.lessee = lessee;
    }

    @Override
    public UUID connection() {
        return connection;
    }

    @Override
    public SecretLease credential(String field, String purpose) throws ProviderException {
        char[] value = given.get(field);
        if (value != null) {
            return new Copy(value);
        }
        SecretRef ref = stored.get(field);
        if (ref == null) {
            throw new ProviderException(
                    Category.USER, "credential-missing", "The field \"" + field + "\" is empty.", field, null, null);
        }
        try {
            return secrets.lease(lessee, ref, purpose);
        } catch (PlenumException e) {
            throw new ProviderException(
                    Category.USER,
                    e.code(),
                    "The stored secret of \"" + field + "\" cannot be used: " + e.getMessage(),
                    field,
                    null,
                    e);
        }
    }

    /** A secret that content refers to, and that the caller may use. */
    SecretLease secret(Caller caller, String reference, String purpose) throws ProviderException {
        try {
            return secrets.lease(caller, SecretRef.parse(reference), purpose);
        } catch (PlenumException e) {
            throw new ProviderException(Category.USER, e.code(), "The secret cannot be used: " + e.getMessage(), e);
        }
    }

    /** A lease of a secret that is not stored. */
    private static final class Copy implements SecretLease {
        private final char[] value;

        Copy(char[] original) {
            value = original.clone();
        }

        @Override
        public char[] value() {
            return value;
        }

        @Override
        public void close() {
            Arrays.fill(value, '\0');
        }

        @Override
        public String toString() {
            return "********";
        }
    }
}
