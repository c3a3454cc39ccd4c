package coop.plenum.core.access;

import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The permissions that exist, in memory: their owners declare them at each start. A name that two owners declare is
 * restricted if either says so, and a restricted one stays so while its owner is gone, so that no wildcard gives it in
 * between.
 */
@Component(service = {Permissions.class, PermissionRegistry.class})
public final class PermissionRegistry implements Permissions {
    private final Map<String, Map<String, Permission>> byOwner = new ConcurrentHashMap<>();
    private volatile Map<String, Permission> all = Map.of();
    private volatile Set<String> restricted = Set.of();

    @Activate
    public PermissionRegistry() {
        declare(AccessSchema.OWNER, CorePermissions.ALL);
    }

    @Override
    public synchronized void declare(String owner, Collection<Permission> permissions) {
        Map<String, Permission> byName =
                permissions.stream().collect(Collectors.toMap(Permission::name, one -> one, (a, b) -> b));
        byOwner.put(owner, byName);
        refresh(byName.keySet());
    }

    @Override
    public synchronized void retract(String owner) {
        byOwner.remove(owner);
        refresh(Set.of());
    }

    /** @param anew names about which earlier restrictions are forgotten */
    private void refresh(Set<String> anew) {
        Map<String, Permission> names = new TreeMap<>();
        Set<String> kept = new HashSet<>(restricted);
        kept.removeAll(anew);
        byOwner.values().stream().flatMap(map -> map.values().stream()).forEach(permission -> {
            names.merge(permission.name(), permission, (a, b) -> a.restricted() ? a : b);
            if (permission.restricted()) {
                kept.add(permission.name());
            }
        });
        all = names;
        restricted = Set.copyOf(kept);
    }

    @Override
    public List<Permission> all() {
        return List.copyOf(all.values());
    }

    public boolean declared(String name) {
        return all.containsKey(name);
    }

    public boolean restricted(String name) {
        return restricted.contains(name);
    }
}
