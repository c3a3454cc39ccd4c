package coop.plenum.infrastructure.changeset;

import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.change.ChangeSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The steps of a change, read and in relation to each other. */
record Wishes(List<Wish> all, StepGraph graph) {
    List<Step> steps() {
        return all.stream().map(Wish::step).toList();
    }

    List<String> keys() {
        return all.stream().map(wish -> wish.step().key()).toList();
    }

    /** Those that are there already. */
    Set<UUID> items() {
        return all.stream()
                .flatMap(wish -> ChangeSet.item(wish.step()).stream())
                .collect(Collectors.toSet());
    }

    Wish get(int step) {
        return all.get(step);
    }

    int size() {
        return all.size();
    }

    /** Keys of those a step waits for. */
    List<String> after(int step) {
        return graph.before(step).stream()
                .map(earlier -> all.get(earlier).step().key())
                .toList();
    }
}
