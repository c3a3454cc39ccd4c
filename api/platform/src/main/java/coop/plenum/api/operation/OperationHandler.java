package coop.plenum.api.operation;

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
}
