package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.change.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What applying a change of many resources will do.
 *
 * @param notices what is good to know besides; not bound
 * @param digest binds to exactly these steps
 */
record SetPlan(List<StepPlan> steps, List<String> notices, String digest) {
    static SetPlan of(List<StepPlan> steps, List<String> notices) {
        return new SetPlan(
                steps,
                notices,
                CanonicalJson.digest(Map.of(
                        "steps",
                        steps.stream()
                                .map(step -> List.of(step.key(), step.digest()))
                                .toList())));
    }

    static SetPlan read(Item change) {
        return new SetPlan(
                change.values().nested("plan").list("steps").stream()
                        .map(StepPlan::read)
                        .toList(),
                change.values().nested("plan").list("notices").stream()
                        .map(String::valueOf)
                        .toList(),
                change.values().text("digest").orElse(""));
    }

    /** Whether it is the one that somebody has seen, and that the change keeps; one made by hand keeps none. */
    boolean isOf(Item change, String seen) {
        return digest.equals(seen) && change.values().text("digest").equals(Optional.of(seen));
    }

    Values stored() {
        return Values.builder()
                .put("action", "set")
                .put("summary", summary())
                .put("notices", notices)
                .put("steps", steps.stream().map(StepPlan::stored).toList())
                .build();
    }

    /** How many steps there are of each action. */
    Map<String, Long> summary() {
        return steps.stream().collect(Collectors.groupingBy(StepPlan::action, TreeMap::new, Collectors.counting()));
    }

    /**
     * @param wishes what was planned
     * @throws PlenumException {@code nothing-to-change}, {@code replace-required}
     */
    void requireApplicable(Wishes wishes) {
        if (steps.stream().allMatch(StepPlan::empty)) {
            throw PlenumException.conflict("nothing-to-change", "All resources already are as the change wants them.");
        }
        for (int number = 0; number < steps.size(); number++) {
            StepPlan step = steps.get(number);
            if (step.replaces() && !wishes.get(number).spec().replace()) {
                throw PlenumException.conflict(
                        "replace-required",
                        "The step \"" + step.key() + "\" cannot be made in place: "
                                + step.details().list("reasons").stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(" "))
                                + " If the resource may be deleted and made anew, draft the change with"
                                + " \"replace\": true in this step; what brings drift back, with it beside the items.");
            }
        }
    }
}
