package coop.plenum.baremetal;

import coop.plenum.api.secret.SecretLease;
import java.util.Arrays;

/** A lease that wipes its copy, as the platform's do. */
public final class TestLease implements SecretLease {
    private final char[] value;

    public TestLease(String secret) {
        this.value = secret.toCharArray();
    }

    @Override
    public char[] value() {
        return value;
    }

    @Override
    public void close() {
        Arrays.fill(value, '\0');
    }
}
