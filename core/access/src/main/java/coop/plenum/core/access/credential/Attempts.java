package coop.plenum.core.access.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Failures by key, and the wait they have earned. Not thread-safe. */
final class Attempts {
    private final int free;
    private final Duration first;
    private final Duration longest;
    private final Duration forget;
    private final BoundedMap<String, Failures> failures = new BoundedMap<>(10_000);

    private record Failures(int count, Instant last) {}

    /**
     * @param free failures without a wait
     * @param first wait, doubled with each further failure
     * @param forget a key after so long without a failure
     */
    Attempts(int free, Duration first, Duration longest, Duration forget) {
        this.free = free;
        this.first = first;
        this.longest = longest;
        this.forget = forget;
    }

    void failed(String key, Instant now) {
        failures.put(key, new Failures(count(key, now) + 1, now));
    }

    void takeBack(String key) {
        failures.computeIfPresent(
                key, (same, before) -> before.count() > 1 ? new Failures(before.count() - 1, before.last()) : null);
    }

    void forget(String key) {
        failures.remove(key);
    }

    /** How long a failure now makes one wait. */
    Duration delay(String key, Instant now) {
        int over = count(key, now) - free;
        if (over < 0) {
            return Duration.ZERO;
        }
        Duration wait = first.multipliedBy(1L << Math.min(over, 20));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** What is left of the wait since the last failure; empty when it is over. */
    Optional<Duration> wait(String key, Instant now) {
        Failures known = failures.get(key);
        if (known == null) {
            return Optional.empty();
        }
        Duration left = Duration.between(now, known.last().plus(delay(key, now)));
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
    }

    private int count(String key, Instant now) {
        Failures known = failures.get(key);
        return known == null || known.last().plus(forget).isBefore(now) ? 0 : known.count();
    }
}
