package coop.plenum.core.content.type;

import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.content.ContentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Declares what each type lets roles contain. Kept apart by the types' owners, so that a change touches few. */
final class TypePermissions {
    /** Making and changing types of the site. */
    static final String MANAGE = "content-type.manage";

    private static final String CORE = "core.content";

    private final Permissions permissions;
    private Set<String> declared = Set.of();

    TypePermissions(Permissions permissions) {
        this.permissions = permissions;
        permissions.declare(CORE, List.of(new Permission(MANAGE, "Make and change content types", true, "core")));
    }

    synchronized void declare(Iterable<TypeTable> types) {
        Map<String, List<Permission>> byOwner = new TreeMap<>();
        for (TypeTable table : types) {
            ContentType type = table.type();
            byOwner.computeIfAbsent(key(type.owner()), owner -> new ArrayList<>())
                    .addAll(of(type));
        }
        Set<String> gone = new TreeSet<>(declared);
        gone.removeAll(byOwner.keySet());
        gone.forEach(permissions::retract);
        byOwner.forEach(permissions::declare);
        declared = Set.copyOf(byOwner.keySet());
    }

    /** A module declares permissions of its own under its name; these must not replace them. */
    private static String key(String owner) {
        return "types." + owner;
    }

    private static List<Permission> of(ContentType type) {
        boolean rules = type.traits().contains(ContentType.RULES);
        return List.of(
                permission(type, "view", "See", false),
                permission(type, "view-sensitive", "See sensitive fields of", true),
                permission(type, "create", "Create", rules),
                permission(type, "edit", "Edit", rules),
                permission(type, "delete", "Delete", rules),
                permission(type, "publish", "Publish", rules),
                permission(type, "act", "Act on", rules),
                permission(type, "observe", "Report observations of", false));
    }

    private static Permission permission(ContentType type, String verb, String title, boolean restricted) {
        return new Permission(type.name() + "." + verb, title + ": " + type.label(), restricted, type.owner());
    }
}
