package coop.plenum.core.rest;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How much one client may ask for.
 *
 * @param rate requests a second for each credential, in the long run
 * @param query how long the database may be at one read on behalf of a request
 */
public record RequestLimits(double rate, Duration query) {
    /**
     * A console asks some dozen times a second while pages change, a script that waits for each answer some hundred times,
     * and the smallest server answers some thousands: one client gets what it needs, and others are not left without.
     */
    private static final double RATE = 1_000;

    private static final Duration QUERY = Duration.ofSeconds(15);

    /** @param properties answers null for what is not set */
    static RequestLimits of(Function<String, @Nullable String> properties) {
        String rate = properties.apply("plenum.http.rate");
        String query = properties.apply("plenum.query.seconds");
        return new RequestLimits(
                rate == null || rate.isBlank() ? RATE : Double.parseDouble(rate),
                query == null || query.isBlank() ? QUERY : Duration.ofSeconds(Long.parseLong(query)));
    }
}
