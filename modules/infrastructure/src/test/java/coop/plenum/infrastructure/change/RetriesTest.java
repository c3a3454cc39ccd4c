package coop.plenum.infrastructure.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.FakeOperations;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An operation that applies a change and is run again")
final class RetriesTest {
    private static final Values DESK =
            Values.builder().put("name", "desk").put("watts", 5).build();

    private final Rig rig = new Rig();
    private final Caller grace = new Caller(
            new Subject(Subject.Kind.USER, new UUID(0, 8), "grace"), Caller.Source.API, Optional.empty(), "test");
    private UUID connection;

    @BeforeEach
    void connect() {
        connection = rig.connection().id();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Item draft() {
        return rig.changes.create(
                rig.caller, connection, FakeProvider.LAMP, AccessService.ROOT_SPACE, "desk", DESK, "");
    }

    private Item set() {
        Step step = new Step.Create("desk", connection, FakeProvider.LAMP, Optional.empty(), "desk", DESK, List.of());
        return rig.sets.draft(rig.caller, new ChangeDraft(AccessService.ROOT_SPACE, "Hall", List.of(step), "Light"));
    }

    private static String digest(Item change) {
        return change.values().requireText("digest");
    }

    private Operation apply(Item change) {
        return rig.changes.apply(rig.caller, change.id(), digest(change));
    }

    private Outcome run(Operation operation) throws InterruptedException {
        return rig.operations.run(rig.apply, operation, rig.caller);
    }

    private void killed(Operation operation) {
        rig.operations.dieAtCheckpoint(2); // it has claimed the change, and says what it is about to do
        assertThatThrownBy(() -> run(operation)).isInstanceOf(FakeOperations.Killed.class);
    }

    private void policy() {
        rig.content.create(
                rig.caller,
                NewItem.published(Policy.TYPE, AccessService.ROOT_SPACE, "Four eyes", Values.of("approvals", 1)));
    }

    private static void failed(String code, Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(code));
    }

    @Test
    @DisplayName("asks for approval once more when nobody knows what came of the first attempt")
    void unknown() throws Exception {
        Item change = draft();
        Operation operation = apply(change);
        killed(operation);
        rig.remote.blind = true;
        failed("outcome-unknown", run(operation));
        rig.remote.blind = false;
        policy();

        failed("approval-required", run(operation));
        assertThat(rig.remote.lamps).isEmpty();
        rig.approvals.give(grace, rig.content.get(change.id()), digest(change), "");
        assertThat(run(operation)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
    }

    @Test
    @DisplayName("does nothing when the change has been applied by another one meanwhile")
    void overtaken() throws Exception {
        Item change = draft();
        Operation operation = apply(change);
        killed(operation);
        rig.remote.blind = true;
        failed("outcome-unknown", run(operation));
        rig.remote.blind = false;
        assertThat(run(apply(change))).isInstanceOf(Outcome.Done.class);
        rig.remote.lamps.clear();

        failed("change-ended", run(operation));
        assertThat(rig.remote.lamps).isEmpty();
    }

    @Test
    @DisplayName("goes on without being asked when it was killed in the middle")
    void killedInTheMiddle() throws Exception {
        Operation operation = apply(draft());
        killed(operation);
        policy();

        assertThat(run(operation)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
    }

    @Test
    @DisplayName("asks for approval once more when steps are left")
    void steps() throws Exception {
        Item change = set();
        Operation operation = rig.sets.apply(rig.caller, change.id(), digest(change));
        rig.remote.refused.add("desk");
        failed("steps-failed", rig.operations.run(rig.applySet, operation, rig.caller));
        rig.remote.refused.clear();
        policy();

        failed("approval-required", rig.operations.run(rig.applySet, operation, rig.caller));
        assertThat(rig.remote.lamps).isEmpty();
        rig.approvals.give(grace, rig.content.get(change.id()), digest(change), "");
        assertThat(rig.operations.run(rig.applySet, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
    }

    @Test
    @DisplayName("asks for approval once more after it was cancelled")
    void cancelled() throws Exception {
        Item change = set();
        Operation operation = rig.sets.apply(rig.caller, change.id(), digest(change));
        rig.operations.cancelling = true;
        assertThat(rig.operations.run(rig.applySet, operation, rig.caller)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(rig.content.get(change.id()).values().text("status")).contains("failed");
        rig.operations.cancelling = false;
        policy();

        failed("approval-required", rig.operations.run(rig.applySet, operation, rig.caller));
        assertThat(rig.remote.lamps).isEmpty();
    }

    @Test
    @DisplayName("makes what was asked for, whatever has become of the draft that stands for it")
    void editedDraft() throws Exception {
        Item change = draft();
        rig.remote.refused.add("desk");
        assertThat(run(apply(change))).isInstanceOf(Outcome.Failed.class);
        rig.remote.refused.clear();
        Item drafted = rig.content.ofType(FakeProvider.LAMP).get(0);
        rig.content.update(
                grace,
                drafted.id(),
                drafted.revision(),
                ItemPatch.values(Values.of("beside", drafted.id().toString()), ""));

        assertThat(run(apply(rig.content.get(change.id())))).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.get("lamp-1").has("beside")).isFalse();
    }
}
