package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Health;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final BmcAddress address = new BmcAddress("127.0.0.1", 7, true);
    private final FakeBmc bmc = new FakeBmc(address);
    private final Fleet fleet = new Fleet(List.of(address), at -> bmc);
    private final MachineHandler machines = new MachineHandler(fleet, new Survey(fleet));
    /** What the platform keeps of the machine. */
    private Values known;

    @BeforeEach
    void see() throws Exception {
        known = machines.discover(Optional.empty(), 10, new TestContext())
                .states()
                .get(0)
                .values();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private ResourceRef ref() {
        return new ResourceRef(UUID.randomUUID(), Optional.of(address.id()), "Mine", known);
    }

    /** The platform offers only what is available, and takes in what an action ends with. */
    private ResourceState take(String action, Values parameters) throws InterruptedException {
        assertThat(machines.unavailable(action, ref())).as(action).isEmpty();
        Step step = machines.act(action, parameters, ref(), Optional.empty(), new TestContext());
        assertThat(step).as(action).isInstanceOf(Step.Done.class);
        ResourceState state = ((Step.Done) step).state().orElseThrow();
        known = state.values();
        return state;
    }

    private static Values note(String text) {
        return Values.of("note", text);
    }

    private String stage() {
        return known.text("lifecycle").orElse("");
    }

    @Test
    void aMachineLivesFromEnrolledToRetiredAndAgain() throws Exception {
        take("enroll", Values.empty());
        assertThat(stage()).isEqualTo("enrolled");
        take("inspect", Values.empty());
        assertThat(stage()).isEqualTo("inspected");
        assertThat(known.text("inspectedAt")).isPresent();
        assertThat(known.nested("inspection").nested("summary").text("serialNumber"))
                .contains("SN7");
        take("make-available", Values.empty());
        take("take-into-use", note("web cluster"));
        assertThat(stage()).isEqualTo("in-use");
        assertThat(known.text("lifecycleNote")).contains("take-into-use: web cluster");
        take("release", note("nothing left on it"));
        assertThat(stage()).isEqualTo("inspected");
        take("retire", note("too old"));
        assertThat(stage()).isEqualTo("retired");
        take("enroll", Values.empty());
        assertThat(stage()).isEqualTo("enrolled");
    }

    @Test
    void noStageIsLeftOut() {
        assertThat(machines.unavailable("make-available", ref()).orElseThrow()).contains("not enrolled", "inspected");
        assertThat(machines.unavailable("take-into-use", ref())).isPresent();
        assertThat(machines.unavailable("retire", ref())).isPresent();
        assertThat(machines.unavailable("inspect", ref())).isPresent();
    }

    @Test
    void whatIsInUseIsReleasedBeforeItIsRetired() throws Exception {
        known = known.merge(Values.of("lifecycle", "in-use"));
        assertThat(machines.unavailable("retire", ref())).contains("The machine is in use. Release it first.");
        // also when somebody asks at once, past what is offered
        Step step = machines.act("retire", note("x"), ref(), Optional.empty(), new TestContext());
        assertThat(((Step.Failed) step).cause().code()).isEqualTo("wrong-stage");
    }

    @Test
    void neitherReleasingNorRetiringTouchesTheMachine() throws Exception {
        known = known.merge(Values.of("lifecycle", "in-use"));
        int reads = bmc.reads.get();
        bmc.failure = "unreachable";
        take("release", note("done"));
        take("retire", note("broken for good"));
        assertThat(bmc.commands).isEmpty();
        assertThat(bmc.reads).hasValue(reads);
        assertThat(known.text("serialNumber")).contains("SN7");
    }

    @Test
    void aRetiredMachineIsOnlyLookedAt() {
        known = known.merge(Values.of("lifecycle", "retired"));
        assertThat(machines.unavailable("start", ref())).contains("The machine is retired. Enroll it again first.");
        assertThat(machines.unavailable("set-boot-device", ref())).isPresent();
        assertThat(machines.unavailable("clear-event-log", ref())).isPresent();
        assertThat(machines.unavailable("identify", ref())).isEmpty();
        assertThat(machines.unavailable("read-sensors", ref())).isEmpty();
    }

    @Test
    void theBootDeviceOfARetiredMachineIsNotChangedByAPlan() throws Exception {
        known = known.merge(Values.of("lifecycle", "retired"));
        Change change =
                new Change(Change.Kind.UPDATE, ref(), Values.empty(), Values.of("bootDevice", "pxe"), Optional.empty());
        Step step = machines.apply(change, new TestContext());
        assertThat(((Step.Failed) step).cause().code()).isEqualTo("wrong-stage");
    }

    @Test
    void aSickMachineIsNotMadeAvailable() throws Exception {
        bmc.health = Health.CRITICAL;
        see();
        take("enroll", Values.empty());
        take("inspect", Values.empty());
        assertThat(machines.unavailable("make-available", ref()).orElseThrow()).contains("critical");
    }

    @Test
    void aLaterInspectionTellsWhatHasChangedAndKeepsTheStage() throws Exception {
        take("enroll", Values.empty());
        take("inspect", Values.empty());
        assertThat(known.nested("inspection").list("changes")).isEmpty();
        take("make-available", Values.empty());
        bmc.health = Health.WARNING;
        take("inspect", Values.empty());
        // the platform keeps what an action leaves out
        assertThat(known.has("lifecycle")).isFalse();
        assertThat(known.nested("inspection").list("changes"))
                .map(String::valueOf)
                .containsExactly("health: ok -> warning");
    }

    @Test
    void theTitleThatPeopleGaveIsNotTakenForTheMachinesOwn() throws Exception {
        String own = machines.discover(Optional.empty(), 10, new TestContext())
                .states()
                .get(0)
                .title();
        assertThat(take("enroll", Values.empty()).title()).isEqualTo(own).isNotEqualTo("Mine");
    }

    @Test
    void aNoteThatIsTooLongIsRefused() throws Exception {
        known = known.merge(Values.of("lifecycle", "available"));
        Step step = machines.act("take-into-use", note("x".repeat(501)), ref(), Optional.empty(), new TestContext());
        assertThat(((Step.Failed) step).cause().code()).isEqualTo("note-too-long");
    }
}
