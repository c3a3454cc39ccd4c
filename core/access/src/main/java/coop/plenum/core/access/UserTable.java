package coop.plenum.core.access;

import coop.plenum.api.access.User;
import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Statements on users. */
final class UserTable {
    private static final String SELECT =
            "SELECT id, login, display_name, email, enabled, created_at, last_log_in_at, revision FROM access_user";

    private UserTable() {}

    /** What a log-in needs. */
    record Credentials(UUID id, String login, boolean enabled, String hash) {}

    static Optional<User> find(Sql sql, UUID id) throws SQLException {
        Set<UUID> groups = new HashSet<>(
                sql.query("SELECT group_id FROM access_membership WHERE user_id = ?", row -> row.uuid(1), id));
        return sql.one(SELECT + " WHERE id = ?", row -> user(row, groups), id);
    }

    static boolean taken(Sql sql, String login) throws SQLException {
        return sql.one("SELECT 1 FROM access_user WHERE login = ?", row -> true, login)
                .isPresent();
    }

    /** In the order of logins, walking their index. */
    static List<User> page(Sql sql, String after, int limit, Groups groups) throws SQLException {
        return sql.query(
                SELECT + " WHERE login > ? ORDER BY login FETCH FIRST " + limit + " ROWS ONLY",
                row -> user(row, groups.of(row.uuid(1))),
                after);
    }

    /** Who belongs to which groups. */
    @FunctionalInterface
    interface Groups {
        Set<UUID> of(UUID user);
    }

    static Optional<Credentials> credentials(Sql sql, String login) throws SQLException {
        return sql.one(
                "SELECT id, login, enabled, password_hash FROM access_user WHERE login = ?",
                row -> new Credentials(row.uuid(1), row.text(2), row.flag(3), row.text(4)),
                login);
    }

    static Optional<String> hash(Sql sql, UUID id) throws SQLException {
        return sql.one("SELECT password_hash FROM access_user WHERE id = ?", row -> row.text(1), id);
    }

    static void insert(Sql sql, User user, String hash) throws SQLException {
        sql.update(
                "INSERT INTO access_user (id, login, display_name, email, enabled, password_hash, created_at, revision)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                user.id(),
                user.login(),
                user.displayName(),
                user.email(),
                user.enabled(),
                hash,
                user.createdAt(),
                user.revision());
    }

    static void update(Sql sql, User user) throws SQLException {
        sql.update(
                "UPDATE access_user SET display_name = ?, email = ?, enabled = ?, revision = ? WHERE id = ?",
                user.displayName(),
                user.email(),
                user.enabled(),
                user.revision(),
                user.id());
    }

    static void setGroups(Sql sql, UUID user, Set<UUID> groups) throws SQLException {
        sql.update("DELETE FROM access_membership WHERE user_id = ?", user);
        for (UUID group : groups) {
            sql.update("INSERT INTO access_membership (user_id, group_id) VALUES (?, ?)", user, group);
        }
    }

    static void setHash(Sql sql, UUID id, String hash) throws SQLException {
        sql.update("UPDATE access_user SET password_hash = ?, revision = revision + 1 WHERE id = ?", hash, id);
    }

    /** Notes a log-in; false when the account has been disabled or got another password since it was looked up. */
    static boolean loggedIn(Sql sql, Credentials credentials, Instant now) throws SQLException {
        return sql.update(
                        "UPDATE access_user SET last_log_in_at = ? WHERE id = ? AND enabled = TRUE AND password_hash = ?",
                        now,
                        credentials.id(),
                        credentials.hash())
                == 1;
    }

    private static User user(Row row, Set<UUID> groups) throws SQLException {
        return new User(
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.optionalText(4),
                row.flag(5),
                groups,
                row.instant(6),
                row.optionalInstant(7),
                row.number(8));
    }
}
