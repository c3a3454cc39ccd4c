package coop.plenum.core.module.runtime;

import java.time.Duration;

/**
 * How long modules may take.
 *
 * @param start of a bundle's start or stop
 * @param healthy until its components have what they need
 * @param turn to wait for a running change to end
 * @param proven until a start of the platform counts as a good one
 */
public record TimeLimits(Duration start, Duration healthy, Duration turn, Duration proven) {
    public static final TimeLimits DEFAULT = new TimeLimits(
            Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(3));
}
