package coop.plenum.core.operation;

import coop.plenum.api.Values;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.operation.Operation;
import java.util.Optional;

/** How an operation ended. */
record Ending(Operation.Status status, Values result, Optional<Operation.Failure> failure) {
    static Ending succeeded(Values result) {
        return new Ending(Operation.Status.SUCCEEDED, result, Optional.empty());
    }

    static Ending cancelled() {
        return new Ending(Operation.Status.CANCELLED, Values.empty(), Optional.empty());
    }

    static Ending failed(String code, String category, String message) {
        return new Ending(
                Operation.Status.FAILED, Values.empty(), Optional.of(new Operation.Failure(code, category, message)));
    }

    AuditEvent.Outcome outcome() {
        return status == Operation.Status.SUCCEEDED ? AuditEvent.Outcome.SUCCESS : AuditEvent.Outcome.FAILURE;
    }
}
