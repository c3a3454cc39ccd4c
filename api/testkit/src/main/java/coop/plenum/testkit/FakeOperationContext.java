package coop.plenum.testkit;

import coop.plenum.api.access.Subject;
import coop.plenum.api.provider.OperationContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An operation's context for tests: never throttles, remembers what it was told. Thread-safe. */
public final class FakeOperationContext implements OperationContext {
    private final UUID operation = UUID.randomUUID();
    private final String idempotencyKey;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger permits = new AtomicInteger();
    private final Instant deadline = Instant.now().plusSeconds(60);
    private volatile boolean cancelled;

    private FakeOperationContext(String idempotencyKey) {
        this.idempotencyKey = idempotencyKey;
    }

    /** A context with a key of its own. */
    public static FakeOperationContext create() {
        return keyed(UUID.randomUUID().toString());
    }

    /** A further attempt at the effect with that key. */
    public static FakeOperationContext keyed(String idempotencyKey) {
        return new FakeOperationContext(idempotencyKey);
    }

    public void cancel() {
        cancelled = true;
    }

    /** What has been reported as progress. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /** The sum of all permits asked for. */
    public int permits() {
        return permits.get();
    }

    @Override
    public UUID operation() {
        return operation;
    }

    @Override
    public Subject actor() {
        return new Subject(Subject.Kind.USER, new UUID(0, 7), "tester");
    }

    @Override
    public String idempotencyKey() {
        return idempotencyKey;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean cancelled() {
        return cancelled || Thread.currentThread().isInterrupted();
    }

    @Override
    public void progress(double fraction, String message) {
        messages.add(message);
    }

    @Override
    public void permit(int cost) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        permits.addAndGet(cost);
    }
}
