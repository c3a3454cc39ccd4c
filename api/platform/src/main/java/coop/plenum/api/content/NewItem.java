package coop.plenum.api.content;

import coop.plenum.api.Values;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An item to be made.
 *
 * @param state DRAFT or PUBLISHED
 * @param connection for a resource that a provider shall manage; then it starts as a draft without external id
 * @param reason why, for the revision; may be empty
 */
public record NewItem(
        String type,
        UUID space,
        String title,
        Map<String, String> labels,
        State state,
        Values values,
        Optional<UUID> connection,
        String reason) {
    public NewItem {
        labels = Map.copyOf(labels);
    }

    public static NewItem published(String type, UUID space, String title, Values values) {
        return new NewItem(type, space, title, Map.of(), State.PUBLISHED, values, Optional.empty(), "");
    }
}
