package coop.plenum.core.content;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Grants by name, without roles and trees. The system may do everything. */
public final class FakeAccess implements AccessService {
    private final Map<String, Set<UUID>> granted = new HashMap<>();
    private final List<String> denied = new ArrayList<>();

    public static Caller user(String name) {
        Subject subject = new Subject(Subject.Kind.USER, new UUID(7, name.hashCode()), name);
        return new Caller(subject, Caller.Source.API, Optional.empty(), "test");
    }

    /** Lets the user do it in the spaces. */
    public void grant(String user, String permission, UUID... spaces) {
        granted.computeIfAbsent(user + " " + permission, key -> new HashSet<>()).addAll(List.of(spaces));
    }

    public List<String> denied() {
        return denied;
    }

    @Override
    public Decision decide(Caller caller, String permission, UUID space) {
        boolean allowed = scope(caller, permission).covers(space);
        return new Decision(allowed, Optional.empty(), List.of(allowed ? "granted" : "no grant"));
    }

    @Override
    public Decision require(Caller caller, String permission, UUID space) {
        Decision decision = decide(caller, permission, space);
        if (!decision.allowed()) {
            denied.add(caller.subject().name() + " " + permission);
            throw new PlenumException(PlenumException.Category.DENIED, "access-denied", permission + " is lacking.");
        }
        return decision;
    }

    @Override
    public SpaceScope scope(Caller caller, String permission) {
        return caller.subject().kind() == Subject.Kind.SYSTEM
                ? new SpaceScope.Everywhere()
                : new SpaceScope.Within(granted.getOrDefault(caller.subject().name() + " " + permission, Set.of()));
    }

    @Override
    public Caller module(String moduleName) {
        return new Caller(
                new Subject(Subject.Kind.MODULE, new UUID(8, moduleName.hashCode()), moduleName),
                Caller.Source.MODULE,
                Optional.empty(),
                "test");
    }
}
