package coop.plenum.infrastructure.api;

import coop.plenum.api.Values;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Wishes for any number of resources, to be planned, approved and applied as one change.
 *
 * <p>A value of a reference field may be {@code step:<key>}: the resource that the create step of that name makes. Steps
 * wait for those they refer to; deletes go the other way round.
 *
 * @param space where the change itself belongs, and what it creates unless a step says otherwise
 * @param steps in any order
 * @param reason why; may be empty
 */
public record ChangeDraft(UUID space, String title, List<Step> steps, String reason) {
    public ChangeDraft {
        steps = List.copyOf(steps);
    }

    /** What is wanted of one resource. */
    public sealed interface Step {
        /** Names the step within its change: 1 to 100 of {@code a-z A-Z 0-9 . _ - [ ]}. */
        String key();

        /** Keys of steps that have to be done before, besides those the values refer to. */
        List<String> after();

        /** @param values all settable values */
        record Create(
                String key,
                UUID connection,
                String type,
                Optional<UUID> space,
                String title,
                Values values,
                List<String> after)
                implements Step {}

        /**
         * @param values a merge patch (RFC 7396) of settable values
         * @param replace whether the resource may be deleted and made anew, where it cannot be changed in place
         */
        record Update(String key, UUID item, Values values, List<String> after, boolean replace) implements Step {
            /** In place only. */
            public Update(String key, UUID item, Values values, List<String> after) {
                this(key, item, values, after, false);
            }
        }

        /** Deletes the resource, and its item with it. */
        record Delete(String key, UUID item, List<String> after) implements Step {}

        /** Takes a day-2 action. */
        record Act(String key, UUID item, String action, Values parameters, List<String> after) implements Step {}
    }
}
