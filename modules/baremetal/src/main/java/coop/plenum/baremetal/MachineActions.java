package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.EventLogClearing;
import coop.plenum.baremetal.bmc.Machine;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out the actions of the {@link ActionCatalog}. Thread-safe. */
final class MachineActions {
    private static final int LONGEST_IDENTIFY = 255;

    private final PowerSequence power = new PowerSequence();

    Step act(
            String action,
            Values parameters,
            Bmc bmc,
            String system,
            Optional<String> resumeToken,
            OperationContext context)
            throws ProviderException, InterruptedException {
        return switch (action) {
            case ActionCatalog.START -> power.run(PowerCommand.ON, bmc, system, resumeToken, context);
            case ActionCatalog.STOP -> power.run(PowerCommand.SOFT_OFF, bmc, system, resumeToken, context);
            case ActionCatalog.FORCE_STOP -> power.run(PowerCommand.OFF, bmc, system, resumeToken, context);
            case ActionCatalog.REBOOT -> power.reboot(bmc, system, resumeToken, context);
            case ActionCatalog.FORCE_REBOOT -> power.run(PowerCommand.RESET, bmc, system, resumeToken, context);
            case ActionCatalog.POWER_CYCLE -> power.run(PowerCommand.CYCLE, bmc, system, resumeToken, context);
            case ActionCatalog.SET_BOOT_DEVICE -> boot(parameters, bmc, system, context);
            case ActionCatalog.IDENTIFY -> identify(parameters, bmc, system, resumeToken, context);
            case ActionCatalog.SEND_NMI -> interrupt(parameters, bmc, system, resumeToken, context);
            case ActionCatalog.CLEAR_EVENT_LOG -> clear(bmc, system, context);
            default -> tell(action, bmc, system, context);
        };
    }

    private Step interrupt(
            Values parameters, Bmc bmc, String system, Optional<String> resumeToken, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!parameters.flag("mayCrash").orElse(false)) {
            throw new ProviderException(
                    Category.USER,
                    "not-acknowledged",
                    "Say that the operating system may crash, or leave it.",
                    "mayCrash",
                    null,
                    null);
        }
        return power.run(PowerCommand.NMI, bmc, system, resumeToken, context);
    }

    /** What is lost at the controller stays in the operation's log. */
    private static Step clear(Bmc bmc, String system, OperationContext context)
            throws ProviderException, InterruptedException {
        EventLogClearing log = bmc.ability(EventLogClearing.class, Patience.of(context));
        tell(ActionCatalog.READ_EVENT_LOG, bmc, system, context);
        log.clear(system, Patience.of(context));
        return Step.done();
    }

    private static Step boot(Values parameters, Bmc bmc, String system, OperationContext context)
            throws ProviderException, InterruptedException {
        bmc.boot(
                system,
                new BootOverride(
                        MachineHandler.device(parameters.text("device").orElse("")),
                        parameters.flag("persistent").orElse(false),
                        parameters.flag("uefi").orElse(true)),
                Patience.of(context));
        return Step.done();
    }

    /** Where the controller does not put the light out by itself, this comes back and does. */
    private static Step identify(
            Values parameters, Bmc bmc, String system, Optional<String> resumeToken, OperationContext context)
            throws ProviderException, InterruptedException {
        if (resumeToken.isPresent()) {
            Waiting waiting = Waiting.parse(resumeToken.get());
            if (Instant.now().isBefore(waiting.until())) {
                return waiting.pending(Duration.between(Instant.now(), waiting.until()), "the light is lit");
            }
            bmc.identify(system, 0, Patience.of(context));
            return Step.done();
        }
        long seconds = parameters.integer("seconds").orElse(-1);
        if (seconds < 0 || seconds > LONGEST_IDENTIFY) {
            throw new ProviderException(
                    Category.USER,
                    "invalid-seconds",
                    "The seconds are a number from 0 to " + LONGEST_IDENTIFY + ".",
                    "seconds",
                    null,
                    null);
        }
        if (bmc.identify(system, (int) seconds, Patience.of(context)) || seconds == 0) {
            return Step.done();
        }
        return new Waiting(Waiting.Stage.LIT, Instant.now(), Instant.now().plusSeconds(seconds), Optional.empty())
                .pending(Duration.ofSeconds(seconds), "the light is lit");
    }

    private static Step tell(String action, Bmc bmc, String system, OperationContext context)
            throws ProviderException, InterruptedException {
        Machine machine = bmc.inventory(Patience.of(context))
                .machine(system)
                .orElseThrow(() -> new ProviderException(
                        Category.MISSING, "machine-missing", "The controller no longer has the machine."));
        List<String> lines = action.equals(ActionCatalog.READ_SENSORS)
                ? machine.sensors().stream().map(States::line).toList()
                : machine.log().newest().stream().map(States::line).toList();
        for (int i = 0; i < lines.size(); i++) {
            context.progress((i + 1.0) / lines.size(), lines.get(i));
        }
        if (lines.isEmpty()) {
            context.progress(1, "There are none.");
        }
        return Step.done();
    }
}
