package coop.plenum.api.content;

import coop.plenum.api.Values;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes to an item; what is empty stays.
 *
 * @param labels merged after RFC 7396, {@code null} removes
 * @param values merged after RFC 7396, {@code null} removes
 * @param reason why, for the revision; may be empty
 */
public record ItemPatch(
        Optional<String> title,
        Values labels,
        Optional<UUID> space,
        Optional<State> state,
        Values values,
        String reason) {
    public static ItemPatch values(Values values, String reason) {
        return new ItemPatch(Optional.empty(), Values.empty(), Optional.empty(), Optional.empty(), values, reason);
    }
}
