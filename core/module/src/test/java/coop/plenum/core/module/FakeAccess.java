package coop.plenum.core.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.SpaceScope;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Allows all but what a test denies. */
final class FakeAccess implements AccessService {
    final Set<String> denied = new HashSet<>();

    @Override
    public Decision decide(Caller caller, String permission, UUID space) {
        return new Decision(!denied.contains(permission), Optional.empty(), List.of());
    }

    @Override
    public Decision require(Caller caller, String permission, UUID space) {
        if (denied.contains(permission)) {
            throw new PlenumException(PlenumException.Category.DENIED, "access-denied", permission);
        }
        return decide(caller, permission, space);
    }

    @Override
    public SpaceScope scope(Caller caller, String permission) {
        throw new UnsupportedOperationException("Modules live in no space.");
    }

    @Override
    public Caller module(String moduleName) {
        return Caller.system(moduleName);
    }
}
