package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.PowerCommand;
import coop.plenum.baremetal.bmc.PowerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PowerSequenceTest {
    private final PowerSequence sequence = new PowerSequence();
    private final FakeBmc bmc = new FakeBmc(new BmcAddress("bmc", 0, true));
    private final TestContext context = new TestContext();

    private Step begin(PowerCommand command) throws Exception {
        return sequence.run(command, bmc, "", Optional.empty(), context);
    }

    private Step goOn(Step step, PowerCommand command) throws Exception {
        assertThat(step).isInstanceOf(Step.Pending.class);
        return sequence.run(command, bmc, "", Optional.of(((Step.Pending) step).resumeToken()), context);
    }

    @Test
    void whatIsOnAlreadyIsNotToldAgain() throws Exception {
        bmc.power = PowerState.ON;
        assertThat(begin(PowerCommand.ON)).isEqualTo(Step.done());
        assertThat(bmc.commands).isEmpty();
    }

    @Test
    void itWaitsUntilTheControllerReportsThePower() throws Exception {
        Step step = goOn(begin(PowerCommand.ON), PowerCommand.ON);
        bmc.power = PowerState.POWERING_ON;
        step = goOn(step, PowerCommand.ON);
        bmc.power = PowerState.ON;
        assertThat(goOn(step, PowerCommand.ON)).isEqualTo(Step.done());
        assertThat(bmc.commands).containsExactly(PowerCommand.ON);
    }

    @Test
    void aSecondAttemptWithTheSameKeyGivesNoSecondCommand() throws Exception {
        bmc.power = PowerState.ON;
        begin(PowerCommand.RESET);
        begin(PowerCommand.RESET);
        assertThat(bmc.commands).containsExactly(PowerCommand.RESET);
        sequence.run(PowerCommand.RESET, bmc, "", Optional.empty(), new TestContext("another key"));
        assertThat(bmc.commands).hasSize(2);
    }

    @Test
    void aMachineThatIsOffIsNotReset() throws Exception {
        assertThat(begin(PowerCommand.RESET))
                .isInstanceOfSatisfying(
                        Step.Failed.class,
                        failed -> assertThat(failed.cause().code()).isEqualTo("machine-is-off"));
    }

    @Test
    void aCycleIsNotOverWhileTheOldPowerStillReadsOn() throws Exception {
        bmc.power = PowerState.ON;
        Step step = goOn(begin(PowerCommand.CYCLE), PowerCommand.CYCLE);
        assertThat(step).isInstanceOf(Step.Pending.class);
        Waiting waiting = Waiting.parse(((Step.Pending) step).resumeToken());
        Waiting later = new Waiting(
                waiting.stage(), Instant.now().minus(Duration.ofSeconds(5)), waiting.until(), Optional.empty());
        assertThat(sequence.run(PowerCommand.CYCLE, bmc, "", Optional.of(later.toString()), context))
                .isEqualTo(Step.done());
    }

    @Test
    void aControllerWithoutCycleIsSwitchedOffAndOn() throws Exception {
        bmc.power = PowerState.ON;
        bmc.cycles = false;
        Step step = goOn(begin(PowerCommand.CYCLE), PowerCommand.CYCLE);
        assertThat(bmc.commands).containsExactly(PowerCommand.OFF);
        bmc.power = PowerState.OFF;
        step = goOn(step, PowerCommand.CYCLE);
        assertThat(bmc.commands).containsExactly(PowerCommand.OFF, PowerCommand.ON);
        bmc.power = PowerState.ON;
        assertThat(goOn(step, PowerCommand.CYCLE)).isEqualTo(Step.done());
    }

    @Test
    void aTaskIsWaitedForBeforeThePowerIsLookedAt() throws Exception {
        bmc.task = "/redfish/v1/TaskService/Monitors/1";
        bmc.taskOver = false;
        Step step = goOn(begin(PowerCommand.ON), PowerCommand.ON);
        bmc.power = PowerState.ON;
        step = goOn(step, PowerCommand.ON);
        bmc.taskOver = true;
        assertThat(goOn(step, PowerCommand.ON)).isEqualTo(Step.done());
    }

    @Test
    void aControllerThatIsSilentForAMomentIsAskedAgain() throws Exception {
        Step step = begin(PowerCommand.ON);
        bmc.failure = "unreachable";
        step = goOn(step, PowerCommand.ON);
        bmc.failure = "";
        bmc.power = PowerState.ON;
        assertThat(goOn(step, PowerCommand.ON)).isEqualTo(Step.done());
        assertThat(bmc.commands).hasSize(1);
    }

    @Test
    void aRebootLetsTheSystemShutDownAndSwitchesOnAgain() throws Exception {
        bmc.power = PowerState.ON;
        Step step = sequence.reboot(bmc, "", Optional.empty(), context);
        step = goOn(step, PowerCommand.SOFT_OFF);
        assertThat(bmc.commands).containsExactly(PowerCommand.SOFT_OFF);
        bmc.power = PowerState.OFF;
        step = goOn(step, PowerCommand.SOFT_OFF);
        assertThat(bmc.commands).containsExactly(PowerCommand.SOFT_OFF, PowerCommand.ON);
        bmc.power = PowerState.ON;
        assertThat(goOn(step, PowerCommand.SOFT_OFF)).isEqualTo(Step.done());
    }

    @Test
    void aMachineThatIsOffIsNotRebooted() throws Exception {
        assertThat(sequence.reboot(bmc, "", Optional.empty(), context))
                .isInstanceOfSatisfying(
                        Step.Failed.class,
                        failed -> assertThat(failed.cause().code()).isEqualTo("machine-is-off"));
        assertThat(bmc.commands).isEmpty();
    }

    @Test
    void aRebootOfASystemThatDoesNotShutDownFailsWithAdviceAndLeavesItOn() throws Exception {
        bmc.power = PowerState.ON;
        Step.Pending pending = (Step.Pending) sequence.reboot(bmc, "", Optional.empty(), context);
        Waiting waiting = Waiting.parse(pending.resumeToken());
        Waiting late = new Waiting(waiting.stage(), waiting.since(), Instant.now(), waiting.task());
        assertThat(sequence.reboot(bmc, "", Optional.of(late.toString()), context))
                .isInstanceOfSatisfying(
                        Step.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessageContaining("does not shut down, force it"));
        assertThat(bmc.commands).containsExactly(PowerCommand.SOFT_OFF);
    }

    @Test
    void aMachineThatDoesNotShutDownFailsWithAdvice() throws Exception {
        bmc.power = PowerState.ON;
        Step.Pending pending = (Step.Pending) begin(PowerCommand.SOFT_OFF);
        Waiting waiting = Waiting.parse(pending.resumeToken());
        Waiting late = new Waiting(waiting.stage(), waiting.since(), Instant.now(), waiting.task());
        assertThat(sequence.run(PowerCommand.SOFT_OFF, bmc, "", Optional.of(late.toString()), context))
                .isInstanceOfSatisfying(Step.Failed.class, failed -> {
                    assertThat(failed.cause().code()).isEqualTo("power-state-not-reached");
                    assertThat(failed.cause()).hasMessageContaining("does not shut down, force it");
                });
    }

    @Test
    void aForeignResumeTokenIsRefused() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> sequence.run(PowerCommand.ON, bmc, "", Optional.of("x|1|2|3"), context)))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.code()).isEqualTo("invalid-resume-token"));
    }
}
