package coop.plenum.api.audit;

import coop.plenum.api.PlenumException;
import org.osgi.annotation.versioning.ProviderType;

/** Writes to the provable log. Thread-safe. */
@ProviderType
public interface AuditLog {
    /**
     * Appends within the unit of work that is open on this thread, so that entry and change are committed together or
     * not at all; without an open one, in a transaction of its own.
     *
     * @return the event's id, a UUIDv7
     * @throws PlenumException {@code audit-unavailable}: the log is stalled, nothing may change now
     */
    String append(AuditEvent event);

    /** Appends in a transaction of its own that survives a roll-back of the caller's: denied attempts, failures. */
    String appendDetached(AuditEvent event);
}
