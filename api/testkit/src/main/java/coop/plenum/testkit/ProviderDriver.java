package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Uses a provider as the platform does, for tests of what the contract kit cannot know: calls, waits as long as is asked for
 * but never longer than a pause may last, and calls again with the token given and the same idempotency key, until it is
 * done or has failed.
 *
 * <p>Each change and each action has an idempotency key of its own, and each resource an item of its own, each time. What a
 * test expects by calling a method and does not get is an {@link AssertionError} that says what came instead. For one thread
 * at a time.
 */
public final class ProviderDriver implements AutoCloseable {
    private static final int MOST_CALLS = 300;
    private static final Duration USUAL_PAUSE = Duration.ofMillis(500);

    private final Provider provider;
    private final Duration longestPause;

    /** Pauses for half a second at most. */
    public ProviderDriver(Provider provider) {
        this(provider, USUAL_PAUSE);
    }

    /** @param longestPause between two calls; with a fake of the remote system next to nothing */
    public ProviderDriver(Provider provider, Duration longestPause) {
        this.provider = provider;
        this.longestPause = longestPause;
    }

    public Provider provider() {
        return provider;
    }

    public ResourceHandler handler(String type) {
        return provider.handlers().stream()
                .filter(handler -> handler.type().contentType().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The provider has no handler of the type " + type + "."));
    }

    /** One call of something that may have to be called again. */
    @FunctionalInterface
    private interface Attempt {
        Step call(Optional<String> token, FakeOperationContext context) throws InterruptedException;
    }

    private Step finished(Attempt attempt) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        Step step = attempt.call(Optional.empty(), FakeOperationContext.keyed(key));
        for (int calls = 1; step instanceof Step.Pending pending; calls++) {
            if (calls == MOST_CALLS) {
                throw new AssertionError("It goes on and on; after " + calls + " calls: " + pending.message());
            }
            TimeUnit.NANOSECONDS.sleep(
                    Math.min(longestPause.toNanos(), pending.pollAfter().toNanos()));
            step = attempt.call(Optional.of(pending.resumeToken()), FakeOperationContext.keyed(key));
        }
        return step;
    }

    /** Brings a change to its end, which may be a failure. */
    public Step apply(String type, Change.Kind kind, ResourceRef ref, Values before, Values after)
            throws InterruptedException {
        ResourceHandler handler = handler(type);
        return finished((token, context) -> handler.apply(new Change(kind, ref, before, after, token), context));
    }

    public ResourceState create(String type, String title, Values values) throws InterruptedException {
        ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.empty(), title, values);
        return done(apply(type, Change.Kind.CREATE, ref, Values.empty(), values));
    }

    /** @param patch to the values as they are now */
    public ResourceState update(String type, ResourceState now, Values patch) throws InterruptedException {
        return done(apply(
                type, Change.Kind.UPDATE, ref(now), now.values(), now.values().merge(patch)));
    }

    public void delete(String type, ResourceState state) throws InterruptedException {
        Step step = apply(type, Change.Kind.DELETE, ref(state), state.values(), Values.empty());
        if (step instanceof Step.Failed failed) {
            throw failure(failed.cause());
        }
    }

    /** Looks at a resource, then brings an action to its end, which may be a failure; the action must be available. */
    public Step act(String type, ResourceState state, String action, Values parameters) throws InterruptedException {
        ResourceState now = observe(type, state.externalId())
                .orElseThrow(() -> new AssertionError("\"" + state.title() + "\" does not exist any more."));
        Actions actions = (Actions) handler(type);
        assertThat(actions.unavailable(action, ref(now))).as(action).isEmpty();
        return finished((token, context) -> actions.act(action, parameters, ref(now), token, context));
    }

    /** What there is by an external id; empty when there is none. */
    public Optional<ResourceState> observe(String type, String externalId) throws InterruptedException {
        Observed observed = handler(type)
                .observe(
                        new ResourceRef(UUID.randomUUID(), Optional.of(externalId), externalId, Values.empty()),
                        FakeOperationContext.create());
        if (observed instanceof Observed.Unknown unknown) {
            throw failure(unknown.reason());
        }
        return observed instanceof Observed.Present present ? Optional.of(present.state()) : Optional.empty();
    }

    /** All pages. */
    public List<ResourceState> discover(String type, int max) throws ProviderException, InterruptedException {
        List<ResourceState> all = new ArrayList<>();
        Optional<String> page = Optional.empty();
        do {
            Discoverer.Found found = ((Discoverer) handler(type)).discover(page, max, FakeOperationContext.create());
            all.addAll(found.states());
            page = found.next();
        } while (page.isPresent());
        return all;
    }

    /** The first one that is listed with a title. */
    public ResourceState find(String type, String title) throws ProviderException, InterruptedException {
        return discover(type, ProviderBench.BIGGEST_PAGE).stream()
                .filter(state -> state.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + type + " is called \"" + title + "\"."));
    }

    /** As the platform means a resource that it knows. */
    public static ResourceRef ref(ResourceState state) {
        return new ResourceRef(UUID.randomUUID(), Optional.of(state.externalId()), state.title(), state.values());
    }

    /** As values refer to a resource. */
    public static String reference(String type, ResourceState state) {
        return "external:" + type + ":" + state.externalId();
    }

    /** What a step that is done has told of the resource. */
    public static ResourceState done(Step step) {
        if (step instanceof Step.Done done) {
            return done.state().orElseThrow(() -> new AssertionError("The step tells no state of the resource."));
        }
        throw step instanceof Step.Failed failed
                ? failure(failed.cause())
                : new AssertionError("The step is not done: " + step);
    }

    private static AssertionError failure(ProviderException cause) {
        return new AssertionError(cause.category() + " " + cause.code() + ": " + cause.getMessage(), cause);
    }

    /** Closes the provider. */
    @Override
    public void close() {
        provider.close();
    }
}
