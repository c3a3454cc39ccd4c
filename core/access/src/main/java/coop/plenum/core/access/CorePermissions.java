package coop.plenum.core.access;

import coop.plenum.api.access.Permission;
import java.util.List;

/** The permissions of this bundle. */
final class CorePermissions {
    static final String SPACE_VIEW = "space.view";
    static final String SPACE_MANAGE = "space.manage";
    static final String USER_VIEW = "user.view";
    static final String USER_MANAGE = "user.manage";
    static final String ROLE_VIEW = "role.view";
    static final String ROLE_MANAGE = "role.manage";
    static final String ACCESS_VIEW = "access.view";
    static final String ACCESS_GRANT = "access.grant";

    static final List<Permission> ALL = List.of(
            permission(SPACE_VIEW, "See spaces", false),
            permission(SPACE_MANAGE, "Create, rename and delete spaces", true),
            permission(USER_VIEW, "See users and groups", false),
            permission(USER_MANAGE, "Manage users, groups and their tokens", true),
            permission(ROLE_VIEW, "See roles", false),
            permission(ROLE_MANAGE, "Manage roles", true),
            permission(ACCESS_VIEW, "See who has been granted what", false),
            permission(ACCESS_GRANT, "Grant and revoke roles", true));

    private CorePermissions() {}

    private static Permission permission(String name, String title, boolean restricted) {
        return new Permission(name, title, restricted, "core");
    }
}
