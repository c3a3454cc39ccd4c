package coop.plenum.baremetal;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerCommand;
import coop.plenum.baremetal.bmc.PowerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Gives a power command once and waits, step by step, until the controller reports what was wanted. Thread-safe. */
final class PowerSequence {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration SOFT_POLL = Duration.ofSeconds(5);
    private static final Duration SWITCHED_BY = Duration.ofMinutes(1);
    private static final Duration CYCLED_BY = Duration.ofMinutes(2);
    private static final Duration SHUT_DOWN_BY = Duration.ofMinutes(10);
    /** A cycling machine reads on for a moment, then off, then on. */
    private static final Duration CYCLE_SETTLES = Duration.ofSeconds(3);

    private static final Set<Waiting.Stage> GOING_OFF =
            Set.of(Waiting.Stage.OFF, Waiting.Stage.CYCLE_OFF, Waiting.Stage.REBOOT_OFF);

    private final Given given = new Given();

    Step run(PowerCommand command, Bmc bmc, String system, Optional<String> resumeToken, OperationContext context)
            throws ProviderException, InterruptedException {
        return run(command, false, bmc, system, resumeToken, context);
    }

    /** Has the machine shut down, then switches it on: unlike a graceful restart, IPMI knows both, and both can be seen. */
    Step reboot(Bmc bmc, String system, Optional<String> resumeToken, OperationContext context)
            throws ProviderException, InterruptedException {
        return run(PowerCommand.SOFT_OFF, true, bmc, system, resumeToken, context);
    }

    private Step run(
            PowerCommand command,
            boolean onAgain,
            Bmc bmc,
            String system,
            Optional<String> resumeToken,
            OperationContext context)
            throws ProviderException, InterruptedException {
        Patience patience = Patience.of(context);
        if (resumeToken.isPresent()) {
            return patiently(Waiting.parse(resumeToken.get()), bmc, system, patience);
        }
        Optional<Waiting> before = given.find(context.idempotencyKey());
        if (before.isPresent()) {
            return patiently(before.get(), bmc, system, patience);
        }
        PowerState state = bmc.power(system, patience);
        if (state == wanted(command) && !onAgain) {
            return Step.done();
        }
        if (state == PowerState.OFF && command != PowerCommand.ON) {
            return Step.failed(new ProviderException(
                    Category.CONFLICT, "machine-is-off", "The machine is off. Start it instead."));
        }
        Waiting waiting = onAgain
                ? waiting(Waiting.Stage.REBOOT_OFF, SHUT_DOWN_BY, bmc.power(system, command, patience))
                : give(command, bmc, system, patience);
        given.add(context.idempotencyKey(), waiting);
        return waiting.stage() == Waiting.Stage.RESET && waiting.task().isEmpty()
                ? Step.done()
                : waiting.pending(POLL, "told the controller: " + States.word(command));
    }

    private static @org.jspecify.annotations.Nullable PowerState wanted(PowerCommand command) {
        return switch (command) {
            case ON -> PowerState.ON;
            case OFF, SOFT_OFF -> PowerState.OFF;
            case CYCLE, RESET, NMI -> null;
        };
    }

    private static Waiting give(PowerCommand command, Bmc bmc, String system, Patience patience)
            throws ProviderException, InterruptedException {
        try {
            Optional<String> task = bmc.power(system, command, patience);
            return switch (command) {
                case ON -> waiting(Waiting.Stage.ON, SWITCHED_BY, task);
                case OFF -> waiting(Waiting.Stage.OFF, SWITCHED_BY, task);
                case SOFT_OFF -> waiting(Waiting.Stage.OFF, SHUT_DOWN_BY, task);
                case CYCLE -> waiting(Waiting.Stage.CYCLE, CYCLED_BY, task);
                case RESET, NMI -> waiting(Waiting.Stage.RESET, SWITCHED_BY, task);
            };
        } catch (ProviderException e) {
            if (command == PowerCommand.CYCLE && e.code().equals("power-command-unsupported")) {
                Optional<String> task = bmc.power(system, PowerCommand.OFF, patience);
                return waiting(Waiting.Stage.CYCLE_OFF, SWITCHED_BY, task);
            }
            throw e;
        }
    }

    private static Waiting waiting(Waiting.Stage stage, Duration patience, Optional<String> task) {
        Instant now = Instant.now();
        return new Waiting(stage, now, now.plus(patience), task);
    }

    /** The command is given: a controller that does not answer for a moment is asked again. */
    private static Step patiently(Waiting waiting, Bmc bmc, String system, Patience patience)
            throws ProviderException, InterruptedException {
        try {
            return resume(waiting, bmc, system, patience);
        } catch (ProviderException e) {
            if (e.category() == Category.TRANSIENT && Instant.now().isBefore(waiting.until())) {
                return waiting.pending(POLL, "the controller does not answer now");
            }
            throw e;
        }
    }

    private static Step resume(Waiting waiting, Bmc bmc, String system, Patience patience)
            throws ProviderException, InterruptedException {
        Waiting now = waiting;
        if (waiting.task().isPresent()) {
            if (!bmc.finished(waiting.task().get(), patience)) {
                return pendingOrLate(waiting, "the controller is at it");
            }
            now = waiting.withoutTask();
        }
        if (now.stage() == Waiting.Stage.RESET) {
            return Step.done();
        }
        if (now.stage() == Waiting.Stage.CYCLE
                && Instant.now().isBefore(now.since().plus(CYCLE_SETTLES))) {
            return now.pending(POLL, "power is cycling");
        }
        PowerState state = bmc.power(system, patience);
        boolean off = GOING_OFF.contains(now.stage());
        if (state != (off ? PowerState.OFF : PowerState.ON)) {
            return pendingOrLate(now, "power is " + States.word(state));
        }
        if (off && now.stage() != Waiting.Stage.OFF) {
            return waiting(Waiting.Stage.ON, SWITCHED_BY, bmc.power(system, PowerCommand.ON, patience))
                    .pending(POLL, "power is off, switching on again");
        }
        return Step.done();
    }

    private static Step pendingOrLate(Waiting waiting, String message) {
        if (Instant.now().isBefore(waiting.until())) {
            boolean slow = Duration.between(waiting.since(), waiting.until()).compareTo(CYCLED_BY) > 0;
            return waiting.pending(slow ? SOFT_POLL : POLL, message);
        }
        return Step.failed(new ProviderException(
                Category.CONFLICT,
                "power-state-not-reached",
                "The controller took the command, but " + message + " still. "
                        + (waiting.stage() == Waiting.Stage.OFF || waiting.stage() == Waiting.Stage.REBOOT_OFF
                                ? "If the operating system does not shut down, force it."
                                : "Look at the machine's event log.")));
    }
}
