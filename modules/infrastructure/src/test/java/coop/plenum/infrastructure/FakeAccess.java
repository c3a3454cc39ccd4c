package coop.plenum.infrastructure;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Allows everything but what has been denied. */
public final class FakeAccess implements AccessService {
    private final Set<String> denied = new HashSet<>();

    public void deny(String permission) {
        denied.add(permission);
    }

    public void allow(String permission) {
        denied.remove(permission);
    }

    @Override
    public Decision decide(Caller caller, String permission, UUID space) {
        return new Decision(!denied.contains(permission), Optional.empty(), List.of());
    }

    @Override
    public Decision require(Caller caller, String permission, UUID space) {
        Decision decision = decide(caller, permission, space);
        if (!decision.allowed()) {
            throw new PlenumException(PlenumException.Category.DENIED, "access-denied", "You lack " + permission);
        }
        return decision;
    }

    @Override
    public SpaceScope scope(Caller caller, String permission) {
        return new SpaceScope.Everywhere();
    }

    @Override
    public Caller module(String moduleName) {
        Subject module = new Subject(Subject.Kind.MODULE, new UUID(0, 99), moduleName);
        return new Caller(module, Caller.Source.MODULE, Optional.empty(), "module");
    }
}
