package coop.plenum.core.audit;

import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * The one row that says how far the log has got.
 *
 * @param verifierKey whose log it is; empty before the first checkpoint
 * @param size number of entries
 * @param checkpoint the newest signed note
 * @param holder the process that wrote last
 * @param token grows with each change of holder
 */
record LogState(
        Optional<String> verifierKey, long size, Optional<String> checkpoint, Optional<UUID> holder, long token) {
    private static final String SELECT =
            "SELECT verifier_key, tree_size, checkpoint, holder, token FROM audit_state WHERE id = 1";

    static LogState read(Sql sql) throws SQLException {
        return sql.one(SELECT, LogState::of).orElseThrow(LogState::absent);
    }

    /** Keeps every other sequencer out until the unit of work ends. */
    static LogState lock(Sql sql) throws SQLException {
        return sql.one(SELECT + " FOR UPDATE", LogState::of).orElseThrow(LogState::absent);
    }

    private static LogState of(Row row) throws SQLException {
        return new LogState(
                row.optionalText(1), row.number(2), row.optionalText(3), row.optionalUuid(4), row.number(5));
    }

    private static LogRefusal absent() {
        return new LogRefusal("the row of audit_state is gone. Restore the database from your last backup.");
    }
}
