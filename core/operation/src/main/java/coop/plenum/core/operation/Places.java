package coop.plenum.core.operation;

import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Spaces;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Cuts what a caller may see down to a space and all below it. */
final class Places {
    private final Spaces spaces;

    Places(Spaces spaces) {
        this.spaces = spaces;
    }

    SpaceScope cut(SpaceScope seen, Optional<UUID> space) {
        if (space.isEmpty()) {
            return seen;
        }
        Set<UUID> found = below(space.get());
        if (seen instanceof SpaceScope.Within within) {
            found.retainAll(within.spaces());
        }
        return new SpaceScope.Within(found);
    }

    private Set<UUID> below(UUID space) {
        Set<UUID> found = new HashSet<>();
        found.add(space);
        for (Space each : spaces.list(Caller.system("operation"))) {
            // Parents come before children.
            if (each.parent().filter(found::contains).isPresent()) {
                found.add(each.id());
            }
        }
        return found;
    }
}
