package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Grant;
import coop.plenum.api.access.Grants;
import coop.plenum.api.access.Role;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.access.model.AccessModel;
import coop.plenum.core.access.model.Explanation;
import coop.plenum.core.access.model.Parts.Part;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Grants in a table, read from the snapshot. */
@Component
public final class JdbcGrants implements Grants {
    private static final String KIND = "grant";

    private final AccessModels models;
    private final SnapshotAccess access;
    private final PermissionRegistry permissions;
    private final AccessChanges changes;

    @Activate
    public JdbcGrants(
            @Reference AccessModels models,
            @Reference SnapshotAccess access,
            @Reference PermissionRegistry permissions,
            @Reference AccessChanges changes) {
        this.models = models;
        this.access = access;
        this.permissions = permissions;
        this.changes = changes;
    }

    @Override
    public List<Grant> list(Caller caller, Optional<UUID> subject) {
        SpaceScope scope = access.scope(caller, CorePermissions.ACCESS_VIEW);
        return models.current().grants().stream()
                .filter(grant -> scope.covers(grant.space()))
                .filter(grant -> subject.isEmpty() || grant.subject().id().equals(subject.get()))
                .toList();
    }

    @Override
    public Grant grant(Caller caller, Subject.Kind kind, UUID subject, UUID role, UUID space) {
        Decision decision = access.require(caller, CorePermissions.ACCESS_GRANT, space);
        return changes.run(KIND, EnumSet.of(Part.GRANTS), (sql, before) -> {
            requireSpace(before, space);
            Role granted = before.role(role)
                    .orElseThrow(() -> PlenumException.missing("role-missing", "There is no role " + role + "."));
            Subject holder = holder(before, kind, subject);
            access.requireHeld(
                    caller,
                    before,
                    granted.permissions(),
                    space,
                    CorePermissions.ACCESS_GRANT,
                    "To grant the role " + granted.name());
            Optional<Grant> existing = before.grants().stream()
                    .filter(grant -> grant.subject().id().equals(subject)
                            && grant.role().equals(role)
                            && grant.space().equals(space))
                    .findFirst();
            if (existing.isPresent()) {
                return existing.get();
            }
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            Grant grant = new Grant(Ids.next(), holder, role, space, caller.subject(), now);
            insert(sql, grant);
            changes.record(event(caller, "grant.create", grant, granted.name(), decision)
                    .digests(null, Digests.of(grant)));
            return grant;
        });
    }

    static void insert(Sql sql, Grant grant) throws SQLException {
        sql.update(
                "INSERT INTO access_grant (id, subject_kind, subject_id, subject_name, role_id, space_id, by_kind,"
                        + " by_id, by_name, granted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                grant.id(),
                grant.subject().kind(),
                grant.subject().id(),
                grant.subject().name(),
                grant.role(),
                grant.space(),
                grant.grantedBy().kind(),
                grant.grantedBy().id(),
                grant.grantedBy().name(),
                grant.grantedAt());
    }

    @Override
    public void revoke(Caller caller, UUID id) {
        Decision decision = access.require(
                caller,
                CorePermissions.ACCESS_GRANT,
                existing(models.current(), id).space());
        changes.run(KIND, EnumSet.of(Part.GRANTS), (sql, before) -> {
            Grant grant = existing(before, id);
            sql.update("DELETE FROM access_grant WHERE id = ?", id);
            String role = before.role(grant.role()).map(Role::name).orElse("");
            changes.record(event(caller, "grant.delete", grant, role, decision).digests(Digests.of(grant), null));
            return id;
        });
    }

    @Override
    public Decision explain(Caller caller, UUID subject, String permission, UUID space) {
        AccessModel model = models.current();
        Caller asked = caller;
        if (!caller.subject().id().equals(subject)) {
            access.require(caller, CorePermissions.ACCESS_VIEW, space);
            asked = new Caller(known(model, subject), caller.source(), Optional.empty(), caller.correlation());
        }
        return new Explanation(access.rules(model)).explain(asked, permission, space, permissions.declared(permission));
    }

    private Subject known(AccessModel model, UUID subject) {
        return model.subject(subject)
                .or(() -> access.knownModule(subject))
                .or(() -> model.grants().stream()
                        .map(Grant::subject)
                        .filter(holder -> holder.id().equals(subject))
                        .findFirst())
                .orElseThrow(() -> missing(subject));
    }

    /** Modules may be granted something before they are installed: their identifier follows from their name. */
    private Subject holder(AccessModel model, Subject.Kind kind, UUID subject) {
        return switch (kind) {
            case USER, GROUP ->
                model.subject(subject).filter(found -> found.kind() == kind).orElseThrow(() -> missing(subject));
            case MODULE -> access.knownModule(subject).orElseGet(() -> new Subject(kind, subject, subject.toString()));
            case SYSTEM -> throw missing(subject);
        };
    }

    private static void requireSpace(AccessModel model, UUID space) {
        if (model.spaces().find(space).isEmpty()) {
            throw PlenumException.missing("space-missing", "There is no space " + space + ".");
        }
    }

    private static Grant existing(AccessModel model, UUID id) {
        return model.grants().stream()
                .filter(grant -> grant.id().equals(id))
                .findFirst()
                .orElseThrow(() -> PlenumException.missing("grant-missing", "There is no grant " + id + "."));
    }

    private static AuditEvent event(Caller caller, String action, Grant grant, String role, Decision decision) {
        return AuditEvent.of(caller, action, KIND, grant.id().toString())
                .in(grant.space())
                .decided(decision)
                .with(Values.builder()
                        .put("subjectKind", grant.subject().kind().name())
                        .put("subject", grant.subject().id())
                        .put("role", role)
                        .build());
    }

    private static PlenumException missing(UUID subject) {
        return PlenumException.missing("subject-missing", "There is no user, group or module " + subject + ".");
    }
}
