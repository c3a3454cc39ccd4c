package coop.plenum.core.content.item;

import coop.plenum.api.content.Management;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an item hangs on a remote resource.
 *
 * @param digest of the last observation
 * @param seen title and labels of the last observation as JSON, to tell what the remote side has changed since
 */
public record Tie(
        UUID connection,
        @Nullable String externalId,
        boolean managed,
        @Nullable Instant observedAt,
        @Nullable String digest,
        @Nullable String seen,
        @Nullable Instant vanishedAt,
        List<String> drift) {
    static Tie to(UUID connection, boolean managed) {
        return new Tie(connection, null, managed, null, null, null, null, List.of());
    }

    /** Whether a provider reports values. */
    boolean observed() {
        return digest != null;
    }

    Tie managed(boolean now) {
        return new Tie(connection, externalId, now, observedAt, digest, seen, vanishedAt, drift);
    }

    Tie drift(List<String> now) {
        return new Tie(connection, externalId, managed, observedAt, digest, seen, vanishedAt, now);
    }

    Management management() {
        return new Management(
                connection,
                Optional.ofNullable(externalId),
                managed,
                Optional.ofNullable(observedAt),
                Optional.ofNullable(vanishedAt),
                drift);
    }
}
