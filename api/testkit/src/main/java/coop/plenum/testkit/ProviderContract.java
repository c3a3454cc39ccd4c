package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

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
 *
 * <p>Each rule is a test. One that breaks says what the provider must do instead.
 */
public abstract class ProviderContract extends RotatingRules {
    private static final int SAMPLE = 2;
    /** How many resources are looked at for one on which an action with parameters can be taken. */
    private static final int MOST = 50;

    /** The factory to prove; the same one every time, or a new one. */
    @Override
    protected abstract ProviderFactory factory();

    /** Asked for before each test; the remote system behind it is there. */
    @Override
    protected abstract ProviderFixture fixture();

    /** How long the kit waits for what must come to an end; more for a remote system that is slow. */
    @Override
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /**
     * How long a pause lasts at most, whatever the provider asks for: of the kit before it calls again, and of the
     * provider's own with {@link coop.plenum.api.provider.OperationContext#pause}. Less where nothing is gained by
     * waiting, such as with a fake; more for a remote system that needs it.
     */
    @Override
    protected Duration longestPause() {
        return Duration.ofMillis(200);
    }

    @Test
    void anUnknownActionIsUnsupported() throws Exception {
        for (ResourceHandler handler : provider.handlers()) {
            if (handler instanceof Actions actions) {
                assertFailed(
                        actions.act("no-such-action", Values.empty(), ref("any"), Optional.empty(), context()),
                        Category.UNSUPPORTED,
                        "act() of " + name(handler) + " with an action that actions() does not list");
            }
        }
    }

    @Test
    void eachListedActionIsTakenOrSaysWhyNot(TestReporter reporter) throws Exception {
        for (ResourceHandler handler : provider.handlers()) {
            new ActionProofs(fixture, handler).assertComplete();
        }
        for (ResourceHandler handler : actors()) {
            ActionProofs proofs = new ActionProofs(fixture, handler);
            List<ResourceState> states = discover(handler);
            for (int i = 0; i < Math.min(MOST, states.size()); i++) {
                for (Actions.Action action : proofs.actions()) {
                    assertThat(action.name())
                            .as("the name of an action must be kebab-case, such as force-stop")
                            .matches("[a-z][a-z0-9-]*");
                    assertThat(action.title().toLowerCase(Locale.ROOT).replace(' ', '-'))
                            .as("the title of an action must be its name in words, such as Force stop for force-stop")
                            .isEqualTo(action.name());
                    assertThat(unavailable(handler, action, states.get(i)).orElse("available"))
                            .as("unavailable() must say in words why %s cannot be taken", action.name())
                            .isNotBlank();
                    Optional<ResourceState> target = target(handler, action, states.get(i), proofs, i < SAMPLE);
                    if (target.isPresent()) {
                        Step step = take(handler, action, proofs.parameters(action), target.get(), newKey());
                        assertThat(step)
                                .as(
                                        "the action %s of %s must end as Step.Done, or unavailable() must say why it"
                                                + " cannot be taken now%s",
                                        action.name(), name(handler), why(step))
                                .isInstanceOf(Step.Done.class);
                        proofs.taken(action);
                    }
                }
            }
            proofs.assertGivenTaken();
            proofs.unproven()
                    .forEach((action, why) ->
                            reporter.publishEntry("not proven: " + action + " of " + name(handler), why));
        }
    }

    @Test
    void anActionIsTakenOncePerKey() throws Exception {
        for (ResourceHandler handler : actors()) {
            ActionProofs proofs = new ActionProofs(fixture, handler);
            List<ResourceState> states = discover(handler);
            for (int i = 0; i < Math.min(MOST, states.size()); i++) {
                for (Actions.Action action : proofs.actions()) {
                    ResourceState state = states.get(i);
                    Optional<ResourceState> target = target(handler, action, state, proofs, i < 1);
                    if (target.isPresent()) {
                        takenOncePerKey(handler, action, proofs, state, target.get());
                    }
                }
            }
            proofs.assertGivenTaken();
        }
    }

    private void takenOncePerKey(
            ResourceHandler handler,
            Actions.Action action,
            ActionProofs proofs,
            ResourceState state,
            ResourceState target)
            throws InterruptedException {
        Values parameters = proofs.parameters(action);
        String key = newKey();
        Step first = take(handler, action, parameters, target, key);
        if (first instanceof Step.Done) {
            Observed once = observe(handler, ref(state));
            Step again = take(handler, action, parameters, target, key);

            String rule = "act(" + action.name() + ") of " + name(handler)
                    + " with an idempotency key seen before must do nothing new";
            assertThat(again).as(rule + why(again)).isInstanceOf(Step.Done.class);
            assertSame(once, observe(handler, ref(state)), rule);
            proofs.taken(action);
        } else {
            proofs.missed(action, "it failed" + why(first));
        }
    }

    private static void assertSame(Observed once, Observed again, String rule) {
        if (once instanceof Observed.Present present) {
            assertShows(present.state(), again, rule);
        } else {
            assertThat(again).as(rule).isEqualTo(once);
        }
    }

    /** Those that can act, and list what to act on. */
    private List<ResourceHandler> actors() {
        return discoverers(provider).stream()
                .filter(handler -> handler instanceof Actions)
                .toList();
    }

    /** The resource as it is now, if the action is due and can be taken on it. */
    private Optional<ResourceState> target(
            ResourceHandler handler, Actions.Action action, ResourceState state, ActionProofs proofs, boolean sample)
            throws InterruptedException {
        if (!proofs.due(action, sample) || !(observe(handler, ref(state)) instanceof Observed.Present present)) {
            return Optional.empty(); // an action before this one may have removed it
        }
        Optional<String> obstacle = unavailable(handler, action, present.state());
        obstacle.ifPresent(why -> proofs.missed(action, why));
        return obstacle.isPresent() ? Optional.empty() : Optional.of(present.state());
    }

    private static Optional<String> unavailable(ResourceHandler handler, Actions.Action action, ResourceState state) {
        return ((Actions) handler).unavailable(action.name(), ref(state));
    }

    private Step take(
            ResourceHandler handler, Actions.Action action, Values parameters, ResourceState state, String key)
            throws InterruptedException {
        return last(steps(
                keyed(key),
                (token, context) -> ((Actions) handler).act(action.name(), parameters, ref(state), token, context)));
    }
}
