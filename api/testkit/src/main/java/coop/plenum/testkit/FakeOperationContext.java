package coop.plenum.testkit;

import coop.plenum.api.access.Subject;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.QuotaNeed;
import coop.plenum.api.secret.SecretLease;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An operation's context for tests: never throttles, cuts pauses short, remembers what it was told. Thread-safe.
 */
public final class FakeOperationContext implements OperationContext {
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);
    private static final Duration USUAL_PAUSE = Duration.ofMillis(200);

    private final UUID operation = UUID.randomUUID();
    private final String idempotencyKey;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<QuotaNeed> quotaNeeds = new CopyOnWriteArrayList<>();
    private final AtomicInteger permits = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger openLeases = new AtomicInteger();
    private final int requestsAllowed;
    private final Instant deadline;
    private volatile Duration longestPause = USUAL_PAUSE;
    private volatile boolean cancelled;

    private FakeOperationContext(String idempotencyKey, Duration patience, int requestsAllowed) {
        this.idempotencyKey = idempotencyKey;
        this.deadline = Instant.now().plus(patience);
        this.requestsAllowed = requestsAllowed;
    }

    /** A context with a key of its own. */
    public static FakeOperationContext create() {
        return keyed(UUID.randomUUID().toString());
    }

    /** A further attempt at the effect with that key. */
    public static FakeOperationContext keyed(String idempotencyKey) {
        return new FakeOperationContext(idempotencyKey, USUAL_PATIENCE, Integer.MAX_VALUE);
    }

    /** A call that must have ended by then. */
    public static FakeOperationContext within(Duration patience) {
        return new FakeOperationContext(UUID.randomUUID().toString(), patience, Integer.MAX_VALUE);
    }

    /** An attempt that is interrupted as it asks for one permit more, as when its time is up half-way. */
    public static FakeOperationContext cutShort(String idempotencyKey, int requestsAllowed) {
        return new FakeOperationContext(idempotencyKey, USUAL_PATIENCE, requestsAllowed);
    }

    /** How long {@link #pause} lasts at most, 200 ms unless said otherwise. */
    public FakeOperationContext pausingAtMost(Duration time) {
        longestPause = time;
        return this;
    }

    public void cancel() {
        cancelled = true;
    }

    /** What has been reported as progress. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /** What has been told of quotas. */
    public List<QuotaNeed> quotaNeeds() {
        return List.copyOf(quotaNeeds);
    }

    /** True once it has been interrupted because it wanted more requests than {@link #cutShort} allows. */
    public boolean wasCutShort() {
        return requests.get() > requestsAllowed;
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
    public void needs(QuotaNeed need) {
        quotaNeeds.add(need);
    }

    /** What a reference stands for in tests: the same text for the same reference. */
    public static String secretOf(String reference) {
        return "Kit-" + UUID.nameUUIDFromBytes(reference.getBytes(StandardCharsets.UTF_8));
    }

    /** Leases of secrets that have not been closed. */
    public int openLeases() {
        return openLeases.get();
    }

    /** Every secret can be had; see {@link #secretOf}. */
    @Override
    public SecretLease secret(String reference, String purpose) {
        return new FakeLease(secretOf(reference), openLeases);
    }

    @Override
    public void permit(int cost) throws InterruptedException {
        if (Thread.interrupted() || requests.incrementAndGet() > requestsAllowed) {
            throw new InterruptedException();
        }
        permits.addAndGet(cost);
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        OperationContext.super.pause(time.compareTo(longestPause) < 0 ? time : longestPause);
    }
}
