package coop.plenum.api.content;

import coop.plenum.api.Values;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A piece of content at its current revision.
 *
 * @param values what holds now: observed where a provider reports, else as set
 * @param desired the published values of a managed item's settable fields; empty for all others
 */
public record Item(
        UUID id,
        String type,
        UUID space,
        String title,
        Map<String, String> labels,
        State state,
        Values values,
        Values desired,
        Optional<Management> management,
        long revision,
        Instant createdAt,
        Instant updatedAt) {
    public Item {
        labels = Map.copyOf(labels);
    }
}
