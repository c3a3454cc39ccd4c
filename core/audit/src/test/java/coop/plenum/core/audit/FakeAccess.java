package coop.plenum.core.audit;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.access.SpaceScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Everybody may see the same spaces. */
final class FakeAccess implements AccessService, Permissions {
    final List<Permission> declared = new ArrayList<>();
    private SpaceScope scope = new SpaceScope.Everywhere();

    void seeOnly(UUID... spaces) {
        scope = new SpaceScope.Within(Set.of(spaces));
    }

    @Override
    public Decision decide(Caller caller, String permission, UUID space) {
        return new Decision(scope.covers(space), Optional.empty(), List.of());
    }

    @Override
    public Decision require(Caller caller, String permission, UUID space) {
        if (!scope.covers(space)) {
            throw new PlenumException(Category.DENIED, "access-denied", permission);
        }
        return decide(caller, permission, space);
    }

    @Override
    public SpaceScope scope(Caller caller, String permission) {
        return scope;
    }

    @Override
    public Caller module(String moduleName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void declare(String owner, Collection<Permission> permissions) {
        declared.addAll(permissions);
    }

    @Override
    public void retract(String owner) {
        declared.clear();
    }

    @Override
    public List<Permission> all() {
        return declared;
    }
}
