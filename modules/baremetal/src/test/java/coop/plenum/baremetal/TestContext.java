package coop.plenum.baremetal;

import coop.plenum.api.access.Subject;
import coop.plenum.api.provider.OperationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** An operation that asks nobody and remembers what it was told. */
public final class TestContext implements OperationContext {
    private final UUID operation = UUID.randomUUID();
    private final String key;
    private final Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;

    public TestContext() {
        this(UUID.randomUUID().toString());
    }

    public TestContext(String key) {
        this.key = key;
    }

    public void cancel() {
        cancelled = true;
    }

    public List<String> messages() {
        return messages;
    }

    @Override
    public UUID operation() {
        return operation;
    }

    @Override
    public Subject actor() {
        return Subject.SYSTEM;
    }

    @Override
    public String idempotencyKey() {
        return key;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void progress(double fraction, String message) {
        messages.add(message);
    }

    @Override
    public void permit(int cost) {
        // no limit here
    }
}
