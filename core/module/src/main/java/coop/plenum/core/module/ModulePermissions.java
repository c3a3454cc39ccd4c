package coop.plenum.core.module;

import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import java.util.List;

/** What it takes to see and to change modules. */
final class ModulePermissions {
    static final String VIEW = "module.view";
    static final String MANAGE = "module.manage";

    private static final String OWNER = "core.module";

    private ModulePermissions() {}

    static void declare(Permissions permissions) {
        permissions.declare(
                OWNER,
                List.of(
                        new Permission(VIEW, "See modules and the catalog", false, OWNER),
                        new Permission(MANAGE, "Install, upgrade and remove modules", true, OWNER)));
    }

    static void retract(Permissions permissions) {
        permissions.retract(OWNER);
    }
}
