package coop.plenum.api.content;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The tie of an item to a resource of a remote system.
 *
 * @param connection the item that says where
 * @param externalId the remote system's own identifier; empty until the resource has been created
 * @param managed true: its published values count and differences are drift; false: only observed
 * @param observedAt when the provider last reported a difference; a sync that finds nothing changed does not touch it
 * @param vanishedAt since when the remote system no longer knows it
 * @param drift names of fields whose observed value differs from the published one
 */
public record Management(
        UUID connection,
        Optional<String> externalId,
        boolean managed,
        Optional<Instant> observedAt,
        Optional<Instant> vanishedAt,
        List<String> drift) {
    public Management {
        drift = List.copyOf(drift);
    }
}
