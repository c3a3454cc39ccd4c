package coop.plenum.core.module.state;

import coop.plenum.api.Values;
import coop.plenum.api.access.Permission;
import java.util.List;
import java.util.Map;

/**
 * What a module says of itself, kept so that it is known also while its bundle is not there.
 *
 * @param requires names of other modules
 */
public record ModuleDescriptor(
        String title, String description, String publisher, List<String> requires, List<Permission> permissions) {
    Values toValues() {
        return Values.builder()
                .put("title", title)
                .put("description", description)
                .put("publisher", publisher)
                .put("requires", requires)
                .put(
                        "permissions",
                        permissions.stream()
                                .map(permission -> Map.of(
                                        "name", permission.name(),
                                        "title", permission.title(),
                                        "restricted", permission.restricted()))
                                .toList())
                .build();
    }

    static ModuleDescriptor from(String module, Values values) {
        return new ModuleDescriptor(
                values.requireText("title"),
                values.requireText("description"),
                values.requireText("publisher"),
                values.list("requires").stream().map(String::valueOf).toList(),
                DeclaredPermissions.from(module, values.list("permissions")));
    }
}
