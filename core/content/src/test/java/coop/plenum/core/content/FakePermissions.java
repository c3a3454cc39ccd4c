package coop.plenum.core.content;

import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Permissions by who declared them. */
public final class FakePermissions implements Permissions {
    private final Map<String, List<Permission>> declared = new TreeMap<>();

    @Override
    public void declare(String owner, Collection<Permission> permissions) {
        declared.put(owner, List.copyOf(permissions));
    }

    @Override
    public void retract(String owner) {
        declared.remove(owner);
    }

    @Override
    public List<Permission> all() {
        return declared.values().stream().flatMap(List::stream).toList();
    }
}
