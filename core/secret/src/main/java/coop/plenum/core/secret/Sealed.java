package coop.plenum.core.secret;

import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A version of a secret as it stands in the database.
 *
 * @param masterKey the id of the key that wraps the data key
 * @param wrappedKey the data key
 * @param content the secret, sealed with the data key
 */
@SuppressWarnings("ArrayRecordComponent") // a row on its way to be opened, never compared
record Sealed(UUID space, UUID id, int version, String field, String masterKey, byte[] wrappedKey, byte[] content) {
    private static final String SELECT =
            "SELECT i.space, i.id, v.version, i.field, v.master_key, v.wrapped_key, v.sealed"
                    + " FROM secret_version v JOIN secret_item i ON i.id = v.secret_id";

    /** What the encryption of the content is bound to, so that no row can take another's place. */
    static byte[] context(UUID space, UUID id, int version, String field) {
        return (space + "|" + id + "|" + version + "|" + field).getBytes(StandardCharsets.UTF_8);
    }

    byte[] context() {
        return context(space, id, version, field);
    }

    /** Empty also when its time is over. */
    static Optional<Sealed> find(Sql sql, UUID id, int version, Instant now) throws SQLException {
        return sql.one(
                SELECT + " WHERE v.secret_id = ? AND v.version = ? AND (i.expires_at IS NULL OR i.expires_at > ?)",
                Sealed::of,
                id,
                version,
                now);
    }

    /** Some that are not wrapped by the key. */
    static List<Sealed> notUnder(Sql sql, String masterKey, int limit) throws SQLException {
        return sql.query(
                SELECT + " WHERE v.master_key <> ? FETCH FIRST " + limit + " ROWS ONLY", Sealed::of, masterKey);
    }

    private static Sealed of(Row row) throws SQLException {
        return new Sealed(
                row.uuid(1), row.uuid(2), row.integer(3), row.text(4), row.text(5), row.bytes(6), row.bytes(7));
    }

    @Override
    public String toString() {
        return "secret " + id + "#" + version;
    }
}
