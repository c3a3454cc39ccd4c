package coop.plenum.core.operation;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.operation.Operation;

/** What the audit log says of operations. */
final class Audit {
    private Audit() {}

    static AuditEvent event(Caller caller, String action, Operation operation) {
        return AuditEvent.of(caller, action, "operation", operation.id().toString())
                .in(operation.space())
                .with(Values.builder()
                        .put("kind", operation.kind())
                        .put("target", operation.target().orElse(null))
                        .build());
    }

    static Values ending(Ending ending) {
        return Values.builder()
                .put("status", ending.status().name())
                .put("code", ending.failure().map(Operation.Failure::code).orElse(null))
                .build();
    }
}
