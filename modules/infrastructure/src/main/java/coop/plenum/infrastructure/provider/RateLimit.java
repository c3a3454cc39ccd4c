package coop.plenum.infrastructure.provider;

import java.util.concurrent.TimeUnit;

/** Spaces calls so that at most so many start per second, with one second's worth at once. Thread-safe. */
final class RateLimit {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long interval;
    private long next = Long.MIN_VALUE;

    RateLimit(int perSecond) {
        interval = SECOND / Math.max(1, perSecond);
    }

    void acquire(int cost) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(reserve(cost, System.nanoTime()));
    }

    /** Takes the next place in the queue and tells how long to wait for it. */
    synchronized long reserve(int cost, long now) {
        long earliest = now - SECOND + interval;
        if (next == Long.MIN_VALUE || next - earliest < 0) {
            next = earliest;
        }
        long wait = Math.max(0, next - now);
        next += interval * cost;
        return wait;
    }
}
