package coop.plenum.core.access.model;

import coop.plenum.api.access.Role;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The roles that are always there. They live in code, so that an upgrade brings its own without a migration. */
public final class BuiltInRoles {
    public static final Role ADMINISTRATOR = role(16, "administrator", "Administrator: may do everything", Set.of("*"));

    public static final Role OPERATOR = role(
            17,
            "operator",
            "Operator: runs the infrastructure",
            Set.of(
                    "*.view",
                    "*.create",
                    "*.edit",
                    "*.delete",
                    "*.publish",
                    "*.act",
                    "*.sync",
                    "secret.use",
                    "secret.manage",
                    "operation.*",
                    "infrastructure.connection.use"));

    public static final Role DEVELOPER =
            role(18, "developer", "Developer: drafts changes", Set.of("*.view", "*.create", "*.edit"));

    public static final Role AUDITOR = role(
            19,
            "auditor",
            "Auditor: reads everything, changes nothing",
            Set.of("*.view", "audit.view", "user.view", "role.view", "access.view", "secret.view"));

    public static final Role VIEWER = role(20, "viewer", "Viewer: reads", Set.of("*.view"));

    /** Held by every module at the root without a grant. */
    public static final Role MODULE = role(
            21,
            "module",
            "Module: what installed modules may do on nobody's behalf",
            Set.of("*.view", "*.observe", "secret.use", "operation.view"));

    public static final List<Role> ALL = List.of(ADMINISTRATOR, OPERATOR, DEVELOPER, AUDITOR, VIEWER, MODULE);

    private BuiltInRoles() {}

    private static Role role(int number, String name, String title, Set<String> permissions) {
        return new Role(new UUID(0, number), name, title, permissions, true, 1);
    }
}
