package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Role;
import coop.plenum.api.access.Roles;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.access.model.AccessModel;
import coop.plenum.core.access.model.Parts.Part;
import coop.plenum.core.store.Ids;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The built-in roles and those in the table. */
@Component
public final class JdbcRoles implements Roles {
    private static final String KIND = "role";

    private final AccessModels models;
    private final SnapshotAccess access;
    private final PermissionRegistry permissions;
    private final AccessChanges changes;

    @Activate
    public JdbcRoles(
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
    public List<Role> list(Caller caller) {
        access.requireAnywhere(caller, CorePermissions.ROLE_VIEW);
        return models.current().roles();
    }

    @Override
    public Role create(Caller caller, String name, String title, Set<String> patterns) {
        Decision decision = manage(caller);
        new Problems().name(name).title("/title", title).refuse("invalid-role", "The role");
        Patterns.check(patterns, permissions::declared);
        return changes.run(KIND, EnumSet.of(Part.ROLES), (sql, before) -> {
            if (before.roles().stream().anyMatch(role -> role.name().equals(name))) {
                throw PlenumException.conflict(
                        "role-name-taken", "A role named " + name + " exists already. Choose another name.");
            }
            checkHeld(caller, before, patterns);
            Role role = new Role(Ids.next(), name, title, patterns, false, 1);
            sql.update(
                    "INSERT INTO access_role (id, name, title, permissions, revision) VALUES (?, ?, ?, ?, 1)",
                    role.id(),
                    name,
                    title,
                    Patterns.write(patterns));
            changes.record(event(caller, "role.create", role, decision).digests(null, Digests.of(role)));
            return role;
        });
    }

    @Override
    public Role update(Caller caller, UUID id, long expectedRevision, String title, Set<String> patterns) {
        Decision decision = manage(caller);
        new Problems().title("/title", title).refuse("invalid-role", "The role");
        return changes.run(KIND, EnumSet.of(Part.ROLES), (sql, before) -> {
            Role old = current(before, id, expectedRevision);
            Patterns.check(
                    patterns,
                    name -> permissions.declared(name) || old.permissions().contains(name));
            Set<String> added = new HashSet<>(patterns);
            added.removeAll(old.permissions());
            checkHeld(caller, before, added);
            Role role = new Role(id, old.name(), title, patterns, false, old.revision() + 1);
            sql.update(
                    "UPDATE access_role SET title = ?, permissions = ?, revision = revision + 1 WHERE id = ?",
                    title,
                    Patterns.write(patterns),
                    id);
            changes.record(event(caller, "role.update", role, decision).digests(Digests.of(old), Digests.of(role)));
            return role;
        });
    }

    @Override
    public void delete(Caller caller, UUID id, long expectedRevision) {
        Decision decision = manage(caller);
        changes.run(KIND, EnumSet.of(Part.ROLES), (sql, before) -> {
            Role old = current(before, id, expectedRevision);
            long grants = before.grants().stream()
                    .filter(grant -> grant.role().equals(id))
                    .count();
            if (grants > 0) {
                throw PlenumException.conflict(
                        "role-in-use",
                        "The role " + old.name() + " is granted " + grants + " times. Revoke these first.");
            }
            sql.update("DELETE FROM access_role WHERE id = ?", id);
            changes.record(event(caller, "role.delete", old, decision).digests(Digests.of(old), null));
            return id;
        });
    }

    private Decision manage(Caller caller) {
        return access.require(caller, CorePermissions.ROLE_MANAGE, AccessService.ROOT_SPACE);
    }

    /** At the root, since a role may be granted anywhere and changes for all who hold it. */
    private void checkHeld(Caller caller, AccessModel before, Set<String> patterns) {
        access.requireHeld(
                caller,
                before,
                patterns,
                AccessService.ROOT_SPACE,
                CorePermissions.ROLE_MANAGE,
                "To put permissions into a role");
    }

    private static AuditEvent event(Caller caller, String action, Role role, Decision decision) {
        return AuditEvent.of(caller, action, KIND, role.id().toString())
                .in(AccessService.ROOT_SPACE)
                .decided(decision)
                .with(Values.builder()
                        .put("name", role.name())
                        .put(
                                "permissions",
                                role.permissions().stream().sorted().limit(200).toList())
                        .build());
    }

    private static Role current(AccessModel model, UUID id, long expectedRevision) {
        Role role = model.role(id)
                .orElseThrow(() -> PlenumException.missing("role-missing", "There is no role " + id + "."));
        if (role.builtIn()) {
            throw PlenumException.conflict(
                    "role-built-in",
                    "The role " + role.name() + " is built in and cannot be changed or deleted. Make one of your own.");
        }
        if (role.revision() != expectedRevision) {
            throw Problems.stale(KIND, expectedRevision, role.revision());
        }
        return role;
    }
}
