package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.access.model.AccessModel;
import coop.plenum.core.access.model.Parts.Part;
import coop.plenum.core.access.model.SpaceTree;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Spaces in a table, read from the snapshot. */
@Component
public final class JdbcSpaces implements Spaces {
    private static final String KIND = "space";
    /** The class of SQL states for integrity constraints, the same on both engines. */
    private static final String INTEGRITY = "23";

    private final AccessModels models;
    private final SnapshotAccess access;
    private final AccessChanges changes;

    @Activate
    public JdbcSpaces(
            @Reference AccessModels models, @Reference SnapshotAccess access, @Reference AccessChanges changes) {
        this.models = models;
        this.access = access;
        this.changes = changes;
    }

    @Override
    public List<Space> list(Caller caller) {
        SpaceScope scope = access.scope(caller, CorePermissions.SPACE_VIEW);
        return models.current().spaces().all().stream()
                .filter(space -> scope.covers(space.id()))
                .toList();
    }

    @Override
    public Optional<Space> find(Caller caller, UUID id) {
        return access.decide(caller, CorePermissions.SPACE_VIEW, id).allowed()
                ? models.current().spaces().find(id)
                : Optional.empty();
    }

    @Override
    public Space create(Caller caller, UUID parent, Space.Kind kind, String name, String title) {
        Decision decision = access.require(caller, CorePermissions.SPACE_MANAGE, parent);
        new Problems().name(name).title("/title", title).refuse("invalid-space", "The space");
        return changes.run(KIND, EnumSet.of(Part.SPACES), (sql, before) -> {
            Space above = existing(before, parent);
            checkPlace(before, above, kind);
            checkName(before, parent, name, Optional.empty());
            UUID id = Ids.next();
            sql.update(
                    "INSERT INTO access_space (id, parent, kind, name, title, revision) VALUES (?, ?, ?, ?, ?, 1)",
                    id,
                    parent,
                    kind,
                    name,
                    title);
            Space created = new Space(id, Optional.of(parent), kind, name, title, path(above, name), 1);
            changes.record(event(caller, "space.create", created, decision).digests(null, Digests.of(created)));
            return created;
        });
    }

    @Override
    public Space update(Caller caller, UUID id, long expectedRevision, String name, String title) {
        Decision decision = access.require(caller, CorePermissions.SPACE_MANAGE, id);
        new Problems().name(name).title("/title", title).refuse("invalid-space", "The space");
        return changes.run(KIND, EnumSet.of(Part.SPACES), (sql, before) -> {
            Space old = current(before, id, expectedRevision);
            if (old.parent().isEmpty() && !old.name().equals(name)) {
                throw rootSpace("The root keeps its name; its title can be changed.");
            }
            if (old.parent().isPresent()) {
                checkName(before, old.parent().get(), name, Optional.of(id));
            }
            sql.update(
                    "UPDATE access_space SET name = ?, title = ?, revision = revision + 1 WHERE id = ?",
                    name,
                    title,
                    id);
            String path = old.parent()
                    .map(parent -> path(existing(before, parent), name))
                    .orElse(old.path());
            Space changed = new Space(id, old.parent(), old.kind(), name, title, path, old.revision() + 1);
            changes.record(
                    event(caller, "space.update", changed, decision).digests(Digests.of(old), Digests.of(changed)));
            return changed;
        });
    }

    @Override
    public void delete(Caller caller, UUID id, long expectedRevision) {
        Decision decision = access.require(caller, CorePermissions.SPACE_MANAGE, id);
        changes.run(KIND, EnumSet.of(Part.SPACES, Part.GRANTS, Part.TOKENS), (sql, before) -> {
            Space old = current(before, id, expectedRevision);
            if (old.parent().isEmpty()) {
                throw rootSpace("The root cannot be deleted.");
            }
            if (!before.spaces().children(id).isEmpty()) {
                throw notEmpty(old);
            }
            int grants = sql.update("DELETE FROM access_grant WHERE space_id = ?", id);
            int tokens = sql.update(
                    "UPDATE access_token SET revoked_at = CURRENT_TIMESTAMP WHERE space_id = ? AND revoked_at IS NULL",
                    id);
            remove(sql, old);
            changes.record(event(caller, "space.delete", old, decision)
                    .digests(Digests.of(old), null)
                    .with(Values.builder()
                            .put("grantsRevoked", grants)
                            .put("tokensRevoked", tokens)
                            .build()));
            return id;
        });
    }

    private static void remove(Sql sql, Space space) throws SQLException {
        try {
            sql.update("DELETE FROM access_space WHERE id = ?", space.id());
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state != null && state.startsWith(INTEGRITY)) {
                throw notEmpty(space);
            }
            throw e;
        }
    }

    private static AuditEvent event(Caller caller, String action, Space space, Decision decision) {
        return AuditEvent.of(caller, action, KIND, space.id().toString())
                .in(space.id())
                .decided(decision)
                .with(Values.builder()
                        .put("path", space.path())
                        .put("kind", space.kind().name())
                        .build());
    }

    private static void checkPlace(AccessModel model, Space above, Space.Kind kind) {
        if (kind == Space.Kind.ROOT || kind.compareTo(above.kind()) < 0) {
            throw PlenumException.invalid(
                    "invalid-space-kind",
                    "A space of the kind " + above.kind() + " cannot hold one of the kind " + kind
                            + ". From the top: organization, division, project, environment.");
        }
        if (model.spaces().depth(above.id()) >= SpaceTree.MAX_DEPTH) {
            throw PlenumException.invalid(
                    "space-too-deep", "The tree may be " + SpaceTree.MAX_DEPTH + " spaces deep and no deeper.");
        }
    }

    private static void checkName(AccessModel model, UUID parent, String name, Optional<UUID> except) {
        boolean taken = model.spaces().children(parent).stream()
                .filter(id -> !except.equals(Optional.of(id)))
                .flatMap(id -> model.spaces().find(id).stream())
                .anyMatch(space -> space.name().equals(name));
        if (taken) {
            throw PlenumException.conflict(
                    "space-name-taken",
                    model.spaces().path(parent) + " already holds a space named " + name + ". Choose another name.");
        }
    }

    private static Space current(AccessModel model, UUID id, long expectedRevision) {
        Space space = existing(model, id);
        if (space.revision() != expectedRevision) {
            throw Problems.stale(KIND, expectedRevision, space.revision());
        }
        return space;
    }

    private static Space existing(AccessModel model, UUID id) {
        return model.spaces()
                .find(id)
                .orElseThrow(() -> PlenumException.missing("space-missing", "There is no space " + id + "."));
    }

    private static String path(Space above, String name) {
        return above.parent().isEmpty() ? "/" + name : above.path() + "/" + name;
    }

    private static PlenumException notEmpty(Space space) {
        return PlenumException.conflict(
                "space-not-empty", space.path() + " still holds spaces or items. Move or delete them first.");
    }

    private static PlenumException rootSpace(String message) {
        return PlenumException.conflict("root-space", message);
    }
}
