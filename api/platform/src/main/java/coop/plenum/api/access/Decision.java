package coop.plenum.api.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether something is allowed, and why.
 *
 * @param grant the grant that allows it; empty when denied, or allowed to the system itself
 * @param reasons in words, most important first: the role and space of the grant, or what is lacking and who could
 *     grant it
 */
public record Decision(boolean allowed, Optional<UUID> grant, List<String> reasons) {
    public Decision {
        reasons = List.copyOf(reasons);
    }
}
