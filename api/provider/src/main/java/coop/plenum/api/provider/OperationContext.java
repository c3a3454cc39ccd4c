package coop.plenum.api.provider;

import coop.plenum.api.access.Subject;
import coop.plenum.api.secret.SecretLease;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.osgi.annotation.versioning.ProviderType;

/** What one call to a provider may know and use. For the calling thread only, until the call returns. */
@ProviderType
public interface OperationContext {
    UUID operation();

    Subject actor();

    /** The same for every attempt at the same effect; pass it on where the remote system takes one. */
    String idempotencyKey();

    /** Give up by then. */
    Instant deadline();

    boolean cancelled();

    /** @param fraction 0 to 1 */
    void progress(double fraction, String message);

    /**
     * Tells, while a change is checked, what it takes of a quota. The needs of all that is done in one change are added up:
     * each step alone might fit into what is left.
     */
    default void needs(QuotaNeed need) {
        // who asks for no sum needs to know nothing
    }

    /**
     * Leases what a value of a field of type SECRET stands for, such as the first password of a database; close it as
     * soon as it has been used. It takes the actor's permission {@code secret.use}.
     *
     * @param reference the value
     * @throws ProviderException category USER when there is no such secret or it may not be used
     */
    default SecretLease secret(String reference, String purpose) throws ProviderException {
        throw new ProviderException(
                ProviderException.Category.USER, "secret-missing", "There are no secrets to be had here.");
    }

    /** Waits for its turn under the connection's rate limit; call before each remote request. */
    void permit(int cost) throws InterruptedException;

    /**
     * Waits, such as before the remote system is asked once more, but never past the deadline. Prefer it to a sleep of
     * one's own: tests decide how long a pause really is.
     */
    default void pause(Duration time) throws InterruptedException {
        long left = Duration.between(Instant.now(), deadline()).toNanos();
        TimeUnit.NANOSECONDS.sleep(Math.min(time.toNanos(), left));
    }
}
