package coop.plenum.api.operation;

import coop.plenum.api.Values;
import coop.plenum.api.access.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Work that outlives a request.
 *
 * @param kind names the {@link OperationHandler}
 * @param title for people
 * @param target the item or other thing it is about
 * @param input what it was asked to do; no secrets
 * @param progress 0 to 1
 * @param message the latest word on progress
 * @param failure cause first; empty unless FAILED
 */
public record Operation(
        UUID id,
        String kind,
        String title,
        UUID space,
        Optional<String> target,
        Subject requestedBy,
        Status status,
        Values input,
        Values result,
        double progress,
        String message,
        Optional<Failure> failure,
        int attempts,
        boolean cancelRequested,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt) {
    /** Where it stands. */
    public enum Status {
        QUEUED,
        RUNNING,
        /** Between two steps; holds no thread. */
        WAITING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean ended() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }

    /**
     * Why it failed.
     *
     * @param code stable
     * @param category of {@link coop.plenum.api.PlenumException.Category} or a provider's, lower case
     * @param message says what to do
     */
    public record Failure(String code, String category, String message) {}
}
