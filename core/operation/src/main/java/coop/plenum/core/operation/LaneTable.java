package coop.plenum.core.operation;

import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Lanes: an operation is in its lane from its first start until it has ended, also while it waits between steps. Who
 * enters or leaves holds the lane's row, so that nobody overtakes a wake-up.
 */
final class LaneTable {
    private LaneTable() {}

    static void create(Sql sql, String lane) throws SQLException {
        if (sql.one("SELECT name FROM operation_lane WHERE name = ?", row -> row.text(1), lane)
                .isEmpty()) {
            sql.update(sql.dialect().upsert("operation_lane", List.of("name"), List.of("name")), lane);
        }
    }

    /** @return true if it may start */
    static boolean enter(Sql sql, Entry entry) throws SQLException {
        if (entry.lane().isEmpty() || inLane(entry)) {
            return true;
        }
        lock(sql, entry.lane());
        long inside = sql.one(
                        "SELECT COUNT(*) FROM operation_entry WHERE lane = ? AND status IN ('RUNNING', 'WAITING')",
                        row -> row.number(1),
                        entry.lane())
                .orElse(0L);
        return inside < entry.laneWidth();
    }

    /** Called when it has ended: those next in the queue are due. */
    static void leave(Sql sql, Entry entry) throws SQLException {
        if (entry.lane().isEmpty()) {
            return;
        }
        lock(sql, entry.lane());
        ScheduleTable.wake(
                sql,
                sql.query(
                        "SELECT id FROM operation_entry WHERE lane = ? AND status = 'QUEUED' ORDER BY id LIMIT ?",
                        row -> row.uuid(1),
                        entry.lane(),
                        entry.laneWidth()),
                Instant.now());
    }

    private static boolean inLane(Entry entry) {
        return switch (entry.status()) {
            case RUNNING, WAITING -> true;
            default -> false;
        };
    }

    private static void lock(Sql sql, String lane) throws SQLException {
        sql.one("SELECT name FROM operation_lane WHERE name = ? FOR UPDATE", row -> row.text(1), lane);
    }
}
