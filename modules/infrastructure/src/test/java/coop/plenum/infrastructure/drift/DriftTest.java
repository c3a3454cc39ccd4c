package coop.plenum.infrastructure.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.drift.Drift.Difference;
import coop.plenum.infrastructure.drift.Drift.Drifted;
import coop.plenum.infrastructure.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DriftTest {
    private final Rig rig = new Rig();
    private Item desk;
    private Item hall;

    @BeforeEach
    void makeTwoLampsThatDrift() throws Exception {
        UUID connection = rig.connection().id();
        desk = made(connection, "desk");
        hall = made(connection, "hall");
        drift(desk, 60);
        drift(hall, 60);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Item made(UUID connection, String name) throws Exception {
        Values wanted = Values.builder().put("name", name).put("watts", 5).build();
        Item change = rig.changes.create(
                rig.caller, connection, FakeProvider.LAMP, AccessService.ROOT_SPACE, name, wanted, "");
        rig.operations.run(
                rig.apply,
                rig.changes.apply(rig.caller, change.id(), change.values().requireText("digest")),
                rig.caller);
        return rig.content.get(
                UUID.fromString(rig.content.get(change.id()).values().requireText("resourceId")));
    }

    private static String external(Item item) {
        return item.management().flatMap(Management::externalId).orElseThrow();
    }

    private void drift(Item item, int watts) throws Exception {
        rig.lamp(external(item), item.title(), watts);
        rig.resources.current(rig.caller, item);
    }

    private long watts(Item item) {
        return rig.remote.lamps.get(external(item)).integer("watts").orElseThrow();
    }

    private List<Drifted> listed() {
        return rig.drift
                .list(rig.caller, Optional.empty(), Optional.empty(), PageRequest.first(10))
                .items();
    }

    private boolean drifted(Item item) {
        return listed().stream().anyMatch(one -> one.item().id().equals(item.id()));
    }

    private Outcome apply(Item change) throws InterruptedException {
        return rig.operations.run(
                rig.applySet,
                rig.sets.apply(rig.caller, change.id(), change.values().requireText("digest")),
                rig.caller);
    }

    private Item rule(String answer, Values more) {
        return rig.content.create(
                rig.caller,
                NewItem.published(
                        DriftRule.TYPE,
                        AccessService.ROOT_SPACE,
                        "House rule",
                        Values.builder().put("answer", answer).putAll(more).build()));
    }

    private List<Operation> due(Instant when) {
        int before = rig.operations.all().size();
        rig.driftSchedule.tick(when);
        List<Operation> all = rig.operations.all();
        return all.subList(before, all.size());
    }

    private Outcome settle(Operation operation) throws InterruptedException {
        return rig.operations.run(rig.settleDrift, operation, rig.caller);
    }

    @Test
    void eachFieldIsShownAsPublishedAndAsItIs() {
        assertThat(listed()).hasSize(2);
        assertThat(listed().get(0).differences())
                .containsExactly(
                        new Difference("watts", "Watts", Optional.of(5L), Optional.of(60L), false, Optional.empty()));
    }

    @Test
    void manyAreBroughtBackByOneChange() throws Exception {
        Item change = rig.drift.revert(rig.caller, List.of(desk.id(), hall.id()), false, "");

        assertThat(change.title()).isEqualTo("Bring back: 2 resources");
        assertThat(watts(desk)).isEqualTo(60);
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(watts(desk)).isEqualTo(5);
        assertThat(watts(hall)).isEqualTo(5);
        assertThat(listed()).isEmpty();
    }

    private void rename(Item item, String name) throws Exception {
        rig.lamp(external(item), name, 5);
        rig.resources.current(rig.caller, item);
    }

    private String name(Item item) {
        return rig.remote.lamps.get(external(rig.content.get(item.id()))).requireText("name");
    }

    @Test
    void whatCannotBeChangedInPlaceIsBroughtBackByAReplaceThatIsAskedFor() throws Exception {
        rename(desk, "door");
        assertThat(listed().get(0).differences()).extracting(Difference::fixed).containsExactly(true);
        Item refused = rig.drift.revert(rig.caller, List.of(desk.id()), false, "");
        assertThatThrownBy(() -> apply(refused)).isInstanceOfSatisfying(PlenumException.class, e -> {
            assertThat(e.code()).isEqualTo("replace-required");
            assertThat(e.getMessage()).contains("Name", "drift", "\"replace\": true");
        });

        Item change = rig.drift.revert(rig.caller, List.of(desk.id()), true, "");

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(name(desk)).isEqualTo("desk");
        assertThat(rig.remote.lamps).doesNotContainKey(external(desk));
        assertThat(drifted(desk)).isFalse();
    }

    @Test
    void noRuleReplacesWhatItBringsBackAndOthersAreBroughtBackAllTheSame() throws Exception {
        rename(desk, "door");
        rule("revert", Values.empty());

        settle(due(Instant.now()).get(0));
        runAllChanges();

        assertThat(name(desk)).isEqualTo("door");
        assertThat(watts(hall)).isEqualTo(5);
    }

    @Test
    void whatIsThereIsAcceptedWithoutTouchingIt() throws Exception {
        int calls = rig.remote.applied.get();

        assertThat(apply(rig.drift.accept(rig.caller, List.of(desk.id()), ""))).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.applied).hasValue(calls);
        assertThat(rig.content.get(desk.id()).desired().integer("watts")).hasValue(60);
        assertThat(drifted(desk)).isFalse();
        assertThat(drifted(hall)).isTrue();
    }

    @Test
    void whatIsIgnoredSaysByWhichRule() {
        rig.drift.ignore(rig.caller, desk.id(), List.of("watts"), Optional.empty(), "It is dimmed by hand");

        assertThat(listed())
                .filteredOn(one -> one.item().id().equals(desk.id()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.ignored()).isTrue();
                    assertThat(one.differences().get(0).ignoredBy()).contains("Ignore watts of desk");
                });
        assertThat(listed())
                .filteredOn(one -> one.item().id().equals(hall.id()))
                .singleElement()
                .satisfies(one -> assertThat(one.ignored()).isFalse());
    }

    @Test
    void aRuleThatHasEndedCountsNoMore() {
        rule("ignore", Values.of("until", "2020-01-01T00:00:00Z"));

        assertThat(listed()).noneMatch(Drifted::ignored);
    }

    @Test
    void aRuleBringsBackWhatHasDriftedAndIsNotIgnored() throws Exception {
        rig.drift.ignore(rig.caller, hall.id(), List.of(), Optional.empty(), "");
        rule("revert", Values.empty());
        Instant now = Instant.now();

        List<Operation> due = due(now);

        assertThat(due).hasSize(1);
        settle(due.get(0));
        runAllChanges();
        assertThat(watts(desk)).isEqualTo(5);
        assertThat(watts(hall)).isEqualTo(60);
        assertThat(due(now.plus(Duration.ofMinutes(5)))).isEmpty();
        assertThat(due(now.plus(Duration.ofMinutes(65)))).hasSize(1);
    }

    private void runAllChanges() throws InterruptedException {
        for (Operation operation : rig.operations.all()) {
            if (operation.kind().equals("infrastructure.apply-set")
                    && !operation.status().ended()) {
                rig.operations.run(rig.applySet, operation, rig.caller);
            }
        }
    }

    @Test
    void aRuleAcceptsOnlyTheFieldsItIsAbout() throws Exception {
        rule("accept", Values.of("fields", List.of("name")));
        settle(due(Instant.now()).get(0));
        assertThat(rig.content.ofType("infrastructure.change"))
                .noneMatch(change -> change.title().startsWith("Accept"));
    }

    @Test
    void whatHasToBeApprovedStaysADraftAndIsNotDraftedTwice() throws Exception {
        rig.content.create(
                rig.caller,
                NewItem.published(Policy.TYPE, AccessService.ROOT_SPACE, "Four eyes", Values.of("approvals", 1)));
        rule("revert", Values.empty());
        Instant now = Instant.now();

        Outcome first = settle(due(now).get(0));
        Outcome second = settle(due(now.plus(Duration.ofHours(2))).get(0));

        assertThat(first)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.result().requireText("waits")).isEqualTo("approval-required"));
        assertThat(second).isEqualTo(first);
        assertThat(watts(desk)).isEqualTo(60);
        assertThat(rig.content.ofType("infrastructure.change"))
                .filteredOn(change -> change.title().startsWith("Bring back"))
                .singleElement()
                .satisfies(change -> assertThat(
                                change.values().nested("requestedBy").text("name"))
                        .contains("ada"));
    }

    @Test
    void inClosedHoursARuleWaitsAndThenGoesOnWithWhatItHasDrafted() throws Exception {
        Item policy = rig.freeze();
        rule("revert", Values.empty());
        Instant now = Instant.now();

        Values waiting = ((Outcome.Done) settle(due(now).get(0))).result();
        runAllChanges();

        assertThat(waiting.requireText("waits")).isEqualTo("change-window-closed");
        assertThat(watts(desk)).isEqualTo(60);

        rig.lift(policy);
        Values later = ((Outcome.Done) settle(due(now.plus(Duration.ofHours(2))).get(0))).result();
        runAllChanges();

        assertThat(later.requireText("change")).isEqualTo(waiting.requireText("change"));
        assertThat(watts(desk)).isEqualTo(5);
    }

    @Test
    void aChangeThatOnlyClaimsToBeOfARuleIsNotAppliedByIt() throws Exception {
        Item rule = rule("revert", Values.empty());
        Step step = new Step.Update("hall", hall.id(), Values.of("watts", 500), List.of());
        Item forged = rig.sets.draft(
                rig.caller,
                new ChangeDraft(AccessService.ROOT_SPACE, "Forged", List.of(step), "Drift rule " + rule.id()));

        settle(due(Instant.now()).get(0));
        runAllChanges();

        assertThat(watts(hall)).isEqualTo(5);
        assertThat(rig.content.get(forged.id()).values().text("status")).contains("draft");
    }

    @Test
    void whoMayNoLongerPublishRulesHasNoneCarriedOut() throws Exception {
        rule("revert", Values.empty());
        Operation operation = due(Instant.now()).get(0);
        rig.access.deny("infrastructure.drift-rule.publish");

        assertThat(settle(operation)).isInstanceOf(Outcome.Failed.class);
        assertThat(watts(desk)).isEqualTo(60);
    }

    @Test
    void whatHasNotDriftedIsRefused() throws Exception {
        apply(rig.drift.revert(rig.caller, List.of(desk.id()), false, ""));

        assertThatThrownBy(() -> rig.drift.revert(rig.caller, List.of(desk.id()), false, ""))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("nothing-to-change"));
    }
}
