package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.ProviderFixture.Creatable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The provider under proof, connected anew for each rule, and the ways in which the platform uses it. */
@ExtendWith(StrayExceptions.class)
abstract class ProviderBench {
    private static final int LONGEST_TOKEN = 4096;
    static final int BIGGEST_PAGE = 1000;

    ProviderFixture fixture;
    FakeConnectionContext connection;
    Provider provider;
    Set<Thread> threadsBefore;
    private final List<FakeOperationContext> contexts = new CopyOnWriteArrayList<>();

    abstract ProviderFactory factory();

    abstract ProviderFixture fixture();

    abstract Duration patience();

    abstract Duration longestPause();

    @BeforeEach
    void connect() {
        threadsBefore = Thread.getAllStackTraces().keySet();
        fixture = fixture();
        connection = new FakeConnectionContext(fixture.credentials());
        try {
            provider = factory().connect(fixture.settings(), connection);
        } catch (ProviderException e) {
            throw new AssertionError("connect() refused the settings of the fixture: " + e.getMessage(), e);
        }
    }

    @AfterEach
    void close() {
        provider.close();
    }

    final ResourceHandler handler(String type) {
        return handler(provider, type);
    }

    static ResourceHandler handler(Provider provider, String type) {
        return provider.handlers().stream()
                .filter(candidate -> name(candidate).equals(type))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("The fixture names the type " + type + ", which has no handler."));
    }

    /** The handlers that can list. */
    static List<ResourceHandler> discoverers(Provider provider) {
        return provider.handlers().stream()
                .filter(handler -> handler instanceof Discoverer)
                .toList();
    }

    static String name(ResourceHandler handler) {
        return handler.type().contentType();
    }

    final List<ResourceState> discover(ResourceHandler handler) throws ProviderException, InterruptedException {
        return discover(handler, BIGGEST_PAGE);
    }

    /** All pages in order; what is listed twice stands in the answer twice. */
    final List<ResourceState> discover(ResourceHandler handler, int max)
            throws ProviderException, InterruptedException {
        List<ResourceState> found = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        Optional<String> page = Optional.empty();
        do {
            Discoverer.Found part = page(handler, page, max, context());
            found.addAll(part.states());
            page = part.next();
            page.ifPresent(token -> assertThat(tokens.add(token))
                    .as(
                            "discover() of %s gave the page token \"%s\" twice, so its pages never end:"
                                    + " each token must lead on, and the last page must have none",
                            name(handler), token)
                    .isTrue());
        } while (page.isPresent());
        return found;
    }

    static Discoverer.Found page(ResourceHandler handler, Optional<String> token, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        return ((Discoverer) handler).discover(token, max, context);
    }

    static Discoverer.Found firstPage(ResourceHandler handler, OperationContext context)
            throws ProviderException, InterruptedException {
        return page(handler, Optional.empty(), BIGGEST_PAGE, context);
    }

    static List<String> ids(List<ResourceState> states) {
        return states.stream().map(ResourceState::externalId).toList();
    }

    static ResourceRef ref(ResourceState state) {
        return new ResourceRef(UUID.randomUUID(), Optional.of(state.externalId()), state.title(), state.values());
    }

    static ResourceRef ref(String externalId) {
        return new ResourceRef(UUID.randomUUID(), Optional.of(externalId), externalId, Values.empty());
    }

    /** As the platform knows a resource that it has asked to be created without getting an answer. */
    static ResourceRef ref(Creatable wanted) {
        return new ResourceRef(UUID.randomUUID(), Optional.empty(), wanted.title(), wanted.values());
    }

    static Change creation(Creatable wanted) {
        return creation(wanted, newKey());
    }

    /** @param key the same for the same item, as on the platform: each attempt at a create is for the item it was made for */
    static Change creation(Creatable wanted, String key) {
        UUID item = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        ResourceRef ref = new ResourceRef(item, Optional.empty(), wanted.title(), wanted.values());
        return new Change(Change.Kind.CREATE, ref, Values.empty(), wanted.values(), Optional.empty());
    }

    static Change update(Creatable wanted, ResourceState made) {
        Values after = wanted.values().merge(wanted.change());
        return new Change(Change.Kind.UPDATE, ref(made), wanted.values(), after, Optional.empty());
    }

    static Change deletion(ResourceState state) {
        return new Change(Change.Kind.DELETE, ref(state), state.values(), Values.empty(), Optional.empty());
    }

    /** What a call of the platform's comes with. */
    final FakeOperationContext context() {
        return keyed(newKey());
    }

    final FakeOperationContext keyed(String key) {
        FakeOperationContext context = FakeOperationContext.keyed(key).pausingAtMost(longestPause());
        contexts.add(context);
        return context;
    }

    final int openLeasesOfOperations() {
        return contexts.stream().mapToInt(FakeOperationContext::openLeases).sum();
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    final Observed observe(ResourceHandler handler, ResourceRef ref) throws InterruptedException {
        return handler.observe(ref, context());
    }

    final ResourceState present(ResourceHandler handler, ResourceRef ref) throws InterruptedException {
        Observed observed = observe(handler, ref);
        assertThat(observed)
                .as("\"%s\" of %s exists: observe() must answer Observed.Present", ref.title(), name(handler))
                .isInstanceOf(Observed.Present.class);
        return ((Observed.Present) observed).state();
    }

    static void assertShows(ResourceState expected, Observed observed, String rule) {
        assertThat(observed).as(rule).isInstanceOf(Observed.Present.class);
        ResourceState state = ((Observed.Present) observed).state();
        // first as a map, since Values print only their names
        assertThat(state.values().asMap()).as(rule).isEqualTo(expected.values().asMap());
        assertThat(state).as(rule).isEqualTo(expected);
    }

    final ResourceState created(ResourceHandler handler, Creatable wanted, String key) throws InterruptedException {
        return made(handler, wanted, done(handler, creation(wanted, key), key));
    }

    /** What a create has made, by its answer or, if that leaves it open, by looking. */
    final ResourceState made(ResourceHandler handler, Creatable wanted, Step.Done step) throws InterruptedException {
        return step.state().isPresent() ? step.state().get() : present(handler, ref(wanted));
    }

    final void delete(ResourceHandler handler, ResourceState state) throws InterruptedException {
        done(handler, deletion(state), newKey());
    }

    final Step.Done done(ResourceHandler handler, Change change, String key) throws InterruptedException {
        return done(change, apply(handler, change, keyed(key)));
    }

    static Step.Done done(Change change, List<Step> steps) {
        Step step = last(steps);
        assertThat(step)
                .as(
                        "apply(%s) of \"%s\" must end as Step.Done, also when it is called again with the same"
                                + " idempotency key%s",
                        change.kind(), change.ref().title(), why(step))
                .isInstanceOf(Step.Done.class);
        return (Step.Done) step;
    }

    final List<Step> apply(ResourceHandler handler, Change change, OperationContext context)
            throws InterruptedException {
        return steps(
                context,
                (token, again) -> handler.apply(
                        new Change(change.kind(), change.ref(), change.before(), change.after(), token), again));
    }

    /** One call of something that may have to be called again. */
    @FunctionalInterface
    interface Attempt {
        Step call(Optional<String> resumeToken, OperationContext context) throws InterruptedException;
    }

    /** Calls until it is no longer pending, and waits in between as it is asked to, within reason. */
    final List<Step> steps(OperationContext context, Attempt attempt) throws InterruptedException {
        long end = System.nanoTime() + patience().toNanos();
        List<Step> steps = new ArrayList<>();
        steps.add(attempt.call(Optional.empty(), context));
        while (last(steps) instanceof Step.Pending pending) {
            assertThat(System.nanoTime())
                    .as(
                            "still pending after %s (\"%s\"): it must end as Step.Done or Step.Failed;"
                                    + " override patience() if the remote system takes longer",
                            patience(), pending.message())
                    .isLessThan(end);
            assertThat(pending.resumeToken())
                    .as("a resume token must not be longer than %s characters", LONGEST_TOKEN)
                    .hasSizeLessThanOrEqualTo(LONGEST_TOKEN);
            context.pause(pending.pollAfter());
            steps.add(attempt.call(Optional.of(pending.resumeToken()), context));
        }
        return steps;
    }

    static Step last(List<Step> steps) {
        return steps.get(steps.size() - 1);
    }

    static void assertFailed(Step step, Category expected, String rule) {
        assertThat(step)
                .as("%s must be answered by Step.failed with category %s%s", rule, expected, why(step))
                .isInstanceOfSatisfying(
                        Step.Failed.class,
                        failed -> assertThat(failed.cause().category())
                                .as("%s must fail with category %s%s", rule, expected, why(step))
                                .isEqualTo(expected));
    }

    static void assertThrown(Throwable thrown, Category expected, String rule) {
        assertThat(thrown)
                .as("%s must be answered by a ProviderException with category %s", rule, expected)
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.category())
                                .as("%s must fail with category %s: %s", rule, expected, failure.getMessage())
                                .isEqualTo(expected));
    }

    /** What a failure says of itself, to end a message with. */
    static String why(Step step) {
        return step instanceof Step.Failed failed
                ? "; it failed as " + failed.cause().category() + ": "
                        + failed.cause().getMessage()
                : "";
    }
}
