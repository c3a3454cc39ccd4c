package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditEvent.Outcome;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.core.access.model.AccessModel;
import coop.plenum.core.access.model.Rules;
import coop.plenum.core.store.Ids;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Decides from the snapshot in memory, and audits what is denied. */
@Component(service = {AccessService.class, SnapshotAccess.class})
public final class SnapshotAccess implements AccessService {
    private final AccessModels models;
    private final PermissionRegistry permissions;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Map<UUID, Subject> modules = new ConcurrentHashMap<>();

    @Activate
    public SnapshotAccess(
            @Reference AccessModels models, @Reference PermissionRegistry permissions, @Reference AuditLog audit) {
        this(models, permissions, audit, InstantSource.system());
    }

    SnapshotAccess(AccessModels models, PermissionRegistry permissions, AuditLog audit, InstantSource clock) {
        this.models = models;
        this.permissions = permissions;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Decision decide(Caller caller, String permission, UUID space) {
        return rules(models.current()).decide(caller, permission, space);
    }

    @Override
    public SpaceScope scope(Caller caller, String permission) {
        return rules(models.current()).scope(caller, permission);
    }

    @Override
    public Decision require(Caller caller, String permission, UUID space) {
        Decision decision = decide(caller, permission, space);
        if (!decision.allowed()) {
            throw denied(
                    caller,
                    permission,
                    space,
                    decision,
                    "access-denied",
                    "You lack the permission " + permission + " in " + place(caller, space)
                            + ". Whoever may grant roles there can give it to you; \"explain\" names them.");
        }
        return decision;
    }

    @Override
    public Caller module(String moduleName) {
        UUID id = UUID.nameUUIDFromBytes(moduleName.getBytes(StandardCharsets.UTF_8));
        Subject subject = modules.computeIfAbsent(id, key -> new Subject(Subject.Kind.MODULE, key, moduleName));
        return new Caller(
                subject, Caller.Source.MODULE, Optional.empty(), Ids.next().toString());
    }

    /** The module of that identifier, if it has acted since the start. */
    Optional<Subject> knownModule(UUID id) {
        return Optional.ofNullable(modules.get(id));
    }

    Rules rules(AccessModel model) {
        return new Rules(model, permissions::restricted, clock);
    }

    /** As {@link #require}, satisfied by any space. */
    void requireAnywhere(Caller caller, String permission) {
        if (scope(caller, permission) instanceof SpaceScope.Within within
                && within.spaces().isEmpty()) {
            require(caller, permission, ROOT_SPACE);
        }
    }

    /**
     * Nobody passes on what they lack.
     *
     * @param act in words: {@code To grant this role}
     * @throws PlenumException {@code permission-not-held}, naming what is lacking; audited
     */
    void requireHeld(
            Caller caller, AccessModel model, Collection<String> patterns, UUID space, String permission, String act) {
        Rules rules = rules(model);
        List<String> lacking = patterns.stream()
                .filter(pattern -> !rules.holds(caller, pattern, space))
                .sorted()
                .toList();
        if (!lacking.isEmpty()) {
            String message = act + " you must hold what it contains; you lack " + String.join(", ", lacking) + " in "
                    + place(caller, space) + ".";
            Decision decision = new Decision(false, Optional.empty(), List.of(message));
            throw denied(caller, permission, space, decision, "permission-not-held", message);
        }
    }

    /** Audits and describes a denial. */
    PlenumException denied(
            Caller caller, String permission, UUID space, Decision decision, String code, String message) {
        audit.appendDetached(AuditEvent.of(caller, permission, "space", space.toString())
                .in(space)
                .decided(decision)
                .ended(Outcome.DENIED));
        return new PlenumException(Category.DENIED, code, message);
    }

    /** The path of a space that the caller may see, else only what they have named themselves. */
    private String place(Caller caller, UUID space) {
        return decide(caller, CorePermissions.SPACE_VIEW, space).allowed() || space.equals(ROOT_SPACE)
                ? models.current().spaces().path(space)
                : "the space " + space;
    }
}
