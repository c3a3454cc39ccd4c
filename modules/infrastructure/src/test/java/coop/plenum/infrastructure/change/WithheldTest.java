package coop.plenum.infrastructure.change;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change that sets a sensitive field")
final class WithheldTest {
    private static final String PIN = "4711";
    private static final Values DESK =
            Values.builder().put("name", "desk").put("watts", 5).put("pin", PIN).build();

    private final Rig rig = new Rig();
    private final Caller grace = new Caller(
            new Subject(Subject.Kind.USER, new UUID(0, 8), "grace"), Caller.Source.API, Optional.empty(), "test");
    private UUID connection;

    @BeforeEach
    void connect() {
        connection = rig.connection().id();
        rig.content.blind(grace);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Item single() {
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

    private String seen(Item change) {
        return seen(grace, change);
    }

    private String seen(Caller caller, Item change) {
        return rig.content
                .find(caller, change.id())
                .orElseThrow()
                .values()
                .asMap()
                .toString();
    }

    @Test
    @DisplayName("shows the value to nobody who may not see it, in whatever part of it")
    void hidden() {
        assertThat(seen(single())).contains("desk").doesNotContain(PIN);
        assertThat(seen(set())).contains("desk").doesNotContain(PIN);
        assertThat(seen(rig.caller, single()))
                .as("to those who see sensitive values")
                .doesNotContain(PIN);
    }

    @Test
    @DisplayName("shows in its plan that there is a value")
    void masked() {
        assertThat(single().values().nested("plan").asMap().toString()).contains("PIN");
        Item set = set();
        assertThat(rig.sets.steps(grace, rig.changes.find(grace, set.id())).stream()
                        .map(Values::asMap)
                        .toList()
                        .toString())
                .contains("PIN")
                .doesNotContain(PIN);
    }

    @Test
    @DisplayName("has a digest from which the value cannot be guessed, and which stays the same")
    void salted() throws Exception {
        assertThat(digest(single())).isNotEqualTo(digest(single()));
        assertThat(digest(set())).isNotEqualTo(digest(set()));
    }

    @Test
    @DisplayName("is applied with the value also by somebody who does not see it")
    void applied() throws Exception {
        Item single = single();
        Operation operation = rig.changes.apply(grace, single.id(), digest(single));
        assertThat(rig.operations.run(rig.apply, operation, grace)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.get("lamp-1").text("pin")).contains(PIN);
    }

    @Test
    @DisplayName("is applied with the value also as a step of many")
    void appliedAsStep() throws Exception {
        Item set = set();
        Operation operation = rig.sets.apply(grace, set.id(), digest(set));
        assertThat(rig.operations.run(rig.applySet, operation, grace)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.remote.lamps.get("lamp-1").text("pin")).contains(PIN);
    }

    @Test
    @DisplayName("lets a field be cleared, too")
    void cleared() throws Exception {
        Item set = set();
        rig.operations.run(rig.applySet, rig.sets.apply(grace, set.id(), digest(set)), grace);
        UUID lamp = rig.content.ofType(FakeProvider.LAMP).get(0).id();
        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("pin", null);
        Item change = rig.changes.update(rig.caller, lamp, Values.of(none), "");

        assertThat(ChangeSpec.of(change).values().asMap()).containsEntry("pin", null);
        assertThat(change.values().nested("values").isEmpty()).isTrue();
    }
}
