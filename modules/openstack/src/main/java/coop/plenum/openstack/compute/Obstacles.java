package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.api.provider.action.Obstacle;
import java.util.List;
import java.util.Optional;

/** Why a server cannot be acted on now, from what is known of it. */
final class Obstacles {
    private Obstacles() {}

    /** Only in these states, unlocked and idle. */
    static Obstacle in(String... states) {
        return known -> {
            String status = known.text("status").orElse("");
            if (locked(known)) {
                return Optional.of("The server is locked; unlock it first.");
            }
            if (known.has("taskState")) {
                return Optional.of(
                        "The server is busy: " + known.text("taskState").orElse("") + ".");
            }
            return status.isEmpty() || List.of(states).contains(status)
                    ? Optional.empty()
                    : Optional.of("The server is " + status + "; it must be " + String.join(" or ", states) + ".");
        };
    }

    static boolean locked(Values known) {
        return known.flag("locked").orElse(false);
    }
}
