package coop.plenum.api.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A local account. */
public record User(
        UUID id,
        String login,
        String displayName,
        Optional<String> email,
        boolean enabled,
        Set<UUID> groups,
        Instant createdAt,
        Optional<Instant> lastLogInAt,
        long revision) {
    public User {
        groups = Set.copyOf(groups);
    }

    public Subject subject() {
        return new Subject(Subject.Kind.USER, id, login);
    }
}
