package coop.plenum.api.secret;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import java.time.Duration;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps secrets, envelope-encrypted (AES-256-GCM, a data key per version). Write-only for people; code leases. Storing
 * and leasing are audited, without the secret. Thread-safe.
 */
@ProviderType
public interface SecretService {
    /**
     * Stores a new secret; joins the unit of work of this thread.
     *
     * @param field what it is for, such as {@code infrastructure.connection.password}; bound into the encryption
     * @param value copied; the caller wipes its own array
     */
    SecretRef store(Caller caller, UUID space, String field, char[] value);

    /**
     * As {@link #store}, for a secret that is needed for a while only: then it can no longer be leased, and the platform
     * deletes it, should nobody have done so before.
     */
    SecretRef storeFor(Caller caller, UUID space, String field, char[] value, Duration lifetime);

    /** Stores the next version; older ones stay readable until {@link #delete}. */
    SecretRef replace(Caller caller, UUID id, char[] value);

    /**
     * @param purpose in words, for the audit log
     * @throws PlenumException {@code secret-missing}, {@code access-denied} (permission {@code secret.use}),
     *     {@code secret-unreadable} when the master key is not the one it was sealed with
     */
    SecretLease lease(Caller caller, SecretRef ref, String purpose);

    /**
     * Deletes all versions; joins the unit of work of this thread.
     *
     * @throws PlenumException {@code secret-missing}
     */
    void delete(Caller caller, UUID id);

    /** As {@link #delete}, for who wants it gone and does not mind if it is already. */
    void discard(Caller caller, UUID id);

    /** The newest version of each secret is sealed anew under a new master key; resumable. */
    void rotateMasterKey(Caller caller);
}
