package coop.plenum.core.access.model;

import coop.plenum.api.access.Grant;
import coop.plenum.api.access.Group;
import coop.plenum.api.access.Role;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a snapshot is made of; a change replaces only the parts it touches.
 *
 * @param roles without the built-in ones
 */
public record Parts(
        SpaceTree spaces,
        List<Role> roles,
        Map<UUID, Account> users,
        Map<UUID, Group> groups,
        List<Grant> grants,
        List<TokenEntry> tokens) {
    /** The names of the parts. */
    public enum Part {
        SPACES,
        ROLES,
        /** Users, groups and who belongs to which. */
        PEOPLE,
        GRANTS,
        TOKENS
    }
}
