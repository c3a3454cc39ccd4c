package coop.plenum.baremetal.bmc;

import coop.plenum.api.provider.OperationContext;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * How long an exchange with a controller may go on. Unlike an {@link OperationContext}, it may be handed to other
 * threads.
 *
 * @param deadline give up by then
 * @param cancelled whether to give up now
 */
public record Patience(Instant deadline, BooleanSupplier cancelled) {
    /** For the thread that the context belongs to. */
    public static Patience of(OperationContext context) {
        return new Patience(context.deadline(), context::cancelled);
    }
}
