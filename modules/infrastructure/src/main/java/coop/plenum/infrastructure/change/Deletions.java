package coop.plenum.infrastructure.change;

import coop.plenum.api.content.Item;
import java.util.HashMap;
import java.util.Map;

/**
 * How many resources a change deletes, for limits; by the id of the space.
 *
 * @param wanted that are about to be deleted
 * @param made that it has deleted already, when it is gone on with
 */
public record Deletions(Map<String, Long> wanted, Map<String, Long> made) {
    public Deletions {
        wanted = Map.copyOf(wanted);
        made = Map.copyOf(made);
    }

    /** @param change of one resource, as it was planned */
    static Deletions of(ChangeSpec spec, Item change) {
        Map<String, Long> one = Map.of(spec.space().toString(), 1L);
        if (ChangeStore.removed(change).isPresent()) {
            return new Deletions(Map.of(), one);
        }
        return new Deletions(spec.kinds().contains(ChangeKind.DELETE) ? one : Map.of(), Map.of());
    }

    /** What counts once the change is in somebody's hands. */
    Map<String, Long> all() {
        Map<String, Long> all = new HashMap<>(made);
        wanted.forEach((space, count) -> all.merge(space, count, Long::sum));
        return all;
    }
}
