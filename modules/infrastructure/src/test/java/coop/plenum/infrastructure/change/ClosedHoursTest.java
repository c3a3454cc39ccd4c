package coop.plenum.infrastructure.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.resource.ActionHandler;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Of consoles, drift rules and rotations their own tests tell. */
@DisplayName("In the closed hours of a policy")
final class ClosedHoursTest {
    private final Rig rig = new Rig();
    private final ActionHandler direct = new ActionHandler(rig.access, rig.engine, rig.actions, rig.attempt, rig.locks);
    private UUID connection;

    @BeforeEach
    void connect() {
        connection = rig.connection().id();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static Values wanted(String name) {
        return Values.builder().put("name", name).put("watts", 5).build();
    }

    private Item draft() {
        return rig.changes.create(
                rig.caller, connection, FakeProvider.LAMP, AccessService.ROOT_SPACE, "desk", wanted("desk"), "");
    }

    private static String digest(Item change) {
        return change.values().requireText("digest");
    }

    private Operation apply(Item change) {
        return rig.changes.apply(rig.caller, change.id(), digest(change));
    }

    private UUID lamp() throws InterruptedException {
        assertThat(rig.operations.run(rig.apply, apply(draft()), rig.caller)).isInstanceOf(Outcome.Done.class);
        return rig.content.ofType(FakeProvider.LAMP).get(0).id();
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PlenumException.class, e -> {
            assertThat(e.code()).isEqualTo("change-window-closed");
            assertThat(e).hasMessageContaining("Freeze");
        });
    }

    private void stopped(OperationHandler handler, Operation operation) throws InterruptedException {
        assertThat(rig.operations.run(handler, operation, rig.caller))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("change-window-closed"));
    }

    @Test
    @DisplayName("no change is applied, and none that was begun before them")
    void changes() throws Exception {
        Item change = draft();
        Operation begun = apply(change);
        Item policy = rig.freeze();

        assertThat(rig.approvals.standing(change).closed().orElseThrow()).contains("Freeze");
        refused(() -> apply(change));
        stopped(rig.apply, begun);
        assertThat(rig.remote.lamps).isEmpty();

        rig.lift(policy);
        assertThat(rig.operations.run(rig.apply, apply(change), rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
    }

    @Test
    @DisplayName("none of the steps of a change is taken")
    void changesOfManySteps() throws Exception {
        List<Step> steps = List.of(step("desk"), step("hall"));
        Item change = rig.sets.draft(rig.caller, new ChangeDraft(AccessService.ROOT_SPACE, "House", steps, ""));
        Operation begun = rig.sets.apply(rig.caller, change.id(), digest(change));
        rig.freeze();

        refused(() -> rig.sets.apply(rig.caller, change.id(), digest(change)));
        stopped(rig.applySet, begun);
        assertThat(rig.remote.lamps).isEmpty();
    }

    private Step step(String name) {
        return new Step.Create(name, connection, FakeProvider.LAMP, Optional.empty(), name, wanted(name), List.of());
    }

    @Test
    @DisplayName("no action is taken, and each says why")
    void actions() throws Exception {
        UUID lamp = lamp();
        Operation begun = rig.actions.take(rig.caller, lamp, "light", Values.empty());
        rig.freeze();

        assertThat(rig.actions.offers(rig.caller, lamp))
                .allSatisfy(
                        offer -> assertThat(offer.unavailable().orElseThrow()).contains("Freeze"));
        refused(() -> rig.actions.take(rig.caller, lamp, "light", Values.empty()));
        stopped(direct, begun);
        assertThat(rig.content.get(lamp).values().flag("lit")).contains(false);
    }

    @Test
    @DisplayName("an action that had failed is not taken by running its operation again")
    void runAgain() throws Exception {
        UUID lamp = lamp();
        rig.remote.failures.add(FakeProvider.failure(Category.CONFLICT));
        Operation failed = rig.actions.take(rig.caller, lamp, "light", Values.empty());
        assertThat(rig.operations.run(direct, failed, rig.caller)).isInstanceOf(Outcome.Failed.class);
        rig.freeze();

        stopped(direct, failed);
        assertThat(rig.content.get(lamp).values().flag("lit")).contains(false);
    }
}
