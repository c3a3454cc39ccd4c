package coop.plenum.openstack.client;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** Asks again, with growing pauses, where another time may help and nothing can come of it twice. */
final class Retries {
    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(400);
    /** Who is told to wait longer is better called again later than kept waiting. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private Retries() {}

    /** One try. */
    @FunctionalInterface
    interface Try<T> {
        T run() throws ProviderException, InterruptedException;
    }

    /** For what changes nothing: also when the line breaks. */
    static <T> T ofRead(Try<T> attempt, OperationContext context) throws ProviderException, InterruptedException {
        return again(attempt, Retries::passes, context);
    }

    /** For what may change something: only when it was refused for coming too soon, since then it was not done. */
    static <T> T ofWrite(Try<T> attempt, OperationContext context) throws ProviderException, InterruptedException {
        return again(attempt, e -> e.category() == Category.THROTTLED, context);
    }

    private static <T> T again(Try<T> attempt, Predicate<ProviderException> helps, OperationContext context)
            throws ProviderException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int tried = 1; ; tried++) {
            try {
                return attempt.run();
            } catch (ProviderException e) {
                Duration wait = e.retryAfter().orElse(pause);
                if (tried == TRIES || !helps.test(e) || !fits(wait, context)) {
                    throw e;
                }
                context.pause(wait);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static boolean passes(ProviderException e) {
        return e.category() == Category.THROTTLED
                || (e.category() == Category.TRANSIENT && !e.code().equals("deadline-exceeded"));
    }

    private static boolean fits(Duration wait, OperationContext context) {
        return wait.compareTo(LONGEST_PAUSE) <= 0
                && !context.cancelled()
                && Instant.now().plus(wait).isBefore(context.deadline());
    }
}
