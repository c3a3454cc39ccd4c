package coop.plenum.infrastructure.provider;

import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.provider.QuotaNeed;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One call to a provider: on whose behalf, for how long, and how it can be stopped.
 *
 * @param idempotencyKey the same for every attempt at the same effect
 */
public record Call(
        UUID operation,
        Caller caller,
        String idempotencyKey,
        Duration timeout,
        BooleanSupplier cancelled,
        Progress progress) {
    /** Takes word of progress. */
    @FunctionalInterface
    public interface Progress {
        void report(double fraction, String message);

        /** Takes word of what a change needs of a quota. */
        default void need(QuotaNeed need) {
            // most want to know of progress only
        }
    }

    /** For a look that belongs to no operation. */
    public static Call by(Caller caller, Duration timeout) {
        UUID id = UUID.randomUUID();
        return new Call(id, caller, id.toString(), timeout, () -> false, (fraction, message) -> {});
    }

    /** For a step of an operation; the key is the same again after a crash. */
    public static Call of(OperationRun run, String step, Duration timeout) {
        return new Call(run.id(), run.caller(), run.id() + ":" + step, timeout, run::cancelled, run::progress);
    }

    /** Tells somebody else. */
    public Call telling(Progress listener) {
        return new Call(operation, caller, idempotencyKey, timeout, cancelled, listener);
    }

    /** Also keeps each word of progress in the operation's log. */
    public Call logged(OperationRun run) {
        return new Call(operation, caller, idempotencyKey, timeout, cancelled, (fraction, message) -> {
            run.progress(fraction, message);
            run.log(OperationRun.Level.INFO, message);
        });
    }
}
