package coop.plenum.api.provider.action;

import coop.plenum.api.access.Subject;
import coop.plenum.api.provider.OperationContext;
import java.time.Instant;
import java.util.UUID;

/** A context that has a key and nothing more to tell. */
record FakeKeyedContext(String idempotencyKey) implements OperationContext {
    @Override
    public UUID operation() {
        return new UUID(0, 1);
    }

    @Override
    public Subject actor() {
        return new Subject(Subject.Kind.USER, new UUID(0, 7), "tester");
    }

    @Override
    public Instant deadline() {
        return Instant.MAX;
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void progress(double fraction, String message) {
        // nobody listens
    }

    @Override
    public void permit(int cost) {
        // as much as is asked for
    }
}
