package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Group;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.access.model.AccessModel;
import coop.plenum.core.access.model.Parts.Part;
import coop.plenum.core.store.Ids;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;

/** Groups in a table, read from the snapshot. */
final class JdbcGroups {
    private static final String KIND = "group";

    private final AccessModels models;
    private final AccountGuard guard;
    private final AccessChanges changes;

    JdbcGroups(AccessModels models, AccountGuard guard, AccessChanges changes) {
        this.models = models;
        this.guard = guard;
        this.changes = changes;
    }

    List<Group> list(Caller caller) {
        guard.view(caller);
        return models.current().parts().groups().values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    Group create(Caller caller, String name, String title) {
        Decision decision = guard.manage(caller);
        new Problems().name(name).title("/title", title).refuse("invalid-group", "The group");
        return changes.run(KIND, EnumSet.of(Part.PEOPLE), (sql, before) -> {
            if (before.parts().groups().values().stream()
                    .anyMatch(group -> group.name().equals(name))) {
                throw PlenumException.conflict(
                        "group-name-taken", "A group named " + name + " exists already. Choose another name.");
            }
            Group group = new Group(Ids.next(), name, title, 1);
            sql.update(
                    "INSERT INTO access_group (id, name, title, revision) VALUES (?, ?, ?, 1)",
                    group.id(),
                    name,
                    title);
            changes.record(event(caller, "group.create", group, decision).digests(null, Digests.of(group)));
            return group;
        });
    }

    Group update(Caller caller, UUID id, long expectedRevision, String title) {
        Decision decision = guard.manage(caller);
        new Problems().title("/title", title).refuse("invalid-group", "The group");
        return changes.run(KIND, EnumSet.of(Part.PEOPLE), (sql, before) -> {
            Group old = current(before, id, expectedRevision);
            Group group = new Group(id, old.name(), title, old.revision() + 1);
            sql.update("UPDATE access_group SET title = ?, revision = revision + 1 WHERE id = ?", title, id);
            changes.record(event(caller, "group.update", group, decision).digests(Digests.of(old), Digests.of(group)));
            return group;
        });
    }

    /** With its memberships and grants. */
    void delete(Caller caller, UUID id, long expectedRevision) {
        Decision decision = guard.manage(caller);
        changes.run(KIND, EnumSet.of(Part.PEOPLE, Part.GRANTS), (sql, before) -> {
            Group group = current(before, id, expectedRevision);
            int grants = sql.update("DELETE FROM access_grant WHERE subject_id = ?", id);
            sql.update("DELETE FROM access_group WHERE id = ?", id);
            changes.record(event(caller, "group.delete", group, decision)
                    .digests(Digests.of(group), null)
                    .with(Values.of("grantsRevoked", grants)));
            return id;
        });
    }

    private static Group current(AccessModel model, UUID id, long expectedRevision) {
        Group group = model.group(id)
                .orElseThrow(() -> PlenumException.missing("group-missing", "There is no group " + id + "."));
        if (group.revision() != expectedRevision) {
            throw Problems.stale(KIND, expectedRevision, group.revision());
        }
        return group;
    }

    private static AuditEvent event(Caller caller, String action, Group group, Decision decision) {
        return AuditEvent.of(caller, action, KIND, group.id().toString())
                .in(AccessService.ROOT_SPACE)
                .decided(decision)
                .with(Values.of("name", group.name()));
    }
}
