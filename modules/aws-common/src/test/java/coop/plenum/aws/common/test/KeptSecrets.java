package coop.plenum.aws.common.test;

import coop.plenum.api.access.Subject;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.testkit.FakeOperationContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Secrets of a platform, for tests: lends them to operations and counts leases that were not closed. Thread-safe. */
public final class KeptSecrets {
    private final Map<String, String> secrets;
    private final AtomicInteger open = new AtomicInteger();

    /** @param secrets by what a field of type SECRET has */
    public KeptSecrets(Map<String, String> secrets) {
        this.secrets = Map.copyOf(secrets);
    }

    /** Leases that have not been closed. */
    public int open() {
        return open.get();
    }

    /** The context of an attempt at the effect with that key. */
    public OperationContext keyed(String key) {
        return new Lender(FakeOperationContext.keyed(key));
    }

    private final class Lender implements OperationContext {
        private final FakeOperationContext context;

        Lender(FakeOperationContext context) {
            this.context = context;
        }

        @Override
        public SecretLease secret(String reference, String purpose) throws ProviderException {
            String secret = secrets.get(reference);
            if (secret == null) {
                return OperationContext.super.secret(reference, purpose);
            }
            open.incrementAndGet();
            char[] value = secret.toCharArray();
            return new SecretLease() {
                @Override
                public char[] value() {
                    return value;
                }

                @Override
                public void close() {
                    Arrays.fill(value, '\0');
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public UUID operation() {
            return context.operation();
        }

        @Override
        public Subject actor() {
            return context.actor();
        }

        @Override
        public String idempotencyKey() {
            return context.idempotencyKey();
        }

        @Override
        public Instant deadline() {
            return context.deadline();
        }

        @Override
        public boolean cancelled() {
            return context.cancelled();
        }

        @Override
        public void progress(double fraction, String message) {
            context.progress(fraction, message);
        }

        @Override
        public void permit(int cost) throws InterruptedException {
            context.permit(cost);
        }
    }
}
