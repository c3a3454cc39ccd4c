package coop.plenum.core.rest.http;

import coop.plenum.api.PlenumException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A token bucket for each credential and, before anybody has signed in, for each address. Holds a bounded number of
 * buckets; full ones are forgotten first, since a new one is full as well.
 */
public final class RateLimit {
    private static final int MAX_BUCKETS = 20_000;
    private static final long SECOND = 1_000_000_000L;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param perSecond requests in the long run; twice as many at once */
    public RateLimit(double perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = perSecond * 2;
        this.nanoTime = nanoTime;
    }

    /** @throws PlenumException {@code too-many-requests} */
    public void admit(String who) {
        long now = nanoTime.getAsLong();
        if (buckets.size() > MAX_BUCKETS) {
            forgetFull(now);
        }
        double missing =
                buckets.computeIfAbsent(who, key -> new Bucket(burst, now)).take(now, perSecond, burst);
        if (missing > 0) {
            throw new PlenumException(
                    PlenumException.Category.THROTTLED,
                    "too-many-requests",
                    "Too many requests. Wait as long as Retry-After says.",
                    List.of(),
                    Duration.ofMillis((long) Math.ceil(missing / perSecond * 1000)),
                    null);
        }
    }

    private void forgetFull(long now) {
        buckets.values().removeIf(bucket -> bucket.full(now, perSecond, burst));
        if (buckets.size() > MAX_BUCKETS) {
            buckets.clear();
        }
    }

    private static final class Bucket {
        private double tokens;
        private long filledAt;

        Bucket(double tokens, long now) {
            this.tokens = tokens;
            this.filledAt = now;
        }

        /** Takes a token, or tells how much is missing to one. */
        synchronized double take(long now, double perSecond, double burst) {
            fill(now, perSecond, burst);
            if (tokens >= 1) {
                tokens -= 1;
                return 0;
            }
            return 1 - tokens;
        }

        synchronized boolean full(long now, double perSecond, double burst) {
            fill(now, perSecond, burst);
            return tokens >= burst;
        }

        private void fill(long now, double perSecond, double burst) {
            tokens = Math.min(burst, tokens + (now - filledAt) * perSecond / SECOND);
            filledAt = now;
        }
    }
}
