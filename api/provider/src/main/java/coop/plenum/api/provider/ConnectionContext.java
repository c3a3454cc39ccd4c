package coop.plenum.api.provider;

import coop.plenum.api.secret.SecretLease;
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
}
