package coop.plenum.core.module;

import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Permissions in memory. */
final class FakePermissions implements Permissions {
    private final Map<String, List<Permission>> byOwner = new ConcurrentSkipListMap<>();

    @Override
    public void declare(String owner, Collection<Permission> permissions) {
        byOwner.put(owner, List.copyOf(permissions));
    }

    @Override
    public void retract(String owner) {
        byOwner.remove(owner);
    }

    @Override
    public List<Permission> all() {
        return byOwner.values().stream().flatMap(List::stream).toList();
    }

    List<String> of(String owner) {
        return byOwner.getOrDefault(owner, List.of()).stream()
                .map(Permission::name)
                .toList();
    }
}
