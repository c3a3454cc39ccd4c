package coop.plenum.api.provider.action;

import coop.plenum.api.Values;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Says from the values known of a resource why an action cannot be taken. No I/O. Thread-safe. */
@ConsumerType
@FunctionalInterface
public interface Obstacle {
    /** Why not, in words; empty when it can. */
    Optional<String> to(Values known);

    static Obstacle none() {
        return known -> Optional.empty();
    }

    /**
     * Unless the field {@code status} has one of these values, or none.
     *
     * @param noun the resource, such as "server"
     */
    static Obstacle unlessIn(String noun, Set<String> states) {
        return known -> known.text("status")
                .filter(status -> !states.contains(status))
                .map(status -> "The " + noun + " is " + status + ".");
    }
}
