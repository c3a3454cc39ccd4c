package coop.plenum.core.access.model;

import coop.plenum.api.access.Subject;
import java.util.Set;
import java.util.UUID;

/** What decisions need to know of a user. */
public record Account(UUID id, String login, boolean enabled, Set<UUID> groups) {
    public Account {
        groups = Set.copyOf(groups);
    }

    public Subject subject() {
        return new Subject(Subject.Kind.USER, id, login);
    }
}
