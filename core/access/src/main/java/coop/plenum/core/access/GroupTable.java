package coop.plenum.core.access;

import coop.plenum.api.access.Group;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.UUID;

/** Statements on groups. */
final class GroupTable {
    private GroupTable() {}

    static void insert(Sql sql, Group group) throws SQLException {
        sql.update(
                "INSERT INTO access_group (id, name, title, revision) VALUES (?, ?, ?, ?)",
                group.id(),
                group.name(),
                group.title(),
                group.revision());
    }

    /** Deletes the group with its memberships and grants. */
    static int delete(Sql sql, UUID id) throws SQLException {
        int grants = sql.update("DELETE FROM access_grant WHERE subject_id = ?", id);
        sql.update("DELETE FROM access_group WHERE id = ?", id);
        return grants;
    }
}
