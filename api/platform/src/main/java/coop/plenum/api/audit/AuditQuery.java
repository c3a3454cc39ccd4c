package coop.plenum.api.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Which entries; an empty condition matches all. */
public record AuditQuery(
        Optional<String> action,
        Optional<String> targetType,
        Optional<String> targetId,
        Optional<UUID> actor,
        Optional<UUID> space,
        Optional<String> correlation,
        Optional<AuditEvent.Outcome> outcome,
        Optional<Instant> from,
        Optional<Instant> until) {
    public static AuditQuery all() {
        return new AuditQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
