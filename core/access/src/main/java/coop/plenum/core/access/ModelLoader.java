package coop.plenum.core.access;

import coop.plenum.api.access.Grant;
import coop.plenum.api.access.Group;
import coop.plenum.api.access.Role;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.Subject;
import coop.plenum.core.access.model.Account;
import coop.plenum.core.access.model.Parts;
import coop.plenum.core.access.model.Parts.Part;
import coop.plenum.core.access.model.PermissionSet;
import coop.plenum.core.access.model.SpaceTree;
import coop.plenum.core.access.model.TokenEntry;
import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads the parts of a snapshot from the tables. */
final class ModelLoader {
    private ModelLoader() {}

    static Parts all(Sql sql) throws SQLException {
        return new Parts(spaces(sql), roles(sql), users(sql), groups(sql), grants(sql), tokens(sql));
    }

    /** The parts of before, with the touched ones read anew. */
    static Parts again(Sql sql, Parts before, Set<Part> touched) throws SQLException {
        return new Parts(
                touched.contains(Part.SPACES) ? spaces(sql) : before.spaces(),
                touched.contains(Part.ROLES) ? roles(sql) : before.roles(),
                touched.contains(Part.PEOPLE) ? users(sql) : before.users(),
                touched.contains(Part.PEOPLE) ? groups(sql) : before.groups(),
                touched.contains(Part.GRANTS) ? grants(sql) : before.grants(),
                touched.contains(Part.TOKENS) ? tokens(sql) : before.tokens());
    }

    private static SpaceTree spaces(Sql sql) throws SQLException {
        return new SpaceTree(sql.query(
                "SELECT id, parent, kind, name, title, revision FROM access_space",
                row -> new Space(
                        row.uuid(1),
                        row.optionalUuid(2),
                        Space.Kind.valueOf(row.text(3)),
                        row.text(4),
                        row.text(5),
                        "",
                        row.number(6))));
    }

    private static List<Role> roles(Sql sql) throws SQLException {
        return sql.query(
                "SELECT id, name, title, permissions, revision FROM access_role ORDER BY name",
                row -> new Role(
                        row.uuid(1), row.text(2), row.text(3), Patterns.read(row.text(4)), false, row.number(5)));
    }

    private static Map<UUID, Account> users(Sql sql) throws SQLException {
        Map<UUID, Set<UUID>> memberships = new HashMap<>();
        sql.query(
                "SELECT user_id, group_id FROM access_membership",
                row -> memberships
                        .computeIfAbsent(row.uuid(1), key -> new HashSet<>())
                        .add(row.uuid(2)));
        Map<UUID, Account> users = new HashMap<>();
        sql.query("SELECT id, login, enabled FROM access_user", row -> {
            UUID id = row.uuid(1);
            return users.put(id, new Account(id, row.text(2), row.flag(3), memberships.getOrDefault(id, Set.of())));
        });
        return Map.copyOf(users);
    }

    private static Map<UUID, Group> groups(Sql sql) throws SQLException {
        Map<UUID, Group> groups = new HashMap<>();
        sql.query(
                "SELECT id, name, title, revision FROM access_group",
                row -> groups.put(row.uuid(1), new Group(row.uuid(1), row.text(2), row.text(3), row.number(4))));
        return Map.copyOf(groups);
    }

    private static List<Grant> grants(Sql sql) throws SQLException {
        return sql.query(
                "SELECT id, subject_kind, subject_id, subject_name, role_id, space_id, by_kind, by_id, by_name,"
                        + " granted_at FROM access_grant ORDER BY id",
                row -> new Grant(
                        row.uuid(1), subject(row, 2), row.uuid(5), row.uuid(6), subject(row, 7), row.instant(10)));
    }

    private static Subject subject(Row row, int column) throws SQLException {
        return new Subject(Subject.Kind.valueOf(row.text(column)), row.uuid(column + 1), row.text(column + 2));
    }

    private static List<TokenEntry> tokens(Sql sql) throws SQLException {
        return sql.query(
                "SELECT id, user_id, name, secret_hash, permissions, space_id, expires_at, revoked_at"
                        + " FROM access_token",
                row -> new TokenEntry(
                        row.uuid(1),
                        row.uuid(2),
                        row.text(3),
                        row.text(4),
                        PermissionSet.of(Patterns.read(row.text(5))),
                        row.uuid(6),
                        row.instant(7),
                        row.optionalInstant(8).isPresent()));
    }
}
