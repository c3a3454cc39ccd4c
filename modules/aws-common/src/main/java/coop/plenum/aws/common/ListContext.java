package coop.plenum.aws.common;

import coop.plenum.api.access.Subject;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.QuotaNeed;
import coop.plenum.api.secret.SecretLease;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Marks calls that list: lists of one service wait for each other, other calls do not wait for them. */
record ListContext(OperationContext whole) implements OperationContext {
    @Override
    public UUID operation() {
        return whole.operation();
    }

    @Override
    public Subject actor() {
        return whole.actor();
    }

    @Override
    public String idempotencyKey() {
        return whole.idempotencyKey();
    }

    @Override
    public Instant deadline() {
        return whole.deadline();
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }

    @Override
    public void progress(double fraction, String message) {
        whole.progress(fraction, message);
    }

    @Override
    public void needs(QuotaNeed need) {
        whole.needs(need);
    }

    @Override
    public SecretLease secret(String reference, String purpose) throws ProviderException {
        return whole.secret(reference, purpose);
    }

    @Override
    public void permit(int cost) throws InterruptedException {
        whole.permit(cost);
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        whole.pause(time);
    }
}
