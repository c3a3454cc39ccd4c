package coop.plenum.core.access;

import coop.plenum.api.Values;
import coop.plenum.api.access.ApiToken;
import coop.plenum.api.access.Grant;
import coop.plenum.api.access.Group;
import coop.plenum.api.access.Role;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.User;
import coop.plenum.core.store.Json;
import java.util.Collection;
import java.util.List;

/**
 * Digests of states for the audit log. A person's name and e-mail address are left out: what is hashed without a salt
 * could be guessed, and the log outlives the account.
 */
final class Digests {
    private Digests() {}

    static String of(Space space) {
        return Json.digest(Values.builder()
                .put("id", space.id())
                .put("parent", space.parent().orElse(null))
                .put("kind", space.kind().name())
                .put("name", space.name())
                .put("title", space.title())
                .put("revision", space.revision())
                .build());
    }

    static String of(Role role) {
        return Json.digest(Values.builder()
                .put("id", role.id())
                .put("name", role.name())
                .put("title", role.title())
                .put("permissions", sorted(role.permissions()))
                .put("revision", role.revision())
                .build());
    }

    static String of(User user) {
        return Json.digest(Values.builder()
                .put("id", user.id())
                .put("enabled", user.enabled())
                .put("groups", sorted(user.groups()))
                .put("revision", user.revision())
                .build());
    }

    static String of(Group group) {
        return Json.digest(Values.builder()
                .put("id", group.id())
                .put("name", group.name())
                .put("title", group.title())
                .put("revision", group.revision())
                .build());
    }

    static String of(Grant grant) {
        return Json.digest(Values.builder()
                .put("id", grant.id())
                .put("subject", grant.subject().id())
                .put("role", grant.role())
                .put("space", grant.space())
                .build());
    }

    static String of(ApiToken token) {
        return Json.digest(Values.builder()
                .put("id", token.id())
                .put("user", token.user())
                .put("name", token.name())
                .put("permissions", sorted(token.permissions()))
                .put("space", token.space())
                .put("expiresAt", token.expiresAt())
                .build());
    }

    private static List<String> sorted(Collection<?> all) {
        return all.stream().map(String::valueOf).sorted().toList();
    }
}
