package coop.plenum.baremetal;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives a command once and asks, step by step, whether its task at the controller has ended. A controller that writes
 * its own firmware does not answer for minutes; that is no failure before the time is over. Thread-safe.
 */
final class TaskSequence {
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration SLOW_POLL = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Given given = new Given();

    /** Gives the command and tells the task that carries it out, if there is one. */
    @FunctionalInterface
    interface Command {
        Optional<String> give(Patience patience) throws ProviderException, InterruptedException;
    }

    Step run(ActionCall call, Bmc bmc, Duration longest, Command command)
            throws ProviderException, InterruptedException {
        Patience patience = Patience.of(call.context());
        Optional<Waiting> waiting = call.resumeToken().isPresent()
                ? Optional.of(Waiting.parse(call.resumeToken().get()))
                : given.find(call.context().idempotencyKey());
        if (waiting.isPresent()) {
            return resume(waiting.get(), bmc, patience);
        }
        Optional<String> task = command.give(patience);
        Instant now = Instant.now();
        Waiting begun = new Waiting(Waiting.Stage.TASK, now, now.plus(longest), task);
        given.add(call.context().idempotencyKey(), begun);
        return task.isEmpty() ? Step.done() : begun.pending(POLL, "the controller has begun");
    }

    private static Step resume(Waiting waiting, Bmc bmc, Patience patience)
            throws ProviderException, InterruptedException {
        if (waiting.task().isEmpty()) {
            return Step.done();
        }
        String message = "the controller is at it";
        try {
            if (bmc.finished(waiting.task().get(), patience)) {
                return Step.done();
            }
        } catch (ProviderException e) {
            if (e.category() != Category.TRANSIENT && e.category() != Category.THROTTLED) {
                throw e;
            }
            message = "the controller does not answer now";
        }
        Instant now = Instant.now();
        if (now.isBefore(waiting.until())) {
            boolean slow = now.isAfter(waiting.since().plus(SOON));
            return waiting.pending(slow ? SLOW_POLL : POLL, message);
        }
        return Step.failed(new ProviderException(
                Category.CONFLICT,
                "task-not-ended",
                "The controller took the command, but after "
                        + Duration.between(waiting.since(), waiting.until()).toMinutes() + " minutes " + message
                        + ". Look at its own pages before you repeat it."));
    }
}
