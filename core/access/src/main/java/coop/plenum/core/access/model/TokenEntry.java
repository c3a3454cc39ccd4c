package coop.plenum.core.access.model;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What decisions need to know of an API token.
 *
 * @param hash of its secret, lower-case hex
 * @param permissions what it is narrowed to; empty: not narrowed
 * @param revoked kept for good, so that work which still carries its identifier is refused
 */
public record TokenEntry(
        UUID id,
        UUID user,
        String name,
        String hash,
        PermissionSet permissions,
        UUID space,
        Instant expiresAt,
        boolean revoked) {
    public boolean alive(Instant now) {
        return !revoked && now.isBefore(expiresAt);
    }

    boolean lets(String permission, Predicate<String> restricted) {
        return permissions.isEmpty() || permissions.matches(permission, restricted);
    }
}
