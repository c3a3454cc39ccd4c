package coop.plenum.core.audit;

import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry without a place in the tree yet, as it stands in {@code audit_pending}. */
@SuppressWarnings("ArrayRecordComponent") // a row on its way from one table to another, never compared
record Pending(
        UUID eventId,
        Instant time,
        String action,
        String targetType,
        String targetId,
        UUID actor,
        String actorName,
        Optional<UUID> space,
        String correlation,
        String outcome,
        byte[] leaf) {
    private static final String COLUMNS =
            "event_id, time, action, target_type, target_id, actor, actor_name, space, correlation, outcome, leaf";

    void insert(Sql sql) throws SQLException {
        sql.update("INSERT INTO audit_pending (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", columns());
    }

    /** Committed ones in the order of their ids; which those are, and not their numbers, decides what comes next. */
    static List<Pending> oldest(Sql sql, int limit) throws SQLException {
        return sql.query(
                "SELECT " + COLUMNS + " FROM audit_pending ORDER BY event_id FETCH FIRST " + limit + " ROWS ONLY",
                Pending::of);
    }

    static long count(Sql sql) throws SQLException {
        return sql.one("SELECT COUNT(*) FROM audit_pending", row -> row.number(1))
                .orElse(0L);
    }

    static boolean any(Sql sql) throws SQLException {
        return sql.one("SELECT 1 FROM audit_pending FETCH FIRST 1 ROW ONLY", row -> row.number(1))
                .isPresent();
    }

    /** Turns pending rows into entries from the given index on. */
    static void move(Sql sql, List<Pending> rows, long firstIndex) throws SQLException {
        List<@Nullable Object[]> entries = new ArrayList<>(rows.size());
        List<@Nullable Object[]> ids = new ArrayList<>(rows.size());
        for (Pending row : rows) {
            @Nullable Object[] columns = row.columns();
            @Nullable Object[] entry = new Object[columns.length + 1];
            entry[0] = firstIndex + entries.size();
            System.arraycopy(columns, 0, entry, 1, columns.length);
            entries.add(entry);
            ids.add(new Object[] {row.eventId});
        }
        sql.batch(
                "INSERT INTO audit_entry (entry_index, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entries);
        for (int deleted : sql.batch("DELETE FROM audit_pending WHERE event_id = ?", ids)) {
            if (deleted == 0) {
                throw new IllegalStateException("Another sequencer has moved the same entries.");
            }
        }
    }

    private @Nullable Object[] columns() {
        return new Object[] {
            eventId, time, action, targetType, targetId, actor, actorName, space, correlation, outcome, leaf
        };
    }

    private static Pending of(Row row) throws SQLException {
        return new Pending(
                row.uuid(1),
                row.instant(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.uuid(6),
                row.text(7),
                row.optionalUuid(8),
                row.text(9),
                row.text(10),
                row.bytes(11));
    }
}
