package coop.plenum.baremetal.redfish;

import coop.plenum.api.access.Subject;
import coop.plenum.api.provider.OperationContext;
import java.time.Instant;
import java.util.UUID;

/** The context of a log-out: it belongs to no operation, and is over soon. */
record Farewell(Instant deadline) implements OperationContext {
    private static final long SECONDS = 3;

    static Farewell soon() {
        return new Farewell(Instant.now().plusSeconds(SECONDS));
    }

    @Override
    public UUID operation() {
        return new UUID(0, 0);
    }

    @Override
    public Subject actor() {
        return Subject.SYSTEM;
    }

    @Override
    public String idempotencyKey() {
        return "";
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void progress(double fraction, String message) {
        // nobody listens any more
    }

    @Override
    public void permit(int cost) {
        // ending a session must not wait for its turn
    }
}
