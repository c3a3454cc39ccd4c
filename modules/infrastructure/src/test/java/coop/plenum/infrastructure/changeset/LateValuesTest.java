package coop.plenum.infrastructure.changeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.FakeOperations;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.api.LateValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LateValuesTest {
    private final Rig rig = new Rig();
    private final UUID connection = rig.connection().id();

    @AfterEach
    void close() {
        rig.close();
    }

    private Step lamp(String name, Object... values) {
        Values.Builder all = Values.builder().put("name", name);
        for (int i = 0; i < values.length; i += 2) {
            all.put((String) values[i], values[i + 1]);
        }
        return new Step.Create(name, connection, FakeProvider.LAMP, Optional.empty(), name, all.build(), List.of());
    }

    /** @param live names and what they stand for, in turn */
    private static Map<String, Object> late(String expression, String name, String end) {
        return new LateValue(expression, Map.of(name, end), Map.of()).value();
    }

    private Item draft(Step... steps) {
        return rig.sets.draft(rig.caller, new ChangeDraft(AccessService.ROOT_SPACE, "Hall", List.of(steps), "Light"));
    }

    private static Operation submit(Rig rig, Item change) {
        return rig.sets.apply(
                rig.caller, change.id(), rig.content.get(change.id()).values().requireText("digest"));
    }

    private Outcome apply(Item change) throws InterruptedException {
        return rig.operations.run(rig.applySet, submit(rig, change), rig.caller);
    }

    private Values step(Item change, String key) {
        return rig.sets.steps(rig.caller, rig.content.get(change.id())).stream()
                .filter(step -> step.requireText("key").equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Item made(Item change, String key) {
        return rig.content.get(rig.sets.items(rig.caller, change.id()).get(key));
    }

    @Test
    void aValueComesFromWhatAnotherStepHasMade() throws Exception {
        Item change = draft(lamp("b", "watts", late("live.a.values.watts + 1", "a", "step:a")), lamp("a", "watts", 5L));

        assertThat(step(change, "b").list("after")).hasToString("[a]");
        assertThat(step(change, "b").list("fields").toString()).contains("${live.a.values.watts + 1}");
        assertThat(step(change, "b").list("unknownUntilApplied").toString()).contains("watts", "lit");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(made(change, "b").values().integer("watts")).hasValue(6);
        assertThat(made(change, "b").desired().integer("watts")).hasValue(6);
        assertThat(rig.remote.lamps.get("lamp-2").integer("watts")).hasValue(6);
    }

    @Test
    void aResourceCanBeFoundByAnIdentityThatIsKnownLate() throws Exception {
        Item change =
                draft(lamp("a"), lamp("b", "name", late("live.a.values.name + \"-\" + live.a.title", "a", "step:a")));

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.get("lamp-2").requireText("name")).isEqualTo("a-a");
    }

    @Test
    void aResourceThatIsThereAlreadyIsToldWhenItsIdentityIsKnown() throws Exception {
        rig.lamp("lamp-old", "a-2", 7);
        Item change =
                draft(lamp("a"), lamp("b", "name", late("live.a.values.name + \"-2\"", "a", "step:a")), lamp("c"));

        assertThat(apply(change))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.message()).contains("b: ", "already has \"a-2\""));
        assertThat(rig.remote.lamps).hasSize(3);
        assertThat(step(change, "c").requireText("state")).isEqualTo("done");
    }

    @Test
    void anUpdateAndAnActionTakeLateValuesToo() throws Exception {
        Item built = draft(lamp("a", "watts", 1L), lamp("b", "watts", 1L), lamp("c", "watts", 1L), lamp("d"));
        apply(built);
        UUID a = made(built, "a").id();

        Item change = draft(
                new Step.Update(
                        "c",
                        made(built, "c").id(),
                        values(late("live.a.values.watts * 3", "a", a.toString())),
                        List.of()),
                new Step.Act(
                        "d",
                        made(built, "d").id(),
                        "dim",
                        values(late("live.b.values.watts", "b", "step:b")),
                        List.of()),
                new Step.Update("b", made(built, "b").id(), Values.of("watts", 4L), List.of()),
                new Step.Update("a", a, Values.of("watts", 7L), List.of()));

        assertThat(step(change, "c").list("after")).hasToString("[a]");
        assertThat(step(change, "d").list("after")).hasToString("[b]");
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(made(built, "c").values().integer("watts")).hasValue(21);
        assertThat(made(built, "d").values().integer("watts")).hasValue(4);
    }

    private static Values values(Object watts) {
        return Values.of("watts", watts);
    }

    @Test
    void anUpdateThatComesToWhatIsThereChangesNothing() throws Exception {
        Item built = draft(lamp("a", "watts", 4L), lamp("b", "watts", 4L));
        apply(built);
        int applied = rig.remote.applied.get();

        Item change = draft(
                new Step.Update("a", made(built, "a").id(), Values.of("watts", 5L), List.of()),
                new Step.Update(
                        "b", made(built, "b").id(), values(late("live.a.values.watts - 1", "a", "step:a")), List.of()));

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.applied).hasValue(applied + 1);
    }

    @Test
    void whatIsNotKnownYetIsLookedFor() throws Exception {
        Item built = draft(lamp("old"));
        apply(built);
        UUID old = made(built, "old").id();
        Item change = draft(lamp("b", "watts", late("live.old.values.watts", "old", old.toString())));
        rig.remote.lamps.put("lamp-1", rig.remote.lamps.get("lamp-1").merge(Values.of("watts", 3L)));

        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(made(change, "b").values().integer("watts")).hasValue(3);
    }

    @Test
    void whatNeverGetsKnownFailsItsStepAndCanBeAppliedAgain() throws Exception {
        Item change = draft(lamp("a"), lamp("b", "watts", late("live.a.values.watts", "a", "step:a")));

        assertThat(apply(change))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.message())
                                .contains("b: \"watts\" cannot be worked out", "1 of 2 steps failed, 1 are done"));

        rig.remote.lamps.put("lamp-1", rig.remote.lamps.get("lamp-1").merge(Values.of("watts", 3L)));
        assertThat(apply(change)).isInstanceOf(Outcome.Done.class);
        assertThat(made(change, "b").values().integer("watts")).hasValue(3);
    }

    @Test
    void whatComesOutIsCheckedLikeAnyOtherValue() throws Exception {
        Item change = draft(lamp("a"), lamp("b", "watts", late("live.a.title", "a", "step:a")));

        assertThat(apply(change))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.message()).contains("A whole number is expected."));
        assertThat(rig.remote.lamps).hasSize(1);
    }

    @Test
    void sensitiveValuesAreNotThere() throws Exception {
        rig.content.type(new ContentType(
                "test.safe",
                "Safe",
                1,
                List.of(Field.of("code", FieldType.STRING, "Code").flags(Field.Flag.SENSITIVE)),
                Set.of(),
                "test",
                false));
        Item safe = rig.content.create(
                rig.caller,
                NewItem.published("test.safe", AccessService.ROOT_SPACE, "Safe", Values.of("code", "1234")));
        Item change = draft(lamp(
                "b", "name", late("live.safe.values.code", "safe", safe.id().toString())));

        assertThat(apply(change)).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.remote.lamps).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    live.a.       | step:a                                | invalid-expression
                    nothing.a     | step:a                                | invalid-expression
                    live.a.title  | step:nobody                           | unknown-step
                    live.a.title  | 00000000-0000-0000-0000-00000000002a  | item-missing
                    live.a.title  | anything                              | item-missing
                    """)
    void whatCannotComeOutIsRefusedWithItsPlace(String expression, String end, String code) {
        assertThatThrownBy(() -> draft(lamp("a"), lamp("b", "watts", late(expression, "a", end))))
                .isInstanceOfSatisfying(PlenumException.class, e -> {
                    assertThat(e.code()).isEqualTo("invalid-change");
                    assertThat(e.violations()).singleElement().satisfies(problem -> {
                        assertThat(problem.pointer()).isEqualTo("/steps/1/values/watts");
                        assertThat(problem.code()).isEqualTo(code);
                    });
                });
    }

    @Test
    void anUnknownFieldIsRefusedThoughItsValueIsLate() {
        assertThatThrownBy(() -> draft(lamp("a"), lamp("b", "colour", late("live.a.title", "a", "step:a"))))
                .isInstanceOfSatisfying(
                        PlenumException.class,
                        e -> assertThat(e.violations())
                                .extracting(PlenumException.Violation::code)
                                .containsOnly("unknown-field"));
    }

    @Test
    void stepsThatWaitForEachOthersValuesAreNamed() {
        assertThatThrownBy(() -> draft(
                        lamp("a", "watts", late("live.b.values.watts", "b", "step:b")),
                        lamp("b", "watts", late("live.a.values.watts", "a", "step:a"))))
                .hasMessageContaining("a -> b -> a");
    }

    /** A lamp of 7 watts that is there, and a change that makes another one of it. */
    private static final class Hall implements AutoCloseable {
        final Rig rig = new Rig();
        final UUID over = rig.connection().id();
        final UUID old;

        Hall() throws InterruptedException {
            Item built = draft(create(
                    "old", Values.builder().put("name", "old").put("watts", 7L).build()));
            rig.operations.run(rig.applySet, submit(rig, built), rig.caller);
            old = item(built, "old");
        }

        Step create(String key, Values values) {
            return new Step.Create(key, over, FakeProvider.LAMP, Optional.empty(), key, values, List.of());
        }

        Item draft(Step step) {
            return rig.sets.draft(rig.caller, new ChangeDraft(AccessService.ROOT_SPACE, "Hall", List.of(step), ""));
        }

        UUID item(Item change, String key) {
            return rig.sets.items(rig.caller, change.id()).get(key);
        }

        Map<String, Object> late(String expression) {
            return LateValuesTest.late(expression, "old", old.toString());
        }

        /** @return whether it died at that checkpoint */
        boolean diesApplying(Operation operation, int checkpoint) throws InterruptedException {
            rig.operations.dieAtCheckpoint(checkpoint);
            try {
                rig.operations.run(rig.applySet, operation, rig.caller);
                return false;
            } catch (FakeOperations.Killed e) {
                return true;
            }
        }

        void applyAgain(Operation operation) throws InterruptedException {
            assertThat(rig.operations.run(rig.applySet, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
        }

        @Override
        public void close() {
            rig.close();
        }
    }

    @Test
    void aCrashAtAnyPointMakesNothingTwiceAndAsksForTheSameAgain() throws Exception {
        int died = 0;
        for (int checkpoint = 1; ; checkpoint++) {
            try (Hall hall = new Hall()) {
                Item change = hall.draft(
                        hall.create("b", Values.of("name", hall.late("\"b\" + string(live.old.values.watts)"))));
                Operation operation = submit(hall.rig, change);
                if (!hall.diesApplying(operation, checkpoint)) {
                    assertThat(died).isGreaterThanOrEqualTo(2);
                    return;
                }
                died++;
                boolean begun = hall.rig.remote.lamps.size() > 1;
                hall.rig.remote.lamps.put("lamp-1", Values.of("name", "old").merge(Values.of("watts", 8L)));
                hall.rig.resources.observe(hall.rig.caller, hall.old);

                hall.applyAgain(operation);
                assertThat(hall.rig.remote.lamps).hasSize(2);
                if (begun) {
                    assertThat(hall.rig.remote.lamps.get("lamp-2").requireText("name"))
                            .isEqualTo("b7");
                }
            }
        }
    }

    @Test
    void whoEditsTheDraftMeanwhileChangesNothingOfWhatIsAskedFor() throws Exception {
        int edited = 0;
        for (int checkpoint = 1; ; checkpoint++) {
            try (Hall hall = new Hall()) {
                hall.rig.remote.inTwoSteps = true;
                Item change = hall.draft(hall.create(
                        "b",
                        Values.builder()
                                .put("name", hall.late("\"b\" + string(live.old.values.watts)"))
                                .put("watts", hall.late("live.old.values.watts"))
                                .build()));
                Operation operation = submit(hall.rig, change);
                if (!hall.diesApplying(operation, checkpoint)) {
                    assertThat(edited).isGreaterThanOrEqualTo(2);
                    return;
                }
                UUID draft = hall.item(change, "b");
                if (draft != null && hall.rig.content.get(draft).state() == State.DRAFT) {
                    edited++;
                    ItemPatch patch = ItemPatch.values(
                            Values.builder()
                                    .put("name", "mine")
                                    .put("watts", 99L)
                                    .build(),
                            "");
                    hall.rig.content.update(
                            hall.rig.caller, draft, hall.rig.content.get(draft).revision(), patch);
                }

                hall.applyAgain(operation);
                assertThat(hall.rig.remote.lamps).hasSize(2);
                Values made = hall.rig.remote.lamps.get("lamp-2");
                assertThat(made.requireText("name")).isEqualTo("b7");
                assertThat(made.integer("watts")).hasValue(7);
                assertThat(hall.rig
                                .content
                                .get(hall.item(change, "b"))
                                .desired()
                                .integer("watts"))
                        .hasValue(7);
            }
        }
    }

    @Test
    void whatComesToStandInASensitiveFieldIsAskedForAgainThoughTheEngineDoesNotSeeIt() throws Exception {
        int begun = 0;
        for (int checkpoint = 1; ; checkpoint++) {
            try (Hall hall = new Hall()) {
                hall.rig.remote.inTwoSteps = true;
                Item change = hall.draft(hall.create(
                        "b",
                        Values.builder()
                                .put("name", "b")
                                .put("pin", hall.late("\"4711-\" + live.old.title"))
                                .build()));
                Operation operation = submit(hall.rig, change);
                if (!hall.diesApplying(operation, checkpoint)) {
                    assertThat(begun).isGreaterThanOrEqualTo(1);
                    return;
                }
                if (hall.rig.remote.lamps.size() > 1) {
                    begun++;
                }
                UUID draft = hall.item(change, "b");
                if (draft != null && hall.rig.content.get(draft).state() == State.DRAFT) {
                    assertThat(hall.rig.content.get(draft).values().has("pin")).isFalse();
                }

                hall.applyAgain(operation);
                assertThat(hall.rig.remote.lamps.get("lamp-2").text("pin")).contains("4711-old");
            }
        }
    }

    @Test
    void itTakesTheRightToEditTheDraftsThatGetThem() throws Exception {
        Item change = draft(lamp("a", "watts", 1L), lamp("b", "watts", late("live.a.values.watts", "a", "step:a")));
        rig.access.deny("test.lamp.edit");

        assertThatThrownBy(() -> submit(rig, change)).hasMessageContaining("test.lamp.edit");
        assertThatThrownBy(() -> draft(lamp("c"), lamp("d", "watts", late("live.c.values.watts", "c", "step:c"))))
                .hasMessageContaining("test.lamp.edit");
        assertThat(rig.remote.lamps).isEmpty();
    }
}
