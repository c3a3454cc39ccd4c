package coop.plenum.core.operation;

import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.Operation;
import java.util.Optional;
import java.util.UUID;

/**
 * An operation with what only the engine needs to know of it.
 *
 * @param caller on whose behalf it runs, through the door OPERATION
 * @param lane empty: none
 */
record Entry(Operation operation, Caller caller, Optional<String> resumeToken, String lane, int laneWidth) {
    UUID id() {
        return operation.id();
    }

    Operation.Status status() {
        return operation.status();
    }
}
