package coop.plenum.itest;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Bounded waiting for what comes by itself. */
public final class Waiting {
    private Waiting() {}

    /** @throws AssertionError when it has not come in time */
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not " + what + " after " + patience);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
