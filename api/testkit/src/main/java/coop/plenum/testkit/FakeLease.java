package coop.plenum.testkit;

import coop.plenum.api.secret.SecretLease;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A lease that counts itself as long as it is open. For one thread. */
final class FakeLease implements SecretLease {
    private final char[] value;
    private final AtomicInteger open;
    private boolean closed;

    FakeLease(String secret, AtomicInteger open) {
        this.value = secret.toCharArray();
        this.open = open;
        open.incrementAndGet();
    }

    @Override
    public char[] value() {
        return value;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Arrays.fill(value, '\0');
            open.decrementAndGet();
        }
    }

    @Override
    public String toString() {
        return "********";
    }
}
