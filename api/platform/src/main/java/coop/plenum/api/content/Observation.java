package coop.plenum.api.content;

import coop.plenum.api.Values;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a provider saw.
 *
 * @param item the item to bind to, when its resource has just been created; else found by external id, or made
 * @param space where a new item goes
 * @param values observed and both-way fields; fields that are left out are unset, but for
 *     those with the flag {@code KEPT}. References may be given as
 *     {@code external:<type>:<externalId>}; an unknown one is kept back and resolved when its target appears
 */
public record Observation(
        Optional<UUID> item,
        String type,
        String externalId,
        UUID space,
        String title,
        Map<String, String> labels,
        Values values) {
    public Observation {
        labels = Map.copyOf(labels);
    }
}
