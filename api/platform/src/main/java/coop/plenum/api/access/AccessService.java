package coop.plenum.api.access;

import coop.plenum.api.PlenumException;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Decides who may do what, where. Deny by default; grants only add. Thread-safe; answers come from memory and are
 * current with the last committed change.
 */
@ProviderType
public interface AccessService {
    /** The space every other space is below. */
    UUID ROOT_SPACE = new UUID(0, 1);

    /** Decides without a trace in the audit log. */
    Decision decide(Caller caller, String permission, UUID space);

    /**
     * Decides for real.
     *
     * @return the decision, to be named in the audit entry of what follows
     * @throws PlenumException {@code access-denied}; the attempt is audited, also when the caller's transaction is
     *     rolled back
     */
    Decision require(Caller caller, String permission, UUID space);

    /** Where the caller holds the permission. */
    SpaceScope scope(Caller caller, String permission);

    /** A caller for work a module does on nobody's behalf; it holds what has been granted to the module. */
    Caller module(String moduleName);
}
