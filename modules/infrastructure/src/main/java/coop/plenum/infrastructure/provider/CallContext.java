package coop.plenum.infrastructure.provider;

import coop.plenum.api.access.Subject;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.QuotaNeed;
import coop.plenum.api.secret.SecretLease;
import java.time.Instant;
import java.util.UUID;

/** What a provider sees of a {@link Call}. */
final class CallContext implements OperationContext {
    private final Call call;
    private final Instant deadline;
    private final RateLimit limit;
    private final Credentials credentials;

    CallContext(Call call, Instant deadline, RateLimit limit, Credentials credentials) {
        this.call = call;
        this.deadline = deadline;
        this.limit = limit;
        this.credentials = credentials;
    }

    @Override
    public UUID operation() {
        return call.operation();
    }

    @Override
    public Subject actor() {
        return call.caller().subject();
    }

    @Override
    public String idempotencyKey() {
        return call.idempotencyKey();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean cancelled() {
        return call.cancelled().getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    @Override
    public void progress(double fraction, String message) {
        call.progress().report(fraction, message);
    }

    @Override
    public void needs(QuotaNeed need) {
        call.progress().need(need);
    }

    @Override
    public SecretLease secret(String reference, String purpose) throws ProviderException {
        return credentials.secret(call.caller(), reference, purpose);
    }

    @Override
    public void permit(int cost) throws InterruptedException {
        limit.acquire(cost);
    }
}
