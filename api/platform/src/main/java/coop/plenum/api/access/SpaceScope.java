package coop.plenum.api.access;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** The spaces in which a caller holds a permission, for filtering lists before they are cut into pages. */
public sealed interface SpaceScope {
    /** Every space, also future ones. */
    record Everywhere() implements SpaceScope {}

    /** Exactly these spaces, subtrees expanded; may be empty. */
    record Within(Set<UUID> spaces) implements SpaceScope {
        public Within {
            spaces = Set.copyOf(spaces);
        }
    }

    /** What both of them cover. */
    default SpaceScope and(SpaceScope other) {
        if (!(this instanceof Within mine)) {
            return other;
        }
        if (!(other instanceof Within theirs)) {
            return this;
        }
        Set<UUID> both = new HashSet<>(mine.spaces());
        both.retainAll(theirs.spaces());
        return new Within(both);
    }

    default boolean covers(UUID space) {
        return this instanceof Everywhere
                || (this instanceof Within within && within.spaces().contains(space));
    }
}
