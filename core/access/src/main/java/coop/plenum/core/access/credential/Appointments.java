package coop.plenum.core.access.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When whom to let in: given once, and kept whatever happens until then. Not thread-safe. */
final class Appointments {
    private final Duration keep;
    private final BoundedMap<String, Instant> given = new BoundedMap<>(10_000);

    Appointments(Duration keep) {
        this.keep = keep;
    }

    /**
     * What is left to wait; empty lets in, and the next one needs a new appointment.
     *
     * @param delay of a new appointment; zero lets in at once
     */
    Optional<Duration> wait(String key, Duration delay, Instant now) {
        Instant at = given.get(key);
        if (at == null || at.plus(keep).isBefore(now)) {
            if (delay.isZero()) {
                return Optional.empty();
            }
            given.put(key, now.plus(delay));
            return Optional.of(delay);
        }
        if (now.isBefore(at)) {
            return Optional.of(Duration.between(now, at));
        }
        given.remove(key);
        return Optional.empty();
    }
}
