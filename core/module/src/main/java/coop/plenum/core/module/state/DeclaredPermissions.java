package coop.plenum.core.module.state;

import coop.plenum.api.access.Permission;
import coop.plenum.core.store.Json;
import java.util.List;
import java.util.Map;

/** The permissions in a module's {@code PLENUM-INF/permissions.json}: an array of {@code name, title, restricted}. */
public final class DeclaredPermissions {
    private DeclaredPermissions() {}

    /** @throws IllegalArgumentException when the text is something else; the message says what */
    public static List<Permission> parse(String module, String json) {
        if (!(Json.readAny(json) instanceof List<?> list)) {
            throw new IllegalArgumentException("it is no array");
        }
        return from(module, list);
    }

    static List<Permission> from(String module, List<?> list) {
        return list.stream().map(element -> one(module, element)).toList();
    }

    private static Permission one(String module, Object element) {
        if (element instanceof Map<?, ?> map
                && map.get("name") instanceof String name
                && map.get("title") instanceof String title
                && !name.isBlank()) {
            return new Permission(name, title, Boolean.TRUE.equals(map.get("restricted")), module);
        }
        throw new IllegalArgumentException("each element needs a \"name\" and a \"title\"");
    }
}
