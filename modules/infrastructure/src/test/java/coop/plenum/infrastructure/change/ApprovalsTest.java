package coop.plenum.infrastructure.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.infrastructure.FakeOperations;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.policy.Policy;
import coop.plenum.infrastructure.resource.ActionHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where a policy demands approval")
final class ApprovalsTest {
    private final Rig rig = new Rig();
    private final Approvals approvals = rig.approvals;
    private final Changes changes = rig.changes;
    private final ApplyHandler handler = rig.apply;
    private final Caller grace = user(8, "grace");
    private final Caller hedy = user(9, "hedy");
    private UUID connection;

    private static Caller user(int id, String name) {
        return new Caller(
                new Subject(Subject.Kind.USER, new UUID(0, id), name), Caller.Source.API, Optional.empty(), "test");
    }

    @BeforeEach
    void connect() {
        connection = rig.connection().id();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void policy(Values values) {
        policy(AccessService.ROOT_SPACE, values);
    }

    private void policy(UUID space, Values values) {
        rig.content.create(
                rig.caller,
                new NewItem(Policy.TYPE, space, "Four eyes", Map.of(), State.PUBLISHED, values, Optional.empty(), ""));
    }

    private Item draft() {
        return draft("desk");
    }

    private Item draft(String name) {
        Values wanted = Values.builder().put("name", name).put("watts", 5).build();
        return changes.create(
                rig.caller, connection, FakeProvider.LAMP, AccessService.ROOT_SPACE, name, wanted, "More light");
    }

    private static String digest(Item change) {
        return change.values().requireText("digest");
    }

    private Operation apply(Item change) {
        return changes.apply(rig.caller, change.id(), digest(change));
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    @DisplayName("a change is applied once enough people have approved it")
    void enough() throws Exception {
        policy(Values.of("approvals", 2));
        Item change = draft();

        refused("approval-required", () -> apply(change));
        approvals.give(grace, change, digest(change), "fine");
        approvals.give(grace, change, digest(change), "still fine");
        refused("approval-required", () -> apply(change));
        approvals.give(hedy, change, digest(change), "");

        assertThat(rig.operations.run(handler, apply(change), rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
        assertThat(rig.audit.entries())
                .containsExactly(
                        "change.approve SUCCESS",
                        "change.approve SUCCESS",
                        "change.approve SUCCESS",
                        "resource.create INTENT",
                        "resource.create SUCCESS");
        assertThat(rig.audit.events().subList(3, 5))
                .as("an approval that was given anew stands for the one before")
                .allSatisfy(event -> assertThat(event.approvals())
                        .containsExactlyElementsOf(rig.audit.ids().subList(1, 3)));
    }

    @Test
    @DisplayName("nobody approves what they have asked for themselves")
    void notTheirOwn() {
        policy(Values.of("approvals", 1));
        Item change = draft();

        refused("own-change", () -> approvals.give(rig.caller, change, digest(change), ""));
    }

    @Test
    @DisplayName("nobody else has the requester ask for something else")
    void notEdited() {
        policy(Values.of("approvals", 1));
        Item change = draft();

        for (Values other : List.of(
                Values.of("values", Map.of("name", "desk", "watts", 500)),
                Values.of("kind", "delete"),
                Values.of("itemId", new UUID(0, 1).toString()),
                Values.of("resourceSpace", new UUID(0, 1).toString()),
                Values.of("action", "light"),
                Values.of("steps", List.of()),
                Values.of("reason", "Grace says so"))) {
            refused(
                    "invalid-item",
                    () -> rig.content.update(grace, change.id(), change.revision(), ItemPatch.values(other, "")));
        }
        assertThat(digest(rig.content.get(change.id()))).isEqualTo(digest(change));
    }

    @Test
    @DisplayName("nobody approves a change of which nobody knows who asked for it")
    void withoutRequester() {
        policy(Values.of("approvals", 1));
        Item drafted = draft();
        Item empty = rig.content.create(
                rig.caller,
                new NewItem(
                        ChangeSpec.TYPE,
                        AccessService.ROOT_SPACE,
                        "planted",
                        Map.of(),
                        State.DRAFT,
                        Values.empty(),
                        Optional.empty(),
                        ""));
        Item planted = rig.engine.note(
                rig.caller,
                empty,
                Set.copyOf(drafted.values().asMap().keySet()),
                ChangeSpec.of(drafted).stored(Withheld.of(drafted), Set.of()).asMap());

        refused("own-change", () -> approvals.give(grace, planted, digest(drafted), ""));
        refused("approval-required", () -> changes.apply(rig.caller, planted.id(), digest(drafted)));
    }

    @Test
    @DisplayName("a module approves nothing")
    void onlyPeople() {
        policy(Values.of("approvals", 1));
        Item change = draft();

        refused("own-change", () -> approvals.give(rig.access.module("sneaky"), change, digest(change), ""));
    }

    @Test
    @DisplayName("an approval is for the plan that was seen, not for another one")
    void boundToTheDigest() throws Exception {
        Item change = draft();
        assertThat(rig.operations.run(handler, apply(change), rig.caller)).isInstanceOf(Outcome.Done.class);
        policy(Values.of("approvals", 1));
        Item lamp = rig.content.ofType(FakeProvider.LAMP).get(0);
        Item update = changes.update(rig.caller, lamp.id(), Values.of("watts", 7), "");
        approvals.give(grace, update, digest(update), "");
        String external = lamp.management().orElseThrow().externalId().orElseThrow();
        rig.lamp(external, "desk", 60);

        refused("change-stale", () -> apply(update));
        Item renewed = rig.content.get(update.id());
        assertThat(digest(renewed)).isNotEqualTo(digest(update));
        refused("approval-required", () -> apply(renewed));
        refused("change-stale", () -> approvals.give(hedy, renewed, digest(update), ""));
    }

    @Test
    @DisplayName("an approval counts no longer once who gave it may not approve any more")
    void rightsAreAskedForAgain() {
        policy(Values.of("approvals", 1));
        Item change = draft();
        approvals.give(grace, change, digest(change), "");
        assertThat(approvals.standing(rig.content.get(change.id())).counting()).hasSize(1);

        rig.access.deny(Approvals.PERMISSION);
        refused("approval-required", () -> apply(change));
    }

    @Test
    @DisplayName("an approval counts no longer once it is older than the policy allows")
    void expired() {
        policy(Values.builder()
                .put("approvals", 1)
                .put("approvalsValidFor", "PT-1S")
                .build());
        Item change = draft();
        approvals.give(grace, change, digest(change), "");

        refused("approval-required", () -> apply(change));
    }

    @Test
    @DisplayName("an approval that was taken back counts no longer")
    void withdrawn() {
        policy(Values.of("approvals", 1));
        Item change = draft();
        approvals.give(grace, change, digest(change), "");
        approvals.withdraw(grace, change);

        refused("approval-required", () -> apply(change));
    }

    @Test
    @DisplayName("an operation that gets to the provider in another way stops all the same")
    void operationsAskAgain() throws Exception {
        Item change = draft();
        Operation submitted = apply(change);
        policy(Values.of("approvals", 1));

        assertThat(rig.operations.run(handler, submitted, rig.caller))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("approval-required"));
        Operation forged = rig.operations.submit(
                rig.caller,
                OperationRequest.of(
                        ApplyHandler.KIND,
                        "forged",
                        AccessService.ROOT_SPACE,
                        Values.builder()
                                .put("change", change.id().toString())
                                .put("digest", digest(change))
                                .build()));
        assertThat(rig.operations.run(handler, forged, rig.caller)).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.remote.lamps).isEmpty();
    }

    @Test
    @DisplayName("an action is drafted, approved and taken as a change; directly it is refused")
    void actions() throws Exception {
        assertThat(rig.operations.run(handler, apply(draft()), rig.caller)).isInstanceOf(Outcome.Done.class);
        UUID lamp = rig.content.ofType(FakeProvider.LAMP).get(0).id();
        Operation early = rig.actions.take(rig.caller, lamp, "light", Values.empty());
        policy(Values.builder().put("approvals", 1).put("kinds", List.of("act")).build());
        ActionHandler direct = new ActionHandler(rig.access, rig.engine, rig.actions, rig.attempt, rig.locks);

        assertThat(rig.actions.offers(rig.caller, lamp)).allMatch(offer -> offer.approval());
        refused("approval-required", () -> rig.actions.take(rig.caller, lamp, "light", Values.empty()));
        assertThat(rig.operations.run(direct, early, rig.caller)).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.content.get(lamp).values().flag("lit")).contains(false);

        Item change = changes.act(rig.caller, lamp, "light", Values.empty(), "It is dark");
        assertThat(change.values().nested("plan").text("action")).contains("act");
        refused("approval-required", () -> apply(change));
        approvals.give(grace, change, digest(change), "");
        assertThat(rig.operations.run(handler, apply(change), rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.content.get(lamp).values().flag("lit")).contains(true);
        refused("change-ended", () -> apply(change));
    }

    @Test
    @DisplayName("what the policy is not about needs no approval")
    void others() throws Exception {
        policy(Values.builder()
                .put("approvals", 1)
                .put("types", List.of("example.other"))
                .build());
        policy(Values.builder()
                .put("approvals", 1)
                .put("kinds", List.of("delete"))
                .build());

        assertThat(rig.operations.run(handler, apply(draft()), rig.caller)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    @DisplayName("no more is deleted in a day than the policy allows")
    void deletions() throws Exception {
        policy(Values.of("deletesPerDay", 1));
        for (String name : List.of("desk", "hall")) {
            assertThat(rig.operations.run(handler, apply(draft(name)), rig.caller))
                    .isInstanceOf(Outcome.Done.class);
        }
        List<Item> lamps = rig.content.ofType(FakeProvider.LAMP);
        Item first = changes.delete(rig.caller, lamps.get(0).id(), "");
        Item second = changes.delete(rig.caller, lamps.get(1).id(), "");
        Operation both = apply(second);

        assertThat(rig.operations.run(handler, apply(first), rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.operations.run(handler, both, rig.caller))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("deletion-limit"));
        refused("deletion-limit", () -> apply(second));
        assertThat(rig.remote.lamps).hasSize(1);
    }

    @Test
    @DisplayName("what has been deleted counts where the resource was, wherever the change is")
    void deletionsElsewhere() throws Exception {
        UUID production = new UUID(0, 70);
        policy(production, Values.of("deletesPerDay", 1));
        for (String name : List.of("desk", "hall")) {
            assertThat(rig.operations.run(handler, apply(draft(name)), rig.caller))
                    .isInstanceOf(Outcome.Done.class);
        }
        List<Item> lamps = rig.content.ofType(FakeProvider.LAMP);
        Item first = changes.delete(rig.caller, lamps.get(0).id(), "");
        lamps.forEach(lamp -> rig.content.move(lamp.id(), production));
        refused("change-stale", () -> apply(first));
        assertThat(rig.operations.run(handler, apply(rig.content.get(first.id())), rig.caller))
                .isInstanceOf(Outcome.Done.class);
        Item second = changes.delete(rig.caller, lamps.get(1).id(), "");

        refused("deletion-limit", () -> apply(second));
    }

    @Test
    @DisplayName("a deletion that failed is none, and one of which nobody knows is one")
    void deletionsThatFailed() throws Exception {
        policy(Values.of("deletesPerDay", 1));
        for (String name : List.of("desk", "hall")) {
            assertThat(rig.operations.run(handler, apply(draft(name)), rig.caller))
                    .isInstanceOf(Outcome.Done.class);
        }
        List<Item> lamps = rig.content.ofType(FakeProvider.LAMP);
        Item first = changes.delete(rig.caller, lamps.get(0).id(), "");
        Item second = changes.delete(rig.caller, lamps.get(1).id(), "");
        rig.remote.refused.add("desk");
        assertThat(rig.operations.run(handler, apply(first), rig.caller)).isInstanceOf(Outcome.Failed.class);
        rig.remote.refused.clear();
        approvals.require(rig.content.get(second.id()), digest(second), Deletions.of(ChangeSpec.of(second), second));

        Operation lost = apply(first);
        rig.operations.dieAtCheckpoint(2);
        assertThatThrownBy(() -> rig.operations.run(handler, lost, rig.caller))
                .isInstanceOf(FakeOperations.Killed.class);
        rig.operations.dieAtCheckpoint(0);
        rig.remote.blind = true;
        assertThat(rig.operations.run(handler, lost, rig.caller)).isInstanceOf(Outcome.Failed.class);
        rig.remote.blind = false;
        refused("deletion-limit", () -> apply(second));
    }

    @Test
    @DisplayName("a change that has begun is published, as the record of what has been done")
    void record() throws Exception {
        Item change = draft();
        assertThat(rig.content.get(change.id()).state()).isEqualTo(State.DRAFT);
        rig.remote.refused.add("desk");
        assertThat(rig.operations.run(handler, apply(change), rig.caller)).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.content.get(change.id()).state()).isEqualTo(State.PUBLISHED);
    }

    @Test
    @DisplayName("what is discarded waits for nobody and is applied by nobody")
    void discarded() throws Exception {
        Item change = draft();
        Operation submitted = apply(change);
        policy(Values.of("approvals", 1));
        assertThat(approvals.awaiting(grace)).hasSize(1);

        assertThat(changes.discard(rig.caller, change.id()).values().text("status"))
                .contains("discarded");
        refused("change-ended", () -> apply(change));
        refused("change-ended", () -> approvals.give(grace, change, digest(change), ""));
        assertThat(rig.operations.run(handler, submitted, rig.caller)).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.audit.entries()).containsExactly("change.discard SUCCESS");
    }

    @Test
    @DisplayName("a replace counts as a deletion, and takes the approvals of one")
    void replaces() throws Exception {
        policy(Values.of("deletesPerDay", 1));
        for (String name : List.of("desk", "hall")) {
            assertThat(rig.operations.run(handler, apply(draft(name)), rig.caller))
                    .isInstanceOf(Outcome.Done.class);
        }
        List<Item> lamps = rig.content.ofType(FakeProvider.LAMP);
        Item first = changes.update(rig.caller, lamps.get(0).id(), Values.of("name", "wall"), true, "");
        assertThat(rig.operations.run(handler, apply(first), rig.caller)).isInstanceOf(Outcome.Done.class);
        Item second = changes.delete(rig.caller, lamps.get(1).id(), "");
        refused("deletion-limit", () -> apply(second));

        policy(Values.builder()
                .put("kinds", List.of("delete"))
                .put("approvals", 1)
                .build());
        Item third = changes.update(rig.caller, lamps.get(1).id(), Values.of("name", "door"), true, "");
        refused("approval-required", () -> apply(third));
        Item inPlace = changes.update(rig.caller, lamps.get(1).id(), Values.of("watts", 9), "");
        assertThat(rig.operations.run(handler, apply(inPlace), rig.caller)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    @DisplayName("a change waits for those who can approve it, and no longer once they have")
    void waiting() {
        Item change = draft();
        assertThat(approvals.awaiting(grace)).isEmpty();
        policy(Values.of("approvals", 2));

        assertThat(approvals.awaiting(grace)).extracting(Item::id).containsExactly(change.id());
        assertThat(approvals.awaiting(rig.caller)).isEmpty();
        approvals.give(grace, change, digest(change), "");
        assertThat(approvals.awaiting(grace)).isEmpty();
        assertThat(approvals.awaiting(hedy)).hasSize(1);
        approvals.give(hedy, change, digest(change), "");
        assertThat(approvals.awaiting(hedy)).isEmpty();
    }

    @Test
    @DisplayName("moving the change to where no policy holds moves nothing else")
    void moved() throws Exception {
        assertThat(rig.operations.run(handler, apply(draft()), rig.caller)).isInstanceOf(Outcome.Done.class);
        UUID lamp = rig.content.ofType(FakeProvider.LAMP).get(0).id();
        UUID production = new UUID(0, 70);
        rig.content.move(lamp, production);
        policy(production, Values.of("approvals", 1));
        Item change = changes.update(rig.caller, lamp, Values.of("watts", 7), "");
        rig.content.move(change.id(), new UUID(0, 71));

        refused("approval-required", () -> apply(change));
    }

    @Test
    @DisplayName("what was approved for one space is not done in another")
    void elsewhere() throws Exception {
        policy(Values.of("approvals", 1));
        Item change = draft();
        approvals.give(grace, change, digest(change), "");
        rig.content.move(change.id(), new UUID(0, 70));

        assertThat(rig.operations.run(handler, apply(change), rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.content.ofType(FakeProvider.LAMP))
                .singleElement()
                .extracting(Item::space)
                .isEqualTo(AccessService.ROOT_SPACE);
    }

    @Test
    @DisplayName("an action that had failed is not taken by running its operation again")
    void runAgain() throws Exception {
        assertThat(rig.operations.run(handler, apply(draft()), rig.caller)).isInstanceOf(Outcome.Done.class);
        UUID lamp = rig.content.ofType(FakeProvider.LAMP).get(0).id();
        ActionHandler direct = new ActionHandler(rig.access, rig.engine, rig.actions, rig.attempt, rig.locks);
        rig.remote.failures.add(FakeProvider.failure(Category.CONFLICT));
        Operation failed = rig.actions.take(rig.caller, lamp, "light", Values.empty());
        assertThat(rig.operations.run(direct, failed, rig.caller)).isInstanceOf(Outcome.Failed.class);
        policy(Values.of("approvals", 1));

        assertThat(rig.operations.run(direct, failed, rig.caller))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, again -> assertThat(again.code()).isEqualTo("approval-required"));
        assertThat(rig.content.get(lamp).values().flag("lit")).contains(false);
    }

    @Test
    @DisplayName("a comment has its limit")
    void comments() {
        policy(Values.of("approvals", 1));
        Item change = draft();

        refused("comment-too-long", () -> approvals.give(grace, change, digest(change), "x".repeat(1_001)));
        assertThat(approvals.standing(rig.content.get(change.id())).counting()).isEmpty();
    }
}
