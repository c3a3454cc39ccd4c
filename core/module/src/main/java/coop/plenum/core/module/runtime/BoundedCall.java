package coop.plenum.core.module.runtime;

import coop.plenum.api.PlenumException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls code of modules, which may hang or throw anything, without hanging or falling with it. */
final class BoundedCall {
    /** After an interrupt, before the thread is given up for lost. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** What is called. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** It took too long; {@code lost} when it could not even be interrupted and its thread runs on. */
    static final class TimedOut extends Exception {
        private static final long serialVersionUID = 1L;

        TimedOut(Duration limit, boolean lost) {
            super("it took longer than " + limit.toSeconds() + " s"
                    + (lost ? " and cannot be interrupted; it is rid of only when the platform is started again" : ""));
        }
    }

    private BoundedCall() {}

    /** @throws Exception what the action threw (an error as the cause of one), or {@link TimedOut} */
    static void run(String name, Duration limit, Action action) throws Exception {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        action.run();
                    } catch (Throwable e) {
                        thrown.set(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(limit.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(GRACE.toMillis());
                throw new TimedOut(limit, thread.isAlive());
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new PlenumException(
                    PlenumException.Category.UNAVAILABLE,
                    "shutting-down",
                    "The platform is stopping. Try again when it is up.",
                    e);
        }
        Throwable failure = thrown.get();
        if (failure instanceof Exception exception) {
            throw exception;
        }
        if (failure != null) {
            throw new IllegalStateException(failure.toString(), failure);
        }
    }
}
