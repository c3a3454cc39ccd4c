package coop.plenum.infrastructure.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.State;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.infrastructure.FakeOperations;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ChangesTest {
    private final Rig rig = new Rig();
    private final Changes changes = rig.changes;
    private final ApplyHandler handler = rig.apply;
    private UUID connection;

    @BeforeEach
    void connect() {
        connection = rig.connection().id();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Item draftCreate() {
        Values wanted = Values.builder().put("name", "desk").put("watts", 5).build();
        return changes.create(
                rig.caller, connection, FakeProvider.LAMP, AccessService.ROOT_SPACE, "desk", wanted, "More light");
    }

    private Outcome apply(Item change) throws InterruptedException {
        return rig.operations.run(handler, submit(change), rig.caller);
    }

    private Operation submit(Item change) {
        return changes.apply(rig.caller, change.id(), change.values().requireText("digest"));
    }

    private Item lamp() {
        List<Item> lamps = rig.content.ofType(FakeProvider.LAMP);
        assertThat(lamps).hasSize(1);
        return lamps.get(0);
    }

    private Item created() throws InterruptedException {
        assertThat(apply(draftCreate())).isInstanceOf(Outcome.Done.class);
        return lamp();
    }

    private String status(Item change) {
        return rig.content.get(change.id()).values().requireText("status");
    }

    @Test
    void aPlanShowsWhatWouldHappenAndNothingHappens() {
        Item change = draftCreate();
        Values plan = change.values().nested("plan");

        assertThat(plan.text("action")).contains("create");
        assertThat(plan.list("fields")).hasSize(2);
        assertThat(plan.list("unknownUntilApplied")).hasToString("[lit]");
        assertThat(change.state()).isEqualTo(State.DRAFT);
        assertThat(status(change)).isEqualTo("draft");
        assertThat(rig.remote.lamps).isEmpty();
    }

    @Test
    void aCreateIsAppliedAndTheItemIsManaged() throws Exception {
        Item change = draftCreate();

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
        assertThat(lamp().state()).isEqualTo(State.PUBLISHED);
        assertThat(lamp().management().filter(Management::managed).flatMap(Management::externalId))
                .contains("lamp-1");
        assertThat(lamp().desired().integer("watts")).hasValue(5);
        assertThat(status(change)).isEqualTo("applied");
        assertThat(rig.audit.entries()).containsExactly("resource.create INTENT", "resource.create SUCCESS");
    }

    @Test
    void aSyncThatMeetsWhatIsBeingMadeStandsInNobodysWay() throws Exception {
        Item change = draftCreate();
        rig.content.beforeObserving = () -> {
            rig.content.beforeObserving = () -> {};
            rig.content.observe(
                    rig.engine.caller(),
                    connection,
                    List.of(new Observation(
                            Optional.empty(),
                            FakeProvider.LAMP,
                            "lamp-1",
                            AccessService.ROOT_SPACE,
                            "desk",
                            Map.of(),
                            Values.of("name", "desk"))));
        };

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(lamp().management().filter(Management::managed).flatMap(Management::externalId))
                .contains("lamp-1");
        assertThat(status(change)).isEqualTo("applied");
    }

    @Test
    void anUpdateShowsBeforeAndAfter() throws Exception {
        Item change = changes.update(rig.caller, created().id(), Values.of("watts", 7), "");

        assertThat(change.values().nested("plan").list("fields"))
                .singleElement()
                .satisfies(field -> assertThat(field.toString()).contains("before=5", "after=7"));
        apply(change);
        assertThat(rig.remote.lamps.get("lamp-1").integer("watts")).hasValue(7);
        assertThat(lamp().values().integer("watts")).hasValue(7);
    }

    @Test
    void anEmptyUpdateBringsBackWhatHasDrifted() throws Exception {
        Item lamp = created();
        rig.lamp("lamp-1", "desk", 60);
        Item change = changes.update(rig.caller, lamp.id(), Values.empty(), "");
        apply(change);

        assertThat(rig.remote.lamps.get("lamp-1").integer("watts")).hasValue(5);
    }

    @Test
    void anUpdateWithWhatIsThereAcceptsTheDriftWithoutTouchingTheResource() throws Exception {
        Item lamp = created();
        rig.lamp("lamp-1", "desk", 60);
        int calls = rig.remote.applied.get();
        Item change = changes.update(rig.caller, lamp.id(), Values.of("watts", 60), "");

        assertThat(change.values().nested("plan").text("action")).contains("none");
        assertThat(change.values().nested("plan").list("accepted")).hasToString("[watts]");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.applied).hasValue(calls);
        assertThat(rig.remote.lamps.get("lamp-1").integer("watts")).hasValue(60);
        assertThat(lamp().desired().integer("watts")).hasValue(60);
        assertThat(lamp().management().map(Management::drift)).contains(List.of());
        assertThat(status(change)).isEqualTo("applied");
    }

    @Test
    void acceptingDriftSurvivesACrash() throws Exception {
        Item lamp = created();
        rig.lamp("lamp-1", "desk", 60);
        Item change = changes.update(rig.caller, lamp.id(), Values.of("watts", 60), "");
        Operation operation = submit(change);
        rig.operations.dieAtCheckpoint(2);
        assertThatThrownBy(() -> rig.operations.run(handler, operation, rig.caller))
                .isInstanceOf(FakeOperations.Killed.class);
        rig.operations.dieAtCheckpoint(0);

        assertThat(rig.operations.run(handler, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(lamp().desired().integer("watts")).hasValue(60);
        assertThat(status(change)).isEqualTo("applied");
    }

    @Test
    void anUpdateThatChangesNothingIsRefused() throws Exception {
        Item change = changes.update(rig.caller, created().id(), Values.of("watts", 5), "");

        assertThatThrownBy(() -> submit(change))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("nothing-to-change"));
    }

    @Test
    void aDeleteRemovesResourceAndItem() throws Exception {
        apply(changes.delete(rig.caller, created().id(), ""));

        assertThat(rig.remote.lamps).isEmpty();
        assertThat(rig.content.ofType(FakeProvider.LAMP)).isEmpty();
    }

    @Test
    void aDeleteThatWasNotNotedBeforeACrashIsDoneAllTheSame() throws Exception {
        Item change = changes.delete(rig.caller, created().id(), "");
        Operation operation = submit(change);
        assertThat(rig.operations.run(handler, operation, rig.caller)).isInstanceOf(Outcome.Done.class);

        assertThat(rig.operations.run(handler, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(status(change)).isEqualTo("applied");
    }

    @Test
    void anImmutableFieldTakesAReplaceWhichIsRefusedWithTheReason() throws Exception {
        Item change = changes.update(rig.caller, created().id(), Values.of("name", "wall"), "");

        assertThat(change.values().nested("plan").text("action")).contains("replace");
        assertThatThrownBy(() -> submit(change)).isInstanceOfSatisfying(PlenumException.class, e -> {
            assertThat(e.code()).isEqualTo("replace-required");
            assertThat(e.getMessage()).contains("Name");
        });
    }

    private Item draftReplace(Item lamp) {
        return changes.update(rig.caller, lamp.id(), Values.of("name", "wall"), true, "");
    }

    @Test
    void aReplaceThatIsAcceptedDeletesAndMakesAnewForTheSameItem() throws Exception {
        Item lamp = created();
        Item change = draftReplace(lamp);

        assertThat(change.values().nested("plan").text("action")).contains("replace");
        assertThat(change.values().nested("plan").list("reasons").toString()).contains("Name");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.keySet()).containsExactly("lamp-2");
        assertThat(rig.remote.lamps.get("lamp-2").requireText("name")).isEqualTo("wall");
        assertThat(rig.remote.lamps.get("lamp-2").integer("watts")).hasValue(5);
        assertThat(lamp().id()).isEqualTo(lamp.id());
        assertThat(lamp().management().flatMap(Management::externalId)).contains("lamp-2");
        assertThat(lamp().management().flatMap(Management::vanishedAt)).isEmpty();
        assertThat(lamp().desired().requireText("name")).isEqualTo("wall");
        assertThat(status(change)).isEqualTo("applied");
        assertThat(rig.audit.entries())
                .endsWith(
                        "resource.delete INTENT",
                        "resource.delete SUCCESS",
                        "resource.create INTENT",
                        "resource.create SUCCESS");
    }

    @Test
    void aReplaceIsDoneOnceWhereverTheProcessDies() throws Exception {
        for (int point = 1; ; point++) {
            try (Rig site = new Rig()) {
                UUID hall = site.connection().id();
                Item made = site.changes.create(
                        site.caller,
                        hall,
                        FakeProvider.LAMP,
                        AccessService.ROOT_SPACE,
                        "desk",
                        Values.builder().put("name", "desk").put("watts", 5).build(),
                        "");
                site.operations.run(site.apply, apply(site, made), site.caller);
                Item lamp = site.content.ofType(FakeProvider.LAMP).get(0);
                Item change = site.changes.update(site.caller, lamp.id(), Values.of("name", "wall"), true, "");
                Operation operation = apply(site, change);
                int before = site.remote.applied.get();
                site.operations.dieAtCheckpoint(point);
                boolean died = false;
                try {
                    site.operations.run(site.apply, operation, site.caller);
                } catch (FakeOperations.Killed killed) {
                    died = true;
                }
                site.operations.dieAtCheckpoint(0);
                assertThat(site.operations.run(site.apply, operation, site.caller))
                        .as("died at %d", point)
                        .isInstanceOf(Outcome.Done.class);
                assertThat(site.remote.lamps.keySet()).as("died at %d", point).containsExactly("lamp-2");
                assertThat(site.remote.applied.get() - before)
                        .as("died at %d", point)
                        .isEqualTo(2);
                assertThat(site.content.ofType(FakeProvider.LAMP))
                        .singleElement()
                        .satisfies(now ->
                                assertThat(now.desired().requireText("name")).isEqualTo("wall"));
                if (!died) {
                    assertThat(point).isGreaterThan(4);
                    return;
                }
            }
        }
    }

    private static Operation apply(Rig site, Item change) {
        return site.changes.apply(site.caller, change.id(), change.values().requireText("digest"));
    }

    @Test
    void aReplaceWhoseSecondHalfFailsIsGoneOnWithByTheSameChange() throws Exception {
        Item lamp = created();
        Item change = draftReplace(lamp);
        rig.remote.refusesMaking = true;
        assertThat(apply(change)).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.remote.lamps).isEmpty();
        assertThat(lamp().management().flatMap(Management::vanishedAt)).isPresent();
        assertThat(status(change)).isEqualTo("failed");

        rig.remote.refusesMaking = false;
        assertThat(apply(rig.content.get(change.id()))).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
        assertThat(lamp().management().flatMap(Management::vanishedAt)).isEmpty();
        assertThat(status(change)).isEqualTo("applied");
    }

    @Test
    void whatWasMadeWithoutAnAnswerIsFoundByAnotherOperationOfTheSameChange() throws Exception {
        Item change = draftReplace(created());
        Operation operation = submit(change);
        rig.remote.blindToNew = true;
        rig.remote.loseAnswerToMaking = true;
        assertThat(rig.operations.run(handler, operation, rig.caller)).isInstanceOf(Outcome.Failed.class);

        rig.remote.blindToNew = false;
        assertThat(apply(rig.content.get(change.id()))).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.keySet()).containsExactly("lamp-2");
        assertThat(lamp().management().flatMap(Management::externalId)).contains("lamp-2");
    }

    @Test
    void aReplaceWhoseAnswersAreLostIsFoundByLooking() throws Exception {
        Item change = draftReplace(created());
        rig.remote.loseAnswer = true;
        rig.remote.loseAnswerToMaking = true;

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.keySet()).containsExactly("lamp-2");
        assertThat(status(change)).isEqualTo("applied");
    }

    @Test
    void whoReplacesMustBeAllowedToDeleteAndToCreate() throws Exception {
        Item lamp = created();
        rig.access.deny("test.lamp.delete");

        assertThatThrownBy(() -> draftReplace(lamp))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("access-denied"));
    }

    @Test
    void aReplaceIsTakenBackByAnother() throws Exception {
        Item lamp = created();
        Item change = draftReplace(lamp);
        apply(change);
        Item back = rig.reversal.draft(rig.caller, rig.content.get(change.id()), "");

        Operation operation = rig.sets.apply(
                rig.caller, back.id(), rig.content.get(back.id()).values().requireText("digest"));
        assertThat(rig.operations.run(rig.applySet, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.get("lamp-3").requireText("name")).isEqualTo("desk");
        assertThat(lamp().id()).isEqualTo(lamp.id());
    }

    @Test
    void aPlanIsStaleOnceWhatItReadHasChangedAndIsRenewed() throws Exception {
        Item change = changes.update(rig.caller, created().id(), Values.of("watts", 7), "");
        rig.lamp("lamp-1", "desk", 6);

        assertThatThrownBy(() -> submit(change))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("change-stale"));
        assertThat(apply(rig.content.get(change.id()))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aPlanIsNotStaleBecauseOfWhatItDidNotRead() throws Exception {
        Item change = changes.update(rig.caller, created().id(), Values.of("watts", 7), "");
        rig.remote.lamps.computeIfPresent("lamp-1", (id, lamp) -> lamp.merge(Values.of("lit", true)));

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aResourceThatExistsIsNotCreatedAgain() {
        rig.lamp("lamp-9", "desk", 3);

        assertThatThrownBy(this::draftCreate)
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("resource-exists"));
    }

    @Test
    void unknownFieldsAndWrongTypesAreNamed() throws Exception {
        Item lamp = created();
        Values wrong = Values.builder().put("watts", "many").put("lit", true).build();

        assertThatThrownBy(() -> changes.update(rig.caller, lamp.id(), wrong, ""))
                .isInstanceOfSatisfying(
                        PlenumException.class,
                        e -> assertThat(e.violations())
                                .extracting(PlenumException.Violation::pointer)
                                .containsExactlyInAnyOrder("/values/watts", "/values/lit"));
    }

    @Test
    void applyingTakesThePermissionToPublishTheType() {
        Item change = draftCreate();
        rig.access.deny("test.lamp.publish");

        assertThatThrownBy(() -> submit(change))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("access-denied"));
    }

    @Test
    void twoOperationsDoNotApplyTheSameChangeTwice() throws Exception {
        Item change = draftCreate();
        Operation first = submit(change);
        Operation second = submit(change);
        rig.operations.run(handler, first, rig.caller);

        assertThat(rig.operations.run(handler, second, rig.caller))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("change-ended"));
        assertThat(rig.remote.lamps).hasSize(1);
        assertThat(status(change)).isEqualTo("applied");
    }

    @Test
    void anAnswerThatWasLostIsFoundByLooking() throws Exception {
        rig.remote.loseAnswer = true;
        Item change = draftCreate();

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.applied).hasValue(1);
        assertThat(rig.audit.entries())
                .containsExactly("resource.create INTENT", "resource.create UNKNOWN", "resource.create SUCCESS");
    }

    @Test
    void anUpdateWhoseAnswerWasLostIsFoundByWhatTheProviderReports() throws Exception {
        Item lamp = created();
        apply(rig.changes.update(rig.caller, lamp.id(), Values.of("script", "blink"), ""));
        int applied = rig.remote.applied.get();
        rig.remote.loseAnswer = true;

        Item change = rig.changes.update(rig.caller, lamp.id(), Values.of("watts", 99L), "");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.applied).hasValue(applied + 1);
    }

    @Test
    void anUpdateThatTakesAValueAwayIsAskedForAgainAsLongAsTheValueIsThere() throws Exception {
        Item lamp = created();
        int applied = rig.remote.applied.get();
        rig.remote.failures.add(FakeProvider.failure(Category.TRANSIENT));

        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("watts", null);
        Item change = rig.changes.update(rig.caller, lamp.id(), Values.of(none), "");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.applied).hasValue(applied + 1);
    }

    @Test
    void anUpdateOfWhatNoProviderReportsIsAskedForAgainWhenItsAnswerWasLost() throws Exception {
        Item lamp = created();
        int applied = rig.remote.applied.get();
        rig.remote.failures.add(FakeProvider.failure(Category.TRANSIENT));

        Item change = rig.changes.update(rig.caller, lamp.id(), Values.of("script", "blink"), "");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.applied).hasValue(applied + 1);
        assertThat(rig.remote.lamps.get("lamp-1").text("script")).contains("blink");
    }

    @Test
    void aCallThatCameToNothingIsRepeatedWithTheSameKey() throws Exception {
        rig.remote.failures.add(FakeProvider.failure(Category.TRANSIENT));

        assertThat(apply(draftCreate())).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
    }

    @Test
    void aRemoteSystemThatStaysDownFailsTheChangeWhichCanBeAppliedLater() throws Exception {
        for (int i = 0; i < 3; i++) {
            rig.remote.failures.add(FakeProvider.failure(Category.TRANSIENT));
        }
        Item change = draftCreate();

        assertThat(apply(change))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("not-applied"));
        assertThat(status(change)).isEqualTo("failed");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.content.ofType(FakeProvider.LAMP)).as("no second draft").hasSize(1);
    }

    @Test
    void anOutcomeThatCannotBeFoundOutIsUnknown() throws Exception {
        Item change = draftCreate();
        Operation operation = submit(change);
        rig.operations.dieAtCheckpoint(2);
        assertThatThrownBy(() -> rig.operations.run(handler, operation, rig.caller))
                .isInstanceOf(FakeOperations.Killed.class);
        rig.remote.blind = true;

        assertThat(rig.operations.run(handler, operation, rig.caller))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("outcome-unknown"));
        assertThat(rig.audit.entries()).containsExactly("resource.create INTENT", "resource.create UNKNOWN");

        rig.remote.blind = false;
        assertThat(rig.operations.run(handler, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
    }

    @Test
    void whatTheProviderTellsIsShownWithThePlanAndBindsNobody() throws Exception {
        rig.remote.notice = "3 of 10 lamps are left.";
        Item change = draftCreate();
        assertThat(rig.content.get(change.id()).values().nested("plan").list("notices"))
                .isEqualTo(List.of("3 of 10 lamps are left."));

        rig.remote.notice = "2 of 10 lamps are left.";
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void halfOfAResourceIsNotTakenForTheWholeWhenAnAnswerIsLostWhileItIsMade() throws Exception {
        rig.remote.inTwoSteps = true;
        rig.remote.silences = 3;
        Item change = draftCreate();

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.values())
                .singleElement()
                .satisfies(lamp -> assertThat(lamp.has("watts")).isTrue());
    }

    @Test
    void whoNeverAnswersIsLookedForInTheEnd() throws Exception {
        rig.remote.inTwoSteps = true;
        rig.remote.silences = Integer.MAX_VALUE;
        Item change = draftCreate();

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.audit.entries()).contains("resource.create UNKNOWN", "resource.create SUCCESS");
    }

    @Test
    void aCrashAtAnyPointLeavesOneResourceAndAnAppliedChange() throws Exception {
        for (int point = 1; point <= 3; point++) {
            crashAt(point);
            rig.remote.lamps.clear();
            rig.content
                    .ofType(FakeProvider.LAMP)
                    .forEach(lamp -> rig.content.delete(rig.caller, lamp.id(), lamp.revision(), ""));
        }
    }

    private void crashAt(int point) throws InterruptedException {
        Item change = draftCreate();
        Operation operation = submit(change);
        rig.operations.dieAtCheckpoint(point);
        assertThatThrownBy(() -> rig.operations.run(handler, operation, rig.caller))
                .isInstanceOf(FakeOperations.Killed.class);
        rig.operations.dieAtCheckpoint(0);

        assertThat(rig.operations.run(handler, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps).hasSize(1);
        assertThat(lamp().management().flatMap(Management::externalId)).isPresent();
        assertThat(status(change)).isEqualTo("applied");
    }

    @Test
    void aRefusalOfTheRemoteSystemFailsTheChangeAtOnce() throws Exception {
        rig.remote.failures.add(FakeProvider.failure(Category.USER));
        Item change = draftCreate();

        assertThat(apply(change)).isEqualTo(new Outcome.Failed("test-failure", "user", "It fails for a test."));
        assertThat(rig.audit.entries()).containsExactly("resource.create INTENT", "resource.create FAILURE");
        assertThat(rig.content.get(change.id()).values().text("failure")).contains("It fails for a test.");
    }

    @Test
    void aCancelledOperationDoesNotHoldTheChangeForEver() throws Exception {
        Item change = draftCreate();
        Operation operation = submit(change);
        rig.operations.dieAtCheckpoint(1);
        assertThatThrownBy(() -> rig.operations.run(handler, operation, rig.caller))
                .isInstanceOf(FakeOperations.Killed.class);
        rig.operations.cancel(rig.caller, operation.id());

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
    }
}
