package coop.plenum.api.operation;

import coop.plenum.api.access.Caller;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Does one kind of operation; registered as an OSGi service. While no handler of a kind is registered its operations
 * wait. Called on any thread, several at a time.
 */
@ConsumerType
public interface OperationHandler {
    /** {@code module.verb}. */
    String kind();

    /**
     * Runs from the start, or goes on: after a crash, a restart or {@link Outcome.Pending} it is called again with the
     * last {@link OperationRun#resumeToken()}. It must bring about its effects once however often it is called.
     * Exceptions fail the operation; a {@link coop.plenum.api.PlenumException} gives code and message.
     */
    Outcome run(OperationRun run) throws InterruptedException;

    /**
     * It has been cancelled while it was queued or waited, so {@link #run} is not called for it, unless somebody has it
     * run again. The place to let go of what was kept for it alone. Called after it has ended, at most once; not when the
     * process dies at that moment, or no handler is there: what must go has to expire as well. Exceptions are logged.
     *
     * @param caller who had asked for the operation
     */
    default void cancelled(Operation operation, Caller caller) {}
}
