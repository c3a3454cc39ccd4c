package coop.plenum.core.access.credential;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Slows down guessing, in memory. Three counts, each with some free failures and then a wait that doubles:
 *
 * <ul>
 *   <li>account from one address: up to 5 minutes;
 *   <li>address, whatever the account: up to 1 minute;
 *   <li>account from anywhere: at most 5 seconds, and as an appointment: whoever comes back after it is let in, however
 *       many others have failed meanwhile. So many attackers together are slowed, and still nobody can lock out a person
 *       who comes from an address of their own.
 * </ul>
 *
 * Thread-safe.
 */
@Component(service = BackOff.class)
public final class BackOff {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FORGET = Duration.ofMinutes(15);

    private final Attempts pairs = new Attempts(4, SECOND, Duration.ofMinutes(5), FORGET);
    private final Attempts addresses = new Attempts(20, SECOND, Duration.ofMinutes(1), FORGET);
    private final Attempts accounts = new Attempts(10, SECOND, Duration.ofSeconds(5), FORGET);
    private final Appointments appointments = new Appointments(FORGET);
    private final InstantSource clock;

    @Activate
    public BackOff() {
        this(InstantSource.system());
    }

    public BackOff(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Lets an attempt pass and counts it as failed until {@link #succeeded} takes it back, so that many at the same time
     * get no more tries than one after another.
     *
     * @throws PlenumException {@code too-many-attempts} with a retry-after
     */
    public synchronized void admit(String login, String address) {
        Instant now = clock.instant();
        String place = Addresses.group(address);
        String pair = place + " " + login;
        Optional<Duration> wait = pairs.wait(pair, now)
                .or(() -> addresses.wait(place, now))
                .or(() -> pairs.delay(pair, now).isZero()
                        ? appointments.wait(pair, accounts.delay(login, now), now)
                        : Optional.empty()); // has waited on its own account already
        if (wait.isPresent()) {
            throw refused(wait.get());
        }
        pairs.failed(pair, now);
        addresses.failed(place, now);
        accounts.failed(login, now);
    }

    /** The attempt that was let in last has turned out right. */
    public synchronized void succeeded(String login, String address) {
        String place = Addresses.group(address);
        pairs.forget(place + " " + login);
        addresses.takeBack(place);
        accounts.takeBack(login);
    }

    private static PlenumException refused(Duration wait) {
        Duration whole = Duration.ofSeconds(wait.plusMillis(999).toSeconds());
        return new PlenumException(
                Category.THROTTLED,
                "too-many-attempts",
                "Too many failed attempts. Try again in " + whole.toSeconds() + " seconds.",
                List.of(),
                whole,
                null);
    }
}
