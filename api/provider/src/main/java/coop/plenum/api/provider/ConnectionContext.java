package coop.plenum.api.provider;

import coop.plenum.api.Values;
import coop.plenum.api.secret.SecretLease;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** What a connection may use of the platform as long as it is open. Thread-safe. */
@ProviderType
public interface ConnectionContext {
    /** The connection's item. */
    UUID connection();

    /**
     * Leases the secret of a connection field; close it as soon as it has been used.
     *
     * @throws ProviderException category USER when the field holds none
     */
    SecretLease credential(String field, String purpose) throws ProviderException;

    /**
     * Leases the new secret of a field whose replacement has begun and which the connection does not use yet; see
     * {@link CredentialRotation}. Empty when there is none.
     */
    default Optional<SecretLease> pending(String field, String purpose) throws ProviderException {
        return Optional.empty();
    }

    /**
     * Leases the secret that a field held before, as long as its replacement has not come to every place; see
     * {@link CredentialRotation}. Empty when there is none.
     */
    default Optional<SecretLease> previous(String field, String purpose) throws ProviderException {
        return Optional.empty();
    }

    /**
     * Where the remote system can post what happens, for an {@link EventSource}; nothing secret. Empty while nobody has told
     * the server under which address others reach it.
     */
    default Optional<URI> events() {
        return Optional.empty();
    }

    /**
     * What Plenum knows of this connection's resources of a type, by external id: for a provider that must compare what it
     * meets with what was there before, such as the key of a host. Reads them all, so not for each call.
     */
    default Map<String, Values> known(String contentType) {
        return Map.of();
    }
}
