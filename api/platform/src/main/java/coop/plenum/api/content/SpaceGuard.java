package coop.plenum.api.content;

import coop.plenum.api.access.Caller;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Has a say before an item that is tied to a connection leaves its space. A service of a module that has rules for spaces;
 * asked after permissions, in the unit of work of the change. Thread-safe.
 */
@ConsumerType
public interface SpaceGuard {
    /**
     * @param item as it is; never one that has vanished
     * @param to where it would go; empty when it is to be deleted
     * @throws coop.plenum.api.PlenumException why it has to stay
     */
    void requireMayLeave(Caller caller, Item item, Optional<UUID> to);
}
