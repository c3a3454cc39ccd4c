package coop.plenum.aws.common;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.aws.api.AwsCredentials;
import java.util.Optional;

/**
 * What the calling thread is at. The client of AWS takes neither a deadline nor credentials with a single request in a way
 * that reaches those who send and sign it; but it does all that on the thread that calls it.
 */
record Current(OperationContext operation, AwsCredentials credentials) {
    private static final ThreadLocal<Current> THREAD = new ThreadLocal<>();

    private static Current get() {
        return Optional.ofNullable(THREAD.get())
                .orElseThrow(() -> new IllegalStateException("AWS is called outside of an operation."));
    }

    static OperationContext context() {
        return get().operation();
    }

    static AwsCredentials signer() {
        return get().credentials();
    }

    void begin() {
        THREAD.set(this);
    }

    static void end() {
        THREAD.remove();
    }
}
