package coop.plenum.api.operation;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Starts and watches operations. An operation is visible to who may {@code operation.view} in its space. Starting one
 * takes no permission of its own: whoever submits has checked that the caller may do the work. Thread-safe.
 */
@ProviderType
public interface OperationService {
    /** Durable when it returns, or when the surrounding unit of work commits. */
    Operation submit(Caller caller, OperationRequest request);

    Optional<Operation> find(Caller caller, UUID id);

    /** Newest first. */
    Page<Operation> list(Caller caller, Filter filter, PageRequest page);

    /** Oldest first. */
    Page<LogLine> log(Caller caller, UUID id, PageRequest page);

    /**
     * Asks it to stop; one that is queued or waiting stops at once. Permission {@code operation.cancel}.
     *
     * @throws PlenumException {@code operation-ended}
     */
    Operation cancel(Caller caller, UUID id);

    /**
     * Runs a failed or cancelled one again, from its last resume token, on behalf of the caller. Permission
     * {@code operation.retry}.
     */
    Operation retry(Caller caller, UUID id);

    /**
     * Conditions on a list; empty matches all.
     *
     * @param requestedBy id of the subject on whose behalf it runs
     * @param space the space that it belongs to, or one above
     */
    record Filter(
            Optional<Operation.Status> status,
            Optional<String> kind,
            Optional<String> target,
            Optional<UUID> requestedBy,
            Optional<UUID> space) {
        public static Filter none() {
            return new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        public Filter status(Operation.Status wanted) {
            return new Filter(Optional.of(wanted), kind, target, requestedBy, space);
        }

        public Filter kind(String wanted) {
            return new Filter(status, Optional.of(wanted), target, requestedBy, space);
        }

        public Filter target(String wanted) {
            return new Filter(status, kind, Optional.of(wanted), requestedBy, space);
        }

        public Filter requestedBy(UUID wanted) {
            return new Filter(status, kind, target, Optional.of(wanted), space);
        }

        public Filter space(UUID wanted) {
            return new Filter(status, kind, target, requestedBy, Optional.of(wanted));
        }
    }
}
