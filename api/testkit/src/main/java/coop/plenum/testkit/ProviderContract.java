package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.ProviderFixture.Creatable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Proves that a provider keeps the rules of the provider API. Extend it in the provider's tests, give a factory and a
 * fixture, and run it with JUnit:
 *
 * <pre>{@code
 * class AcmeContract extends ProviderContract {
 *     protected ProviderFactory factory() { return new AcmeProviderFactory(); }
 *     protected ProviderFixture fixture() { return ProviderFixture.of(Values.of("endpoint", url), Map.of("key", "s3cret")); }
 * }
 * }</pre>
 */
public abstract class ProviderContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SAMPLE = 20;

    private ProviderFixture fixture;
    private FakeConnectionContext connection;
    private Provider provider;
    private Set<Thread> threadsBefore;

    /** The factory to prove; the same one every time, or a new one. */
    protected abstract ProviderFactory factory();

    /** Asked for before each test; the remote system behind it is there. */
    protected abstract ProviderFixture fixture();

    @BeforeEach
    void connect() throws ProviderException {
        threadsBefore = Thread.getAllStackTraces().keySet();
        fixture = fixture();
        connection = new FakeConnectionContext(fixture.credentials());
        provider = factory().connect(fixture.settings(), connection);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void theDescriptionIsAlwaysTheSame() {
        ProviderDescription description = factory().describe();

        assertThat(factory().describe()).isEqualTo(description);
        assertThat(description.name()).matches("[a-z][a-z0-9-]*");
        assertThat(description.title()).isNotBlank();
        assertThat(description.leastPrivilege())
                .as("the rights its credentials need")
                .isNotBlank();
        assertThat(description.resourceTypes()).isNotEmpty();
    }

    @Test
    void eachDescribedTypeHasOneHandler() {
        assertThat(provider.handlers())
                .extracting(handler -> handler.type().contentType())
                .containsExactlyInAnyOrderElementsOf(factory().describe().resourceTypes());
    }

    @Test
    void theSettingsOfTheFixtureAreThoseOfTheForm() {
        Set<String> fields = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        factory()
                .describe()
                .connectionFields()
                .forEach(field -> (field.type() == FieldType.SECRET ? secrets : fields).add(field.name()));

        assertThat(fields).containsAll(fixture.settings().asMap().keySet());
        assertThat(secrets).containsAll(fixture.credentials().keySet());
    }

    @Test
    void aGoodConnectionIsHealthy() throws Exception {
        Diagnostics diagnostics = provider.check(FakeOperationContext.create());

        assertThat(diagnostics.problems()).isEmpty();
        assertThat(diagnostics.summary()).isNotBlank();
        assertThat(connection.openLeases()).as("leases that were not closed").isZero();
    }

    @Test
    void badCredentialsAreToldApart() throws Exception {
        if (fixture.badCredentials().isEmpty()) {
            return;
        }
        try (Provider refused =
                factory().connect(fixture.settings(), new FakeConnectionContext(fixture.badCredentials()))) {
            Diagnostics diagnostics = refused.check(FakeOperationContext.create());

            assertThat(diagnostics.problems())
                    .extracting(Diagnostics.Problem::category)
                    .contains(ProviderException.Category.AUTHENTICATION);
            assertThat(diagnostics.toString())
                    .doesNotContain(fixture.badCredentials().values());
        }
    }

    @Test
    void discoveryListsEachResourceOnceAndAsItIsObserved() throws Exception {
        for (ResourceHandler handler : provider.handlers()) {
            if (handler instanceof Discoverer discoverer) {
                Map<String, ResourceState> found = discover(discoverer);
                for (ResourceState state : found.values().stream().limit(SAMPLE).toList()) {
                    assertThat(handler.observe(ref(state), FakeOperationContext.create()))
                            .isEqualTo(new Observed.Present(state));
                }
            }
        }
    }

    @Test
    void aSmallPageIsAHintThatLosesNothing() throws Exception {
        for (ResourceHandler handler : provider.handlers()) {
            if (handler instanceof Discoverer discoverer) {
                Set<String> whole = discover(discoverer).keySet();
                assertThat(discover(discoverer, Math.max(1, whole.size() / 3)).keySet())
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void whatIsUnknownIsAbsent() throws Exception {
        for (ResourceHandler handler : provider.handlers()) {
            ResourceRef unknown = new ResourceRef(
                    UUID.randomUUID(), Optional.of("no-such-resource"), "no such resource", Values.empty());

            assertThat(handler.observe(unknown, FakeOperationContext.create())).isEqualTo(new Observed.Absent());
        }
    }

    @Test
    void creatingTwiceWithOneKeyMakesOneResource() throws Exception {
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            String key = UUID.randomUUID().toString();
            ResourceState first = created(handler, wanted, key);
            ResourceState second = created(handler, wanted, key);

            assertThat(second.externalId()).isEqualTo(first.externalId());
            if (handler instanceof Discoverer discoverer) {
                assertThat(discover(discoverer).values())
                        .filteredOn(state -> state.title().equals(wanted.title()))
                        .hasSize(1);
            }
            delete(handler, first);
        }
    }

    @Test
    void aLostCreateIsFoundByItsIdentity() throws Exception {
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            ResourceState made = created(handler, wanted, UUID.randomUUID().toString());

            assertThat(handler.observe(refOf(wanted), FakeOperationContext.create()))
                    .isEqualTo(new Observed.Present(made));
            delete(handler, made);
            assertThat(handler.observe(refOf(wanted), FakeOperationContext.create()))
                    .isEqualTo(new Observed.Absent());
        }
    }

    @Test
    void updatingTwiceGivesTheValuesWanted() throws Exception {
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            ResourceState made = created(handler, wanted, UUID.randomUUID().toString());
            Values after = wanted.values().merge(wanted.change());
            Change change = new Change(Change.Kind.UPDATE, ref(made), wanted.values(), after, Optional.empty());
            String key = UUID.randomUUID().toString();
            done(handler, change, key);
            done(handler, change, key);

            Values now = present(handler, ref(made)).values();
            wanted.change().forEach((name, value) -> assertThat(now.asMap()).containsEntry(name, value));
            delete(handler, made);
        }
    }

    @Test
    void deletingTwiceIsNoFailure() throws Exception {
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            ResourceState made = created(handler, wanted, UUID.randomUUID().toString());
            delete(handler, made);
            delete(handler, made);

            assertThat(handler.observe(ref(made), FakeOperationContext.create()))
                    .isEqualTo(new Observed.Absent());
        }
    }

    @Test
    void whatCannotBeChangedSaysSo() throws Exception {
        for (String type : fixture.unchangeable()) {
            ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.of("any"), "any", Values.empty());
            for (Change.Kind kind : Change.Kind.values()) {
                Step step = handler(type)
                        .apply(
                                new Change(kind, ref, Values.empty(), Values.empty(), Optional.empty()),
                                FakeOperationContext.create());

                assertThat(step)
                        .isInstanceOfSatisfying(
                                Step.Failed.class,
                                failed -> assertThat(failed.cause().category())
                                        .isEqualTo(ProviderException.Category.UNSUPPORTED));
            }
        }
    }

    @Test
    void anUnknownActionIsUnsupported() throws Exception {
        for (ResourceHandler handler : provider.handlers()) {
            if (handler instanceof Actions actions) {
                ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.of("any"), "any", Values.empty());
                Step step = actions.act(
                        "no-such-action", Values.empty(), ref, Optional.empty(), FakeOperationContext.create());

                assertThat(step)
                        .isInstanceOfSatisfying(
                                Step.Failed.class,
                                failed -> assertThat(failed.cause().category())
                                        .isEqualTo(ProviderException.Category.UNSUPPORTED));
            }
        }
    }

    @Test
    void eachListedActionIsTakenOrSaysWhyNot() throws Exception {
        for (ResourceHandler handler : provider.handlers()) {
            if (handler instanceof Actions actions && handler instanceof Discoverer discoverer) {
                for (ResourceState state :
                        discover(discoverer).values().stream().limit(2).toList()) {
                    for (Actions.Action action : actions.actions()) {
                        take(handler, actions, action, state);
                    }
                }
            }
        }
    }

    private static void take(ResourceHandler handler, Actions actions, Actions.Action action, ResourceState state)
            throws InterruptedException {
        assertThat(action.name()).matches("[a-z][a-z0-9-]*");
        if (!(handler.observe(ref(state), FakeOperationContext.create()) instanceof Observed.Present present)) {
            return; // an action before this one has removed it
        }
        Optional<String> unavailable = actions.unavailable(action.name(), ref(present.state()));
        unavailable.ifPresent(why -> assertThat(why).isNotBlank());
        boolean needsParameters =
                action.parameters().stream().anyMatch(field -> field.is(coop.plenum.api.content.Field.Flag.REQUIRED));
        if (unavailable.isEmpty() && !needsParameters) {
            Step step = finish(
                    FakeOperationContext.create(),
                    (token, context) ->
                            actions.act(action.name(), Values.empty(), ref(present.state()), token, context));
            assertThat(step).as(action.name()).isInstanceOf(Step.Done.class);
        }
    }

    @Test
    void aCallThatIsInterruptedEndsSoon() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Object> result = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                result.set(provider.check(FakeOperationContext.create()));
            } catch (InterruptedException e) {
                result.set(e);
            } finally {
                ended.countDown();
            }
        });
        caller.setDaemon(true);
        caller.start();

        assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(result.get()).isInstanceOfAny(InterruptedException.class, Diagnostics.class);
    }

    @Test
    void secretsAreNeitherPrintedNorThrown() throws Exception {
        List<String> secrets = fixture.credentials().values().stream()
                .filter(secret -> secret.length() > 3)
                .toList();
        List<String> said = new ArrayList<>();
        said.add(provider.toString());
        said.add(factory().describe().toString());
        said.add(provider.check(FakeOperationContext.create()).toString());
        for (ResourceHandler handler : provider.handlers()) {
            said.add(handler.toString());
            if (handler instanceof Discoverer discoverer) {
                discover(discoverer).values().stream()
                        .limit(SAMPLE)
                        .forEach(state -> said.add(state + " " + state.values().asMap()));
            }
        }
        try (Provider helpless = factory().connect(fixture.settings(), new FakeConnectionContext(Map.of()))) {
            said.add(helpless.check(FakeOperationContext.create()).toString());
        } catch (ProviderException e) {
            said.add(e.toString());
        }
        for (String text : said) {
            secrets.forEach(secret -> assertThat(text).doesNotContain(secret));
        }
    }

    @Test
    void closingLeavesNoThreadAndMayBeDoneTwice() throws Exception {
        provider.check(FakeOperationContext.create());
        for (ResourceHandler handler : provider.handlers()) {
            if (handler instanceof Discoverer discoverer) {
                discoverer.discover(Optional.empty(), 10, FakeOperationContext.create());
            }
        }
        provider.close();
        provider.close();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!threadsBefore.contains(thread) && thread != Thread.currentThread()) {
                thread.join(PATIENCE.toMillis());
                assertThat(thread.isAlive()).as("thread " + thread.getName()).isFalse();
            }
        }
    }

    @Test
    void nonsensicalSettingsAreAUserFailure() {
        if (factory().describe().connectionFields().stream()
                .noneMatch(field -> field.is(coop.plenum.api.content.Field.Flag.REQUIRED))) {
            return;
        }
        assertThatThrownBy(() -> {
                    try (Provider odd = factory().connect(Values.empty(), new FakeConnectionContext(Map.of()))) {
                        Diagnostics diagnostics = odd.check(FakeOperationContext.create());
                        if (!diagnostics.ok()) {
                            throw new ProviderException(
                                    diagnostics.problems().get(0).category(), "failed", "failed");
                        }
                    }
                })
                .isInstanceOf(ProviderException.class);
    }

    private static Map<String, ResourceState> discover(Discoverer discoverer) throws Exception {
        return discover(discoverer, 1000);
    }

    private static Map<String, ResourceState> discover(Discoverer discoverer, int max) throws Exception {
        Map<String, ResourceState> found = new LinkedHashMap<>();
        Optional<String> page = Optional.empty();
        do {
            Discoverer.Found part = discoverer.discover(page, max, FakeOperationContext.create());
            part.states()
                    .forEach(state -> assertThat(found.put(state.externalId(), state))
                            .as("listed twice: " + state.externalId())
                            .isNull());
            page = part.next();
        } while (page.isPresent());
        return found;
    }

    private ResourceHandler handler(String type) {
        return provider.handlers().stream()
                .filter(candidate -> candidate.type().contentType().equals(type))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("The fixture names the type " + type + ", which has no handler."));
    }

    private static ResourceRef ref(ResourceState state) {
        return new ResourceRef(UUID.randomUUID(), Optional.of(state.externalId()), state.title(), state.values());
    }

    private static ResourceRef refOf(Creatable wanted) {
        return new ResourceRef(UUID.randomUUID(), Optional.empty(), wanted.title(), wanted.values());
    }

    private static ResourceState created(ResourceHandler handler, Creatable wanted, String key)
            throws InterruptedException {
        ResourceRef ref = refOf(wanted);
        Step.Done made = done(
                handler, new Change(Change.Kind.CREATE, ref, Values.empty(), wanted.values(), Optional.empty()), key);
        return made.state().isPresent() ? made.state().get() : present(handler, ref);
    }

    private static ResourceState present(ResourceHandler handler, ResourceRef ref) throws InterruptedException {
        Observed observed = handler.observe(ref, FakeOperationContext.create());
        assertThat(observed).isInstanceOf(Observed.Present.class);
        return ((Observed.Present) observed).state();
    }

    private static void delete(ResourceHandler handler, ResourceState state) throws InterruptedException {
        Change change = new Change(Change.Kind.DELETE, ref(state), state.values(), Values.empty(), Optional.empty());
        done(handler, change, UUID.randomUUID().toString());
    }

    private static Step.Done done(ResourceHandler handler, Change change, String key) throws InterruptedException {
        Step step = finish(
                FakeOperationContext.keyed(key),
                (token, context) -> handler.apply(
                        new Change(change.kind(), change.ref(), change.before(), change.after(), token), context));
        assertThat(step).isInstanceOf(Step.Done.class);
        return (Step.Done) step;
    }

    /** One call of something that may have to be called again. */
    @FunctionalInterface
    private interface Attempt {
        Step call(Optional<String> resumeToken, OperationContext context) throws InterruptedException;
    }

    /** Calls until it is no longer pending; waits as long as it is asked to, within reason. */
    private static Step finish(OperationContext context, Attempt attempt) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Step step = attempt.call(Optional.empty(), context);
        while (step instanceof Step.Pending pending) {
            assertThat(System.nanoTime()).as("patience of the kit").isLessThan(end);
            assertThat(pending.resumeToken().length()).isLessThanOrEqualTo(4096);
            TimeUnit.MILLISECONDS.sleep(Math.min(200, pending.pollAfter().toMillis()));
            step = attempt.call(Optional.of(pending.resumeToken()), context);
        }
        return step;
    }
}
