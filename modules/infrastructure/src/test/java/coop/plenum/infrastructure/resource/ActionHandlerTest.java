package coop.plenum.infrastructure.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Observation;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.infrastructure.FakeOperations;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ActionHandlerTest {
    private final Rig rig = new Rig();
    private final ResourceActions actions = rig.actions;
    private final ActionHandler handler = new ActionHandler(rig.access, rig.engine, actions, rig.attempt, rig.locks);
    private UUID lamp;

    @BeforeEach
    void observeALamp() {
        UUID connection = rig.connection().id();
        rig.lamp("lamp-1", "desk", 5);
        rig.content.observe(
                rig.caller,
                connection,
                List.of(new Observation(
                        Optional.empty(),
                        FakeProvider.LAMP,
                        "lamp-1",
                        AccessService.ROOT_SPACE,
                        "desk",
                        Map.of(),
                        rig.remote.lamps.get("lamp-1"))));
        lamp = rig.content.ofType(FakeProvider.LAMP).get(0).id();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Outcome take(String action, Values parameters) throws InterruptedException {
        return rig.operations.run(handler, actions.take(rig.caller, lamp, action, parameters), rig.caller);
    }

    @Test
    void anActionIsTakenAndTheItemIsCurrentAfterwards() throws Exception {
        assertThat(take("light", Values.empty())).isInstanceOf(Outcome.Done.class);
        assertThat(rig.content.get(lamp).values().flag("lit")).contains(true);
        assertThat(rig.audit.entries()).containsExactly("resource.act INTENT", "resource.act SUCCESS");
    }

    @Test
    void whatAnActionTellsIsKeptInTheLogOfItsOperation() throws Exception {
        take("light", Values.empty());
        assertThat(rig.operations.log()).contains("INFO The lamp warms up.");
    }

    @Test
    void anActionThatGoesOnRemotelyIsCalledAgain() throws Exception {
        assertThat(take("dim", Values.of("watts", 1))).isInstanceOf(Outcome.Done.class);
        assertThat(rig.content.get(lamp).values().integer("watts")).hasValue(1);
        assertThat(rig.audit.entries()).containsExactly("resource.act INTENT", "resource.act SUCCESS");
    }

    @Test
    void eachActionSaysWhyItCannotBeTaken() throws Exception {
        take("light", Values.empty());
        assertThat(actions.offers(rig.caller, lamp))
                .filteredOn(offer -> offer.action().name().equals("light"))
                .extracting(offer -> offer.unavailable().orElse(""))
                .containsExactly("The lamp is lit already.");
        assertThatThrownBy(() -> actions.take(rig.caller, lamp, "light", Values.empty()))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("action-unavailable"));
    }

    @Test
    void whoLacksThePermissionIsToldAndRefused() {
        rig.access.deny("test.lamp.act");

        assertThat(actions.offers(rig.caller, lamp))
                .allMatch(offer -> offer.unavailable().orElse("").contains("test.lamp.act"));
        assertThatThrownBy(() -> actions.take(rig.caller, lamp, "light", Values.empty()))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("access-denied"));
    }

    @Test
    void wrongParametersAreNamed() {
        assertThatThrownBy(() -> actions.take(rig.caller, lamp, "dim", Values.of("watts", "many")))
                .isInstanceOfSatisfying(
                        PlenumException.class,
                        e -> assertThat(e.violations().get(0).pointer()).isEqualTo("/parameters/watts"));
    }

    @Test
    void aFailureIsAuditedAsOne() throws Exception {
        rig.remote.failures.add(FakeProvider.failure(Category.CONFLICT));

        assertThat(take("light", Values.empty()))
                .isEqualTo(new Outcome.Failed("test-failure", "conflict", "It fails for a test."));
        assertThat(rig.audit.entries()).containsExactly("resource.act INTENT", "resource.act FAILURE");
    }

    @Test
    void anActionWhoseAnswerWasLostInACrashIsNotRepeated() throws Exception {
        Operation operation = actions.take(rig.caller, lamp, "light", Values.empty());
        rig.operations.dieAtCheckpoint(1);
        assertThatThrownBy(() -> rig.operations.run(handler, operation, rig.caller))
                .isInstanceOf(FakeOperations.Killed.class);

        assertThat(rig.operations.run(handler, operation, rig.caller))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("outcome-unknown"));
        assertThat(rig.remote.applied).hasValue(0);
        assertThat(rig.audit.entries()).containsExactly("resource.act INTENT", "resource.act UNKNOWN");
    }
}
