package coop.plenum.api.provider.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionTableTest {
    private static final Step.Pending TOLD = new Step.Pending("told", Duration.ofSeconds(2), "It was told.");

    private final List<String> done = new ArrayList<>();
    private final ActionTable table = new ActionTable("A lamp");

    @BeforeEach
    void fill() {
        table.add(action("light"), Obstacle.unlessIn("lamp", Set.of("dark", "dim")), (ref, parameters, context) -> {
            done.add("light " + parameters.requireText("color"));
            return Step.done();
        });
        table.add(
                action("clean"),
                Obstacle.none(),
                (ref, parameters, context) -> {
                    done.add("clean");
                    return TOLD;
                },
                (resumeToken, ref, context) -> {
                    done.add("go on from " + resumeToken);
                    return Step.done();
                });
    }

    private static Action action(String name) {
        return new Action(name, name, "", List.of(), false);
    }

    private static ResourceRef lamp(Values known) {
        return new ResourceRef(UUID.randomUUID(), Optional.of("lamp-1"), "desk", known);
    }

    private Step act(String action, Values parameters, String key) throws InterruptedException {
        return act(table, action, parameters, Optional.empty(), key);
    }

    private static Step act(
            ActionTable table, String action, Values parameters, Optional<String> resumeToken, String key)
            throws InterruptedException {
        OperationContext context = new FakeKeyedContext(key);
        return table.act(action, parameters, lamp(Values.empty()), resumeToken, context);
    }

    private static void assertFailed(Step step, Category category, String code, String phrase) {
        assertThat(step).isInstanceOfSatisfying(Step.Failed.class, failed -> {
            assertThat(failed.cause().category()).isEqualTo(category);
            assertThat(failed.cause().code()).isEqualTo(code);
            assertThat(failed.cause()).hasMessageContaining(phrase);
        });
    }

    @Test
    void actionsAreListedAsTheyWereAdded() {
        assertThat(table.actions()).extracting(Action::name).containsExactly("light", "clean");
    }

    @Test
    void aNameIsGivenOnce() {
        assertThatThrownBy(() -> table.add(action("light"), Obstacle.none(), (ref, parameters, context) -> TOLD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A lamp has an action \"light\" already.");
    }

    @Test
    void anActionThatIsNotListedIsUnsupported() throws Exception {
        assertFailed(
                act("dance", Values.empty(), "key"),
                Category.UNSUPPORTED,
                "unknown-action",
                "A lamp has no action \"dance\".");
        assertThat(table.unavailable("dance", lamp(Values.empty()))).contains("A lamp has no action \"dance\".");
    }

    @Test
    void anObstacleSaysWhyNot() {
        assertThat(table.unavailable("light", lamp(Values.of("status", "bright"))))
                .contains("The lamp is bright.");
        assertThat(table.unavailable("light", lamp(Values.of("status", "dim")))).isEmpty();
        assertThat(table.unavailable("light", lamp(Values.empty()))).isEmpty();
        assertThat(table.unavailable("clean", lamp(Values.of("status", "bright"))))
                .isEmpty();
    }

    @Test
    void anActionIsTakenOncePerKey() throws Exception {
        assertThat(act("clean", Values.empty(), "one")).isEqualTo(TOLD);
        assertThat(act("clean", Values.empty(), "one")).isEqualTo(TOLD);
        assertThat(act("clean", Values.empty(), "two")).isEqualTo(TOLD);

        assertThat(done).containsExactly("clean", "clean");
    }

    @Test
    void whatWasPendingGoesOnFromItsTokenHoweverOften() throws Exception {
        act("clean", Values.empty(), "key");
        act(table, "clean", Values.empty(), Optional.of("told"), "key");
        act(table, "clean", Values.empty(), Optional.of("told"), "key");

        assertThat(done).containsExactly("clean", "go on from told", "go on from told");
    }

    @Test
    void whatHasEndedStaysEndedUnderItsKey() throws Exception {
        act("clean", Values.empty(), "key");
        act(table, "clean", Values.empty(), Optional.of("told"), "key");

        assertThat(act("clean", Values.empty(), "key")).isEqualTo(Step.done());
        assertThat(done).hasSize(2);
    }

    @Test
    void whatHasNoSecondStepRefusesATokenOfOne() throws Exception {
        assertFailed(
                act(table, "light", Values.of("color", "red"), Optional.of("told"), "key"),
                Category.INTERNAL,
                "invalid-resume-token",
                "no second step");
        assertThat(done).isEmpty();
    }

    @Test
    void aValueThatIsNeededAndNotGivenIsToldFromAFault() throws Exception {
        assertFailed(act("light", Values.empty(), "key"), Category.USER, "invalid-parameters", "color");
    }

    @Test
    void aFailureIsAnsweredAndTheNextCallTriesAnew() throws Exception {
        table.add(action("switch"), Obstacle.none(), (ref, parameters, context) -> {
            done.add("switch");
            throw new ProviderException(Category.TRANSIENT, "unreachable", "No answer.");
        });
        table.add(action("turn"), Obstacle.none(), (ref, parameters, context) -> {
            done.add("turn");
            return Step.failed(new ProviderException(Category.CONFLICT, "stuck", "It is stuck."));
        });
        for (int i = 0; i < 2; i++) {
            assertFailed(act("switch", Values.empty(), "one"), Category.TRANSIENT, "unreachable", "No answer.");
            assertFailed(act("turn", Values.empty(), "two"), Category.CONFLICT, "stuck", "It is stuck.");
        }

        assertThat(done).containsExactly("switch", "turn", "switch", "turn");
    }

    @Test
    void whoKnowsBetterDecidesWhatAFailureMeans() throws Exception {
        ActionTable patient =
                new ActionTable("A lamp", (resumeToken, cause) -> resumeToken.isPresent() ? TOLD : Step.failed(cause));
        ProviderException silence = new ProviderException(Category.TRANSIENT, "unreachable", "No answer.");
        patient.add(
                action("light"),
                Obstacle.none(),
                (ref, parameters, context) -> {
                    throw silence;
                },
                (resumeToken, ref, context) -> {
                    throw silence;
                });

        assertFailed(
                act(patient, "light", Values.empty(), Optional.empty(), "key"),
                Category.TRANSIENT,
                "unreachable",
                "No answer.");
        assertThat(act(patient, "light", Values.empty(), Optional.of("told"), "key"))
                .isEqualTo(TOLD);
    }

    @Test
    void aHandlerHasTheActionsOfItsTable() throws Exception {
        TabledActions handler = () -> table;

        assertThat(handler.actions()).isEqualTo(table.actions());
        assertThat(handler.unavailable("light", lamp(Values.of("status", "bright"))))
                .contains("The lamp is bright.");
        assertThat(handler.act(
                        "clean", Values.empty(), lamp(Values.empty()), Optional.empty(), new FakeKeyedContext("key")))
                .isEqualTo(TOLD);
    }
}
