package coop.plenum.core.secret;

import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is known of a secret without opening it. */
record SecretItem(UUID id, UUID space, String field, int newest) {
    /** Keeps others from adding a version until the unit of work ends. */
    static Optional<SecretItem> lock(Sql sql, UUID id) throws SQLException {
        return sql.one(
                "SELECT id, space, field, newest FROM secret_item WHERE id = ? FOR UPDATE",
                row -> new SecretItem(row.uuid(1), row.uuid(2), row.text(3), row.integer(4)),
                id);
    }

    /** Those whose time is over. */
    static List<SecretItem> expired(Sql sql, Instant now) throws SQLException {
        return sql.query(
                "SELECT id, space, field, newest FROM secret_item WHERE expires_at <= ? FOR UPDATE",
                row -> new SecretItem(row.uuid(1), row.uuid(2), row.text(3), row.integer(4)),
                now);
    }

    /** With all its versions. */
    void delete(Sql sql) throws SQLException {
        sql.update("DELETE FROM secret_version WHERE secret_id = ?", id);
        sql.update("DELETE FROM secret_item WHERE id = ?", id);
    }
}
