package coop.plenum.api.access;

import coop.plenum.api.PlenumException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Grants. Permission {@code access.grant} in the space, {@code access.view} to read; nobody grants what they lack there.
 * Thread-safe. Throws {@link PlenumException}: {@code permission-not-held}, {@code grant-missing},
 * {@code last-administrator}, {@code subject-missing}.
 */
@ProviderType
public interface Grants {
    /** Those in spaces the caller may {@code access.view}; of one subject or all. */
    List<Grant> list(Caller caller, Optional<UUID> subject);

    /** Granting what is already granted gives the existing grant. */
    Grant grant(Caller caller, Subject.Kind kind, UUID subject, UUID role, UUID space);

    void revoke(Caller caller, UUID id);

    /**
     * Explains whether a subject may do something somewhere; callers may ask about themselves, about others with
     * {@code access.view}.
     */
    Decision explain(Caller caller, UUID subject, String permission, UUID space);
}
