package coop.plenum.infrastructure.changeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.FakeOperations;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ChangeSetsTest {
    private final Rig rig = new Rig();
    private final ChangeSets sets = rig.sets;
    private UUID connection;

    @BeforeEach
    void connect() {
        connection = rig.connection().id();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** @param beside {@code step:<key>} or an item's id; empty: stands alone */
    private Step lamp(String name, String beside, String... after) {
        Values.Builder values = Values.builder().put("name", name).put("watts", 5);
        if (!beside.isEmpty()) {
            values.put("beside", beside);
        }
        return new Step.Create(
                name, connection, FakeProvider.LAMP, Optional.empty(), name, values.build(), Arrays.asList(after));
    }

    private Item draft(Step... steps) {
        return sets.draft(rig.caller, new ChangeDraft(AccessService.ROOT_SPACE, "Hall", List.of(steps), "Light"));
    }

    private Operation submit(Item change) {
        return sets.apply(rig.caller, change.id(), now(change).values().requireText("digest"));
    }

    private Outcome apply(Item change) throws InterruptedException {
        return rig.operations.run(rig.applySet, submit(change), rig.caller);
    }

    private Item now(Item change) {
        return rig.content.get(change.id());
    }

    private String status(Item change) {
        return now(change).values().requireText("status");
    }

    private String state(Item change, String key) {
        return step(change, key).requireText("state");
    }

    private Values step(Item change, String key) {
        return sets.steps(rig.caller, now(change)).stream()
                .filter(step -> step.requireText("key").equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Item made(Item change, String key) {
        return rig.content.get(sets.items(rig.caller, change.id()).get(key));
    }

    private static void assertRefused(ThrowingCallable work, String code, String... pointers) {
        assertThatThrownBy(work).isInstanceOfSatisfying(PlenumException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            if (pointers.length > 0) {
                assertThat(e.violations())
                        .extracting(PlenumException.Violation::pointer)
                        .containsExactly(pointers);
            }
        });
    }

    @Test
    void whatRefersToSomethingIsMadeAfterIt() throws Exception {
        Item change = draft(lamp("c", "step:b"), lamp("a", ""), lamp("b", "step:a"));

        assertThat(rig.remote.lamps).isEmpty();
        assertThat(step(change, "c").list("after")).hasToString("[b]");
        assertThat(step(change, "c").list("fields").toString()).contains("step:b");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps)
                .hasEntrySatisfying(
                        "lamp-3",
                        lamp -> assertThat(lamp.requireText("beside")).isEqualTo("external:test.lamp:lamp-2"));
        assertThat(made(change, "c").state()).isEqualTo(State.PUBLISHED);
        assertThat(made(change, "c").management().flatMap(Management::externalId))
                .contains("lamp-3");
        assertThat(made(change, "c").desired().requireText("beside"))
                .isEqualTo(made(change, "b").id().toString());
        assertThat(status(change)).isEqualTo("applied");
        assertThat(state(change, "a")).isEqualTo("done");
    }

    @Test
    void whatIsReferredToIsDeletedLast() throws Exception {
        Item built = draft(lamp("a", ""), lamp("b", "step:a"), lamp("c", "step:b"));
        apply(built);
        Map<String, UUID> items = sets.items(rig.caller, built.id());

        Item change = draft(
                new Step.Delete("a", items.get("a"), List.of()),
                new Step.Delete("b", items.get("b"), List.of()),
                new Step.Delete("c", items.get("c"), List.of()));

        assertThat(step(change, "a").list("after")).hasToString("[b]");
        assertThat(step(change, "b").list("after")).hasToString("[c]");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).isEmpty();
        assertThat(rig.content.ofType(FakeProvider.LAMP)).isEmpty();
    }

    @Test
    void allKindsOfStepsGoTogetherInOneChange() throws Exception {
        Item built = draft(lamp("a", ""), lamp("b", ""), lamp("c", ""));
        apply(built);
        Map<String, UUID> items = sets.items(rig.caller, built.id());

        Item change = draft(
                lamp("d", items.get("a").toString()),
                new Step.Update("a", items.get("a"), Values.of("watts", 9), List.of()),
                new Step.Delete("b", items.get("b"), List.of()),
                new Step.Act("c", items.get("c"), "dim", Values.of("watts", 1), List.of("d")));

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(remote("a").integer("watts")).hasValue(9);
        assertThat(remote("c").integer("watts")).hasValue(1);
        assertThat(rig.remote.lamps.values())
                .extracting(lamp -> lamp.requireText("name"))
                .containsExactlyInAnyOrder("a", "c", "d");
    }

    private Values remote(String name) {
        return rig.remote.lamps.values().stream()
                .filter(lamp -> lamp.requireText("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void stepsThatWaitForEachOtherAreNamed() {
        assertThatThrownBy(() -> draft(lamp("a", "step:c"), lamp("b", "step:a"), lamp("c", "step:b"), lamp("d", "")))
                .hasMessageContaining("a -> c -> b -> a");
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        assertRefused(
                () -> draft(
                        lamp("a", "step:nobody"),
                        lamp("a", ""),
                        lamp("b", "", "never"),
                        new Step.Delete("no such", UUID.randomUUID(), List.of())),
                "invalid-change",
                "/steps/1/key",
                "/steps/3/key",
                "/steps/0/values/beside",
                "/steps/2/after",
                "/steps/3/item");
        assertRefused(
                () -> draft(
                        new Step.Create(
                                "a",
                                connection,
                                FakeProvider.LAMP,
                                Optional.empty(),
                                "a",
                                Values.of("colour", "red"),
                                List.of()),
                        new Step.Create(
                                "b",
                                connection,
                                FakeProvider.LAMP,
                                Optional.empty(),
                                "b",
                                Values.builder()
                                        .put("name", "b")
                                        .put("watts", "many")
                                        .build(),
                                List.of())),
                "invalid-change",
                "/steps/0/values/colour",
                "/steps/0/values/name",
                "/steps/1/values/watts");
        assertRefused(this::draft, "no-steps");
        assertThat(rig.content.ofType("infrastructure.change")).isEmpty();
    }

    @Test
    void nothingRefersToWhatTheSameChangeDeletes() throws Exception {
        Item built = draft(lamp("a", ""));
        apply(built);
        UUID item = sets.items(rig.caller, built.id()).get("a");

        assertRefused(
                () -> draft(lamp("b", item.toString()), new Step.Delete("a", item, List.of())),
                "invalid-change",
                "/steps/0/values/beside");
    }

    @Test
    void aResourceIsTouchedByOneStepOnly() throws Exception {
        Item built = draft(lamp("a", ""));
        apply(built);
        UUID item = sets.items(rig.caller, built.id()).get("a");

        assertRefused(
                () -> draft(
                        new Step.Update("one", item, Values.of("watts", 1), List.of()),
                        new Step.Delete("two", item, List.of())),
                "invalid-change",
                "/steps/1/item");
    }

    @Test
    void aFailureStopsThoseThatWaitForItAndNoOthers() throws Exception {
        rig.remote.refused.add("b");
        Item change =
                draft(lamp("a", ""), lamp("b", "step:a"), lamp("c", "step:b"), lamp("d", "step:c"), lamp("e", ""));

        Outcome outcome = apply(change);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("steps-failed");
            assertThat(failed.message()).contains("1 of 5 steps failed", "2 are done", "b: It fails for a test.");
        });
        assertThat(List.of("a", "b", "c", "d", "e"))
                .extracting(key -> state(change, key))
                .containsExactly("done", "failed", "skipped", "skipped", "done");
        assertThat(step(change, "d").requireText("message")).contains("\"b\" failed");
        assertThat(status(change)).isEqualTo("failed");
    }

    @Test
    void applyingAgainGoesOnWhereItStopped() throws Exception {
        rig.remote.refused.add("b");
        Item change = draft(lamp("a", ""), lamp("b", "step:a"), lamp("c", "step:b"));
        String digest = change.values().requireText("digest");
        apply(change);
        assertThat(rig.remote.applied).hasValue(1);
        rig.remote.refused.clear();

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.applied).hasValue(3);
        assertThat(rig.remote.lamps).hasSize(3);
        assertThat(rig.content.ofType(FakeProvider.LAMP)).hasSize(3);
        assertThat(now(change).values().requireText("digest")).isEqualTo(digest);
        assertThat(status(change)).isEqualTo("applied");
    }

    @Test
    void whatWasDeletedBeforeAFailureStillCountsWhenItIsGoneOnWith() throws Exception {
        Item built = draft(lamp("a", ""), lamp("b", ""), lamp("c", ""));
        apply(built);
        Item back = rig.reversal.draft(rig.caller, now(built), "");
        rig.remote.refused.add("b");

        assertThat(apply(back)).isInstanceOf(Outcome.Failed.class);
        assertThat(deletions(back)).isEqualTo(2);
        rig.remote.refused.clear();
        assertThat(apply(back)).isInstanceOf(Outcome.Done.class);
        assertThat(deletions(back)).isEqualTo(3);
    }

    private long deletions(Item change) {
        return now(change)
                .values()
                .nested("deletions")
                .integer(AccessService.ROOT_SPACE.toString())
                .orElse(0);
    }

    @Test
    void aTokenOfTheProviderIsDurableBeforeItIsWaitedFor() throws Exception {
        Item built = draft(lamp("a", ""));
        apply(built);
        UUID item = sets.items(rig.caller, built.id()).get("a");
        Item change = draft(new Step.Act("dim", item, "dim", Values.of("watts", 1), List.of()));
        Operation operation = submit(change);
        rig.operations.dieAtCheckpoint(5); // claimed; all open; called, and that committed; dimming

        assertThatThrownBy(() -> rig.operations.run(rig.applySet, operation, rig.caller))
                .isInstanceOf(FakeOperations.Killed.class);
        assertThat(rig.operations.run(rig.applySet, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.get("lamp-1").integer("watts")).hasValue(1);
    }

    @Test
    void aLostAnswerIsFoundByLooking() throws Exception {
        Item change = draft(lamp("a", ""), lamp("b", "step:a"));
        rig.remote.loseAnswer = true;

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(2);
        assertThat(rig.remote.applied).hasValue(2);
    }

    @Test
    void aCrashAtAnyPointLeavesEachResourceOnce() throws Exception {
        int died = 0;
        for (int checkpoint = 1; ; checkpoint++) {
            try (Rig fresh = new Rig()) {
                UUID over = fresh.connection().id();
                List<Step> steps = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    Values.Builder values = Values.builder().put("name", "l" + i);
                    if (i > 0) {
                        values.put("beside", "step:l" + (i - 1) / 2);
                    }
                    steps.add(new Step.Create(
                            "l" + i, over, FakeProvider.LAMP, Optional.empty(), "l" + i, values.build(), List.of()));
                }
                Item change =
                        fresh.sets.draft(fresh.caller, new ChangeDraft(AccessService.ROOT_SPACE, "Hall", steps, ""));
                Operation operation = fresh.sets.apply(
                        fresh.caller, change.id(), change.values().requireText("digest"));
                fresh.operations.dieAtCheckpoint(checkpoint);
                try {
                    fresh.operations.run(fresh.applySet, operation, fresh.caller);
                    assertThat(died).isGreaterThanOrEqualTo(8);
                    return;
                } catch (FakeOperations.Killed e) {
                    died++;
                }

                assertThat(fresh.operations.run(fresh.applySet, operation, fresh.caller))
                        .isInstanceOf(Outcome.Done.class);
                assertThat(fresh.remote.lamps).hasSize(4);
                assertThat(fresh.content.ofType(FakeProvider.LAMP))
                        .hasSize(4)
                        .allSatisfy(lamp -> assertThat(lamp.state()).isEqualTo(State.PUBLISHED));
            }
        }
    }

    @Test
    void aCrashAtAnyPointOfDeletingLeavesNothingAndIsGoneOnWith() throws Exception {
        int died = 0;
        for (int checkpoint = 1; ; checkpoint++) {
            try (Rig fresh = new Rig()) {
                UUID over = fresh.connection().id();
                List<Step> creates = new ArrayList<>();
                for (String name : List.of("a", "b", "c")) {
                    creates.add(new Step.Create(
                            name, over, FakeProvider.LAMP, Optional.empty(), name, Values.of("name", name), List.of()));
                }
                Item built =
                        fresh.sets.draft(fresh.caller, new ChangeDraft(AccessService.ROOT_SPACE, "Hall", creates, ""));
                fresh.operations.run(fresh.applySet, applied(fresh, built), fresh.caller);
                Item back = fresh.reversal.draft(fresh.caller, fresh.content.get(built.id()), "");
                Operation operation = applied(fresh, back);
                fresh.operations.dieAtCheckpoint(checkpoint);
                try {
                    fresh.operations.run(fresh.applySet, operation, fresh.caller);
                    assertThat(died).isGreaterThanOrEqualTo(4);
                    return;
                } catch (FakeOperations.Killed e) {
                    died++;
                }

                assertThat(fresh.operations.run(fresh.applySet, operation, fresh.caller))
                        .isInstanceOf(Outcome.Done.class);
                assertThat(fresh.remote.lamps).isEmpty();
                assertThat(fresh.content.ofType(FakeProvider.LAMP)).isEmpty();
            }
        }
    }

    private static Operation applied(Rig rig, Item change) {
        return rig.sets.apply(rig.caller, change.id(), change.values().requireText("digest"));
    }

    @Test
    void independentStepsAreTakenAtTheSameTime() throws Exception {
        rig.remote.slow = Duration.ofMillis(50);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            steps.add(lamp("l" + i, ""));
        }
        Item change = draft(steps.toArray(Step[]::new));

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.widest.get()).isGreaterThan(1);
        assertThat(rig.remote.lamps).hasSize(12);
    }

    @Test
    void manyNewResourcesArePlannedByOneListingOfWhatExists() throws Exception {
        rig.lamp("lamp-old", "l39", 7);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            steps.add(lamp("l" + i, ""));
        }

        assertRefused(() -> draft(steps.toArray(Step[]::new)), "invalid-change", "/steps/39");
        assertThat(rig.remote.looks).hasValue(1); // the one of which the listing tells nothing sure

        rig.remote.lamps.clear();
        assertThat(apply(draft(steps.toArray(Step[]::new)))).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.looks).hasValue(1);
        assertThat(rig.remote.lamps).hasSize(40);
    }

    @Test
    void whatTheProviderTellsOfManyStepsIsShownOnce() {
        rig.remote.notice = "3 of 10 lamps are left.";
        Item change = draft(lamp("a", ""), lamp("b", ""));

        assertThat(now(change).values().nested("plan").list("notices")).isEqualTo(List.of("3 of 10 lamps are left."));
    }

    @Test
    void whatAllStepsTakeOfAQuotaTogetherIsShown() {
        rig.remote.lampsLeft = 3;
        Item change = draft(lamp("a", ""), lamp("b", ""), lamp("c", ""));

        assertThat(now(change).values().nested("plan").list("notices"))
                .isEqualTo(List.of("All steps together need 3 lamps, and 3 are left."));
    }

    @Test
    void stepsThatFitAloneAndNotTogetherAreRefusedWithTheFirstThatIsTooMuch() {
        rig.remote.lampsLeft = 2;

        assertRefused(
                () -> draft(lamp("a", ""), lamp("b", ""), lamp("c", ""), lamp("d", "")), "invalid-change", "/steps/2");
    }

    @Test
    void aQuotaThatWhatIsDeletedMayMakeRoomInRefusesNothing() throws Exception {
        Item built = draft(lamp("old", ""));
        apply(built);
        rig.remote.lampsLeft = 0;

        Item change = draft(
                new Step.Delete("old", sets.items(rig.caller, built.id()).get("old"), List.of()), lamp("new", ""));

        assertThat(now(change).values().nested("plan").list("notices").toString())
                .contains("need 1 lamps, and 0 are left, besides what the deleted ones give back");
    }

    @Test
    void aListingWithGapsTellsOfNothing() {
        rig.remote.incomplete = true;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            steps.add(lamp("l" + i, ""));
        }
        draft(steps.toArray(Step[]::new));

        assertThat(rig.remote.looks).hasValue(20);
    }

    @Test
    void aPlanIsStaleOnceAResourceItReadHasChanged() throws Exception {
        Item built = draft(lamp("a", ""), lamp("b", ""));
        apply(built);
        Map<String, UUID> items = sets.items(rig.caller, built.id());
        Item change = draft(
                new Step.Update("a", items.get("a"), Values.of("watts", 9), List.of()),
                new Step.Update("b", items.get("b"), Values.of("watts", 9), List.of()));
        rig.lamp(made(built, "b").management().flatMap(Management::externalId).orElseThrow(), "b", 7);

        assertRefused(() -> submit(change), "change-stale");
        assertThat(step(change, "b").list("fields").toString()).contains("before=7");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void itTakesTheRightsForEachStep() throws Exception {
        Item built = draft(lamp("a", ""));
        apply(built);
        Item change =
                draft(new Step.Delete("a", sets.items(rig.caller, built.id()).get("a"), List.of()), lamp("b", ""));
        rig.access.deny(FakeProvider.LAMP + ".delete");

        assertRefused(() -> submit(change), "access-denied");
        assertRefused(
                () -> draft(
                        new Step.Delete("a", sets.items(rig.caller, built.id()).get("a"), List.of())),
                "access-denied");
    }

    @Test
    void aResourceThatAnotherOperationIsAtIsWaitedFor() throws Exception {
        Item built = draft(lamp("a", ""));
        apply(built);
        UUID item = sets.items(rig.caller, built.id()).get("a");
        Operation other = rig.actions.take(rig.caller, item, "light", Values.empty());
        assertThat(rig.locks.take(item, other.id())).isTrue();
        Item change = draft(new Step.Update("a", item, Values.of("watts", 9), List.of()));
        Operation mine = submit(change);
        Thread applying = new Thread(() -> {
            try {
                rig.operations.run(rig.applySet, mine, rig.caller);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        applying.start();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (step(change, "a").text("message").isEmpty() && System.nanoTime() < end) {
            Thread.sleep(10);
        }

        assertThat(state(change, "a")).isEqualTo("active");
        assertThat(step(change, "a").requireText("message")).contains("Waits for another operation");
        assertThat(rig.remote.lamps.get("lamp-1").integer("watts")).hasValue(5);
        rig.locks.release(item, other.id());
        applying.join(20_000);
        assertThat(rig.remote.lamps.get("lamp-1").integer("watts")).hasValue(9);
    }

    @Test
    void aRevertDeletesWhatWasMadeInReverse() throws Exception {
        Item change = draft(lamp("a", ""), lamp("b", "step:a"));
        apply(change);

        Item back = rig.reversal.draft(rig.caller, now(change), "");

        assertThat(back.title()).isEqualTo("Revert: Hall");
        assertThat(step(back, "a").requireText("does")).isEqualTo("delete");
        assertThat(step(back, "a").list("after")).hasToString("[b]");
        assertThat(apply(back)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).isEmpty();
        assertRefused(() -> rig.reversal.draft(rig.caller, now(change), ""), "nothing-to-revert");
    }

    @Test
    void aRevertBringsBackOldValuesAndWhatWasDeleted() throws Exception {
        Item built = draft(lamp("a", ""), lamp("b", ""), lamp("c", "step:b"));
        apply(built);
        Map<String, UUID> items = sets.items(rig.caller, built.id());
        Item change = draft(
                new Step.Update("a", items.get("a"), Values.of("watts", 9), List.of()),
                new Step.Delete("b", items.get("b"), List.of()),
                new Step.Delete("c", items.get("c"), List.of()));
        apply(change);

        Item back = rig.reversal.draft(rig.caller, now(change), "It was better before");

        assertThat(step(back, "c").list("after")).hasToString("[b]");
        assertThat(apply(back)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.content.get(items.get("a")).values().integer("watts")).hasValue(5);
        assertThat(made(back, "c").desired().requireText("beside"))
                .isEqualTo(made(back, "b").id().toString());
        assertThat(rig.remote.lamps.values())
                .extracting(lamp -> lamp.requireText("name"))
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aSingleChangeCanBeRevertedToo() throws Exception {
        Item built = draft(lamp("a", ""));
        apply(built);
        Item single = rig.changes.update(
                rig.caller, sets.items(rig.caller, built.id()).get("a"), Values.of("watts", 9), "");
        rig.operations.run(
                rig.apply,
                rig.changes.apply(rig.caller, single.id(), single.values().requireText("digest")),
                rig.caller);

        assertThat(apply(rig.reversal.draft(rig.caller, now(single), ""))).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.get("lamp-1").integer("watts")).hasValue(5);
    }

    @Test
    void whatWasMadeByHandIsRefusedInWordsAndHidesNoOther() {
        Item good = draft(lamp("a", ""));
        Item planted = rig.content.create(
                rig.caller,
                NewItem.published("infrastructure.change", AccessService.ROOT_SPACE, "Planted", Values.empty()));

        assertRefused(() -> rig.changes.apply(rig.caller, planted.id(), ""), "malformed-change");
        assertThat(rig.drafts.open(rig.caller)).extracting(Item::id).containsExactly(good.id());
    }

    @Test
    void nobodyMakesOrEditsWhatIsAskedForByHand() {
        Item good = draft(lamp("a", ""));
        Values steps = Values.builder()
                .put("kind", "set")
                .put("steps", good.values().list("steps"))
                .build();

        assertRefused(
                () -> rig.content.create(
                        rig.caller,
                        NewItem.published("infrastructure.change", AccessService.ROOT_SPACE, "Planted", steps)),
                "invalid-item");
        assertRefused(
                () -> rig.content.update(rig.caller, good.id(), good.revision(), ItemPatch.values(steps, "")),
                "invalid-item");
    }

    @Test
    void movingAChangeMovesNotWhatItMakes() throws Exception {
        Item change = draft(lamp("a", ""));
        rig.content.move(change.id(), new UUID(0, 70));

        assertThat(apply(now(change))).isInstanceOf(Outcome.Done.class);
        assertThat(rig.content.get(sets.items(rig.caller, change.id()).get("a")).space())
                .isEqualTo(AccessService.ROOT_SPACE);
    }

    @Test
    void aDraftThatDidNothingCannotBeReverted() {
        Item change = draft(lamp("a", ""));

        assertRefused(() -> rig.reversal.draft(rig.caller, change, ""), "nothing-to-revert");
    }

    private Item draftReplace(Item built, Step... others) {
        List<Step> steps = new ArrayList<>(List.of(others));
        steps.add(new Step.Update("a", made(built, "a").id(), Values.of("name", "wall"), List.of(), true));
        return sets.draft(rig.caller, new ChangeDraft(AccessService.ROOT_SPACE, "Move", steps, ""));
    }

    @Test
    void aReplaceIsRefusedUnlessItsStepAcceptsIt() throws Exception {
        Item built = draft(lamp("a", ""));
        apply(built);
        Item change = draft(new Step.Update("a", made(built, "a").id(), Values.of("name", "wall"), List.of()));

        assertThat(step(change, "a").requireText("does")).isEqualTo("replace");
        assertRefused(() -> submit(change), "replace-required");
        assertThat(rig.remote.lamps).hasSize(1);
    }

    @Test
    void whatRefersToWhatIsReplacedFollowsIt() throws Exception {
        Item built = draft(lamp("a", ""), lamp("b", "step:a"));
        apply(built);
        UUID a = made(built, "a").id();
        Item change = draftReplace(
                built, new Step.Update("b", made(built, "b").id(), Values.empty(), List.of()), lamp("c", a.toString()));

        assertThat(step(change, "a").requireText("does")).isEqualTo("replace");
        assertThat(step(change, "a").list("reasons").toString()).contains("Name");
        assertThat(step(change, "b").requireText("does")).isEqualTo("update");
        assertThat(step(change, "b").list("after")).hasToString("[a]");
        assertThat(step(change, "b").list("unknownUntilApplied")).hasToString("[beside]");
        assertThat(step(change, "c").list("after")).hasToString("[a]");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).doesNotContainKey("lamp-1");
        assertThat(rig.content.get(a).management().flatMap(Management::externalId))
                .contains("lamp-3");
        for (String dependent : List.of("lamp-2", "lamp-4")) {
            assertThat(rig.remote.lamps.get(dependent).requireText("beside")).isEqualTo("external:test.lamp:lamp-3");
        }
    }

    private static List<?> notices(Item change) {
        return change.values().nested("plan").list("notices");
    }

    @Test
    void thePlanNamesWhatRefersToWhatGoesAndIsNotInTheChange() throws Exception {
        Item built = draft(lamp("a", ""), lamp("b", "step:a"), lamp("c", "step:a"));
        apply(built);
        UUID a = made(built, "a").id();

        assertThat(notices(draftReplace(built)))
                .singleElement()
                .asString()
                .contains("\"b\" (test.lamp)", "\"c\" (test.lamp)", "not pointed to the new one");
        assertThat(notices(draft(new Step.Delete("a", a, List.of()))))
                .singleElement()
                .asString()
                .contains("\"b\" (test.lamp)", "may refuse to delete");
        assertThat(notices(rig.changes.delete(rig.caller, a, "")).toString()).contains("\"c\" (test.lamp)");
        assertThat(notices(rig.changes.update(rig.caller, a, Values.of("name", "wall"), true, ""))
                        .toString())
                .contains("\"c\" (test.lamp)");
        assertThat(notices(draftReplace(
                        built,
                        new Step.Update("b", made(built, "b").id(), Values.empty(), List.of()),
                        new Step.Delete("c", made(built, "c").id(), List.of()))))
                .isEmpty();
        assertThat(notices(draft(new Step.Update("a", a, Values.of("watts", 7), List.of()))))
                .isEmpty();
    }

    @Test
    void whatLetsGoOfWhatIsReplacedDoesSoBefore() throws Exception {
        Item built = draft(lamp("a", ""), lamp("b", "step:a"), lamp("c", "step:a"));
        apply(built);
        Item change = draftReplace(
                built,
                new Step.Update(
                        "b", made(built, "b").id(), Values.of(Collections.singletonMap("beside", null)), List.of()),
                new Step.Delete("c", made(built, "c").id(), List.of()));

        assertThat(step(change, "a").list("after")).hasToString("[b, c]");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aReplaceOfASetIsDoneOnceWhereverTheProcessDies() throws Exception {
        for (int point = 1; ; point++) {
            try (Rig site = new Rig()) {
                UUID hall = site.connection().id();
                Item built = site.sets.draft(
                        site.caller,
                        new ChangeDraft(
                                AccessService.ROOT_SPACE,
                                "Hall",
                                List.of(new Step.Create(
                                        "a",
                                        hall,
                                        FakeProvider.LAMP,
                                        Optional.empty(),
                                        "a",
                                        Values.of("name", "a"),
                                        List.of())),
                                ""));
                site.operations.run(site.applySet, submit(site, built), site.caller);
                UUID item = site.sets.items(site.caller, built.id()).get("a");
                Item change = site.sets.draft(
                        site.caller,
                        new ChangeDraft(
                                AccessService.ROOT_SPACE,
                                "Move",
                                List.of(new Step.Update("a", item, Values.of("name", "wall"), List.of(), true)),
                                ""));
                Operation operation = submit(site, change);
                site.operations.dieAtCheckpoint(point);
                boolean died = false;
                try {
                    site.operations.run(site.applySet, operation, site.caller);
                } catch (FakeOperations.Killed killed) {
                    died = true;
                }
                site.operations.dieAtCheckpoint(0);
                assertThat(site.operations.run(site.applySet, operation, site.caller))
                        .as("died at %d", point)
                        .isInstanceOf(Outcome.Done.class);
                assertThat(site.remote.lamps.keySet()).as("died at %d", point).containsExactly("lamp-2");
                assertThat(site.remote.applied).as("died at %d", point).hasValue(3);
                assertThat(site.content.get(item).desired().requireText("name")).isEqualTo("wall");
                if (!died) {
                    assertThat(point).isGreaterThan(4);
                    return;
                }
            }
        }
    }

    private static Operation submit(Rig site, Item change) {
        return site.sets.apply(
                site.caller, change.id(), site.content.get(change.id()).values().requireText("digest"));
    }

    @Test
    void aReplaceThatIsHalfDoneIsGoneOnWith() throws Exception {
        Item built = draft(lamp("a", ""));
        apply(built);
        Item change = draftReplace(built);
        rig.remote.refusesMaking = true;
        assertThat(apply(change)).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.remote.lamps).isEmpty();
        assertThat(now(change).values().nested("deletions").asMap()).hasSize(1);

        rig.remote.refusesMaking = false;
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
        assertThat(made(built, "a").desired().requireText("name")).isEqualTo("wall");
    }
}
