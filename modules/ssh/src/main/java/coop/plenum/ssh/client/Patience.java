package coop.plenum.ssh.client;

import coop.plenum.api.provider.OperationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * How long an exchange with a host may go on. Unlike an {@link OperationContext}, it may be handed to other threads.
 *
 * @param deadline give up by then
 * @param cancelled whether to give up now
 */
public record Patience(Instant deadline, BooleanSupplier cancelled) {
    /** For the thread that the context belongs to. */
    public static Patience of(OperationContext context) {
        return new Patience(context.deadline(), context::cancelled);
    }

    /** At most that long from now on. */
    public Patience within(Duration limit) {
        Instant end = Instant.now().plus(limit);
        return end.isBefore(deadline) ? new Patience(end, cancelled) : this;
    }

    boolean over() {
        return !Instant.now().isBefore(deadline);
    }

    /** How long to wait before looking again whether this is still wanted. */
    long slice() {
        return Math.max(
                1, Math.min(100, Duration.between(Instant.now(), deadline).toMillis()));
    }

    void check() throws InterruptedException {
        if (Thread.currentThread().isInterrupted() || cancelled.getAsBoolean()) {
            throw new InterruptedException("cancelled");
        }
    }
}
