package coop.plenum.baremetal;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an action waits for; it is the resume token, so it outlives a restart.
 *
 * @param since when the command was given
 * @param until when to give up, or to go on
 * @param task of the controller that carries the command out
 */
record Waiting(Stage stage, Instant since, Instant until, Optional<String> task) {
    private static final int PARTS = 4;

    /** How far it is. */
    enum Stage {
        /** Until the machine is on. */
        ON,
        /** Until the machine is off. */
        OFF,
        /** Until the machine is on again, after it was told to cycle. */
        CYCLE,
        /** Until the machine is off, then it is switched on. */
        CYCLE_OFF,
        /** Until the operating system has shut the machine down, then it is switched on. */
        REBOOT_OFF,
        /** Until a reset's task has ended. */
        RESET,
        /** Until the identify light is to be put out. */
        LIT,
        /** Until a task of the controller has ended. */
        TASK
    }

    static Waiting parse(String token) throws ProviderException {
        String[] parts = token.split("\\|", PARTS);
        try {
            if (parts.length == PARTS) {
                return new Waiting(
                        Stage.valueOf(parts[0]),
                        Instant.ofEpochMilli(Long.parseLong(parts[1])),
                        Instant.ofEpochMilli(Long.parseLong(parts[2])),
                        Optional.of(parts[3]).filter(task -> !task.isEmpty()));
            }
        } catch (IllegalArgumentException e) {
            // falls through: not one of ours
        }
        throw new ProviderException(Category.INTERNAL, "invalid-resume-token", "The resume token is not one of ours.");
    }

    Waiting withoutTask() {
        return new Waiting(stage, since, until, Optional.empty());
    }

    Step.Pending pending(Duration poll, String message) {
        return new Step.Pending(toString(), poll, message);
    }

    @Override
    public String toString() {
        return stage + "|" + since.toEpochMilli() + "|" + until.toEpochMilli() + "|" + task.orElse("");
    }
}
