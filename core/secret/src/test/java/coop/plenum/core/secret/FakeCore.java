package coop.plenum.core.secret;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Access and audit in memory: a module holds what it was granted, everybody else all but what was taken. */
final class FakeCore implements AccessService, Permissions, AuditLog {
    final List<AuditEvent> audited = new ArrayList<>();
    final List<Permission> declared = new ArrayList<>();
    final Set<String> denied = new HashSet<>();
    final Set<String> grantedToModules = new HashSet<>();
    boolean auditFails;

    @Override
    public Decision decide(Caller caller, String permission, UUID space) {
        boolean allowed = caller.subject().kind() == Subject.Kind.MODULE
                ? grantedToModules.contains(permission)
                : !denied.contains(permission);
        return new Decision(allowed, Optional.of(new UUID(5, 5)), List.of());
    }

    @Override
    public Decision require(Caller caller, String permission, UUID space) {
        Decision decision = decide(caller, permission, space);
        if (!decision.allowed()) {
            throw new PlenumException(Category.DENIED, "access-denied", permission);
        }
        return decision;
    }

    @Override
    public SpaceScope scope(Caller caller, String permission) {
        return new SpaceScope.Everywhere();
    }

    @Override
    public Caller module(String moduleName) {
        return new Caller(
                new Subject(Subject.Kind.MODULE, new UUID(6, 6), moduleName),
                Caller.Source.MODULE,
                Optional.empty(),
                "correlation");
    }

    @Override
    public String append(AuditEvent event) {
        return appendDetached(event);
    }

    @Override
    public String appendDetached(AuditEvent event) {
        if (auditFails) {
            throw new PlenumException(Category.UNAVAILABLE, "audit-unavailable", "The log is stalled.");
        }
        audited.add(event);
        return "id";
    }

    AuditEvent last() {
        return audited.get(audited.size() - 1);
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
