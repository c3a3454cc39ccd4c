package coop.plenum.core.rest.fake;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Allows everything but what is denied by name, and everything to nobody in hidden spaces. */
public final class FakeAccess implements AccessService, Permissions {
    public final Set<String> denied = ConcurrentHashMap.newKeySet();
    public final Set<UUID> hidden = ConcurrentHashMap.newKeySet();
    private final List<Permission> declared = new CopyOnWriteArrayList<>();

    @Override
    public Decision decide(Caller caller, String permission, UUID space) {
        boolean allowed = !denied.contains(permission) && !hidden.contains(space);
        return new Decision(allowed, Optional.empty(), List.of(allowed ? "allowed" : "denied"));
    }

    @Override
    public Decision require(Caller caller, String permission, UUID space) {
        Decision decision = decide(caller, permission, space);
        if (!decision.allowed()) {
            throw new PlenumException(
                    PlenumException.Category.DENIED, "access-denied", "You lack the permission " + permission + ".");
        }
        return decision;
    }

    @Override
    public SpaceScope scope(Caller caller, String permission) {
        return denied.contains(permission) ? new SpaceScope.Within(Set.of()) : new SpaceScope.Everywhere();
    }

    @Override
    public Caller module(String moduleName) {
        return new Caller(
                new Subject(Subject.Kind.MODULE, new UUID(0, 7), moduleName),
                Caller.Source.MODULE,
                Optional.empty(),
                "module");
    }

    @Override
    public void declare(String owner, Collection<Permission> permissions) {
        declared.addAll(permissions);
    }

    @Override
    public void retract(String owner) {
        declared.removeIf(permission -> permission.owner().equals(owner));
    }

    @Override
    public List<Permission> all() {
        return new ArrayList<>(declared);
    }
}
