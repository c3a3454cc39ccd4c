package coop.plenum.infrastructure.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lets so many in a second pass, and some more at once, for each of a bounded number of names. Thread-safe. */
final class Turnstile {
    private static final int MOST = 1_024;
    private static final double SECOND = 1e9;

    private final double perSecond;
    private final double atOnce;
    private final LongSupplier nanoTime;
    private final Map<Object, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
            return size() > MOST;
        }
    };

    private record Bucket(double tokens, long at) {}

    Turnstile(double perSecond, double atOnce, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.nanoTime = nanoTime;
    }

    synchronized boolean admits(Object who) {
        long now = nanoTime.getAsLong();
        Bucket before = buckets.getOrDefault(who, new Bucket(atOnce, now));
        double tokens = Math.min(atOnce, before.tokens() + (now - before.at()) * perSecond / SECOND);
        boolean admitted = tokens >= 1;
        buckets.put(who, new Bucket(admitted ? tokens - 1 : tokens, now));
        return admitted;
    }
}
