package coop.plenum.core.store;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Identifiers: UUID version 7 (RFC 9562, 5.7), in order of creation within the process. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Milliseconds and a 12 bit counter, so that identifiers made in one millisecond still grow. */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    public static UUID next() {
        long now = System.currentTimeMillis() << 12;
        long tick = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = (tick >>> 12 << 16) | 0x7000 | (tick & 0xfff);
        long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
