package coop.plenum.api.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A token that acts for its user.
 *
 * @param permissions what it is narrowed to, in the notation of {@link Role#permissions()}; empty: all its user holds
 * @param space what it is narrowed to, with all below
 */
public record ApiToken(
        UUID id,
        UUID user,
        String name,
        Set<String> permissions,
        UUID space,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> lastUsedAt) {
    public ApiToken {
        permissions = Set.copyOf(permissions);
    }
}
