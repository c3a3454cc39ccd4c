package coop.plenum.api.access;

import java.util.Set;
import java.util.UUID;

/**
 * A set of permissions.
 *
 * @param permissions names; {@code *} stands for all, {@code *.view} for every one with that ending
 * @param builtIn cannot be changed or deleted
 */
public record Role(UUID id, String name, String title, Set<String> permissions, boolean builtIn, long revision) {
    public Role {
        permissions = Set.copyOf(permissions);
    }
}
