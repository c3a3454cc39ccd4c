package coop.plenum.infrastructure.provider;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Leases a connection's secrets to its provider: those given for a test first, else the stored ones. Thread-safe.
 */
public final class Credentials implements ConnectionContext {
    private final UUID connection;
    private final Map<String, char[]> given;
    private final ConnectionAccess access;
    private final SecretService secrets;
    private final Caller lessee;
    private final Known known;
    private final Optional<URI> events;

    /** Tells what is known of a connection's resources of a type, by external id. */
    @FunctionalInterface
    public interface Known {
        Map<String, Values> of(UUID connection, String type);
    }

    /**
     * @param given secrets in the clear by field, not yet stored; they outlive this object
     * @param events where the remote system can post what happens
     */
    public Credentials(
            UUID connection,
            Map<String, char[]> given,
            ConnectionAccess access,
            SecretService secrets,
            Caller lessee,
            Known known,
            Optional<URI> events) {
        this.connection = connection;
        this.given = Map.copyOf(given);
        this.access = access;
        this.secrets = secrets;
        this.lessee = lessee;
        this.known = known;
        this.events = events;
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
        SecretRef ref = access.secrets().get(field);
        if (ref == null) {
            throw new ProviderException(
                    Category.USER, "credential-missing", "The field \"" + field + "\" is empty.", field, null, null);
        }
        return lease(field, ref, purpose);
    }

    @Override
    public Optional<SecretLease> pending(String field, String purpose) throws ProviderException {
        SecretRef ref = access.pending().get(field);
        return ref == null ? Optional.empty() : Optional.of(lease(field, ref, purpose));
    }

    @Override
    public Optional<SecretLease> previous(String field, String purpose) throws ProviderException {
        SecretRef ref = access.previous().get(field);
        try {
            return ref == null ? Optional.empty() : Optional.of(lease(field, ref, purpose));
        } catch (ProviderException e) {
            if (e.code().equals("secret-missing")) { // the platform stopped just after it had deleted it
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Optional<URI> events() {
        return events;
    }

    @Override
    public Map<String, Values> known(String contentType) {
        return known.of(connection, contentType);
    }

    private SecretLease lease(String field, SecretRef ref, String purpose) throws ProviderException {
        if (!access.unconfirmed().isEmpty()) {
            throw new ProviderException(
                    Category.AUTHENTICATION,
                    "secrets-withheld",
                    "The stored secrets are not used, since other settings have been given to the connection past its"
                            + " form: " + String.join(", ", new TreeSet<>(access.unconfirmed()))
                            + ". Have somebody who may use secrets (secret.use) look at them and save the connection.",
                    field,
                    null,
                    null);
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
