package coop.plenum.aws.common.test;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.FakeOperationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Uses a provider as the platform does: call, wait as long as is asked for, call again. */
public final class Driver implements AutoCloseable {
    private static final int MOST_CALLS = 300;

    private final Provider provider;

    public Driver(Provider provider) {
        this.provider = provider;
    }

    public Provider provider() {
        return provider;
    }

    public ResourceHandler handler(String type) {
        return provider.handlers().stream()
                .filter(handler -> handler.type().contentType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** One call of something that may have to be called again. */
    @FunctionalInterface
    private interface Attempt {
        Step call(Optional<String> token, FakeOperationContext context) throws InterruptedException;
    }

    private Step finished(String key, Attempt attempt) throws InterruptedException {
        Optional<String> token = Optional.empty();
        for (int i = 0; i < MOST_CALLS; i++) {
            Step step = attempt.call(token, FakeOperationContext.keyed(key));
            if (!(step instanceof Step.Pending pending)) {
                return step;
            }
            token = Optional.of(pending.resumeToken());
            TimeUnit.MILLISECONDS.sleep(Math.min(500, pending.pollAfter().toMillis()));
        }
        throw new AssertionError("It goes on and on.");
    }

    public Step apply(String type, Change.Kind kind, ResourceRef ref, Values before, Values after) throws Exception {
        return finished(
                UUID.randomUUID().toString(),
                (token, context) -> handler(type).apply(new Change(kind, ref, before, after, token), context));
    }

    public ResourceState create(String type, String title, Values values) throws Exception {
        ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.empty(), title, values);
        return done(apply(type, Change.Kind.CREATE, ref, Values.empty(), values));
    }

    public ResourceState update(String type, ResourceState now, Values patch) throws Exception {
        return done(apply(
                type, Change.Kind.UPDATE, ref(now), now.values(), now.values().merge(patch)));
    }

    public void delete(String type, ResourceState state) throws Exception {
        assertThat(apply(type, Change.Kind.DELETE, ref(state), state.values(), Values.empty()))
                .isInstanceOf(Step.Done.class);
    }

    public Step act(String type, ResourceState state, String action, Values parameters) throws Exception {
        ResourceState now = observe(type, state.externalId()).orElseThrow();
        Actions actions = (Actions) handler(type);
        assertThat(actions.unavailable(action, ref(now))).as(action).isEmpty();
        return finished(
                UUID.randomUUID().toString(),
                (token, context) -> actions.act(action, parameters, ref(now), token, context));
    }

    public Optional<ResourceState> observe(String type, String externalId) throws Exception {
        Observed observed = handler(type)
                .observe(
                        new ResourceRef(UUID.randomUUID(), Optional.of(externalId), externalId, Values.empty()),
                        FakeOperationContext.create());
        assertThat(observed).isNotInstanceOf(Observed.Unknown.class);
        return observed instanceof Observed.Present present ? Optional.of(present.state()) : Optional.empty();
    }

    /** All pages. */
    public List<ResourceState> discover(String type, int max) throws Exception {
        List<ResourceState> all = new ArrayList<>();
        Optional<String> page = Optional.empty();
        do {
            Discoverer.Found found = ((Discoverer) handler(type)).discover(page, max, FakeOperationContext.create());
            all.addAll(found.states());
            page = found.next();
        } while (page.isPresent());
        return all;
    }

    public ResourceState find(String type, String title) throws Exception {
        return discover(type, 1000).stream()
                .filter(state -> state.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    public static ResourceRef ref(ResourceState state) {
        return new ResourceRef(UUID.randomUUID(), Optional.of(state.externalId()), state.title(), state.values());
    }

    public static String reference(String type, ResourceState state) {
        return "external:" + type + ":" + state.externalId();
    }

    public static ResourceState done(Step step) {
        if (step instanceof Step.Failed failed) {
            throw new AssertionError(failed.cause().category() + " "
                    + failed.cause().code() + ": " + failed.cause().getMessage());
        }
        return ((Step.Done) step).state().orElseThrow();
    }

    @Override
    public void close() {
        provider.close();
    }
}
