package coop.plenum.infrastructure.changeset;

import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.change.ChangeSpec;
import coop.plenum.infrastructure.change.Outlook;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A step, read.
 *
 * @param spec what is wanted; placeholders stand for items that other steps make
 * @param awaits the placeholders in it, and the keys of the steps they stand for
 * @param late names of the fields whose values are worked out when the step is taken
 * @param follows names of the fields that refer to what other steps may replace, and the numbers of those
 */
record Wish(
        Step step, ChangeSpec spec, Map<String, String> awaits, Set<String> late, Map<String, Set<Integer>> follows) {
    /** @param company the items that the change is about */
    Outlook outlook(boolean absent, Set<UUID> company) {
        return new Outlook(awaits.keySet(), late, absent, company);
    }

    /** With those values only that are known before the step is taken. */
    ChangeSpec early(ChangeSpec whole) {
        return whole.with(outlook(false, Set.of()).early(whole.values()));
    }
}
