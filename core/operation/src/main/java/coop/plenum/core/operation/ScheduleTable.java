package coop.plenum.core.operation;

import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table that db-scheduler polls. Plenum writes it itself, in the transaction of what it belongs to: an operation and
 * its next execution change together or not at all. The version of a row is the fence: it grows each time an execution
 * changes hands, and who has an old one may write no more.
 */
final class ScheduleTable {
    static final String TASK = "operation";

    private ScheduleTable() {}

    static void insert(Sql sql, UUID operation, Instant when) throws SQLException {
        sql.update(
                "INSERT INTO operation_schedule (task_name, task_instance, execution_time, picked, version)"
                        + " VALUES (?, ?, ?, FALSE, 1)",
                TASK,
                operation.toString(),
                when);
    }

    static void delete(Sql sql, UUID operation) throws SQLException {
        sql.update(
                "DELETE FROM operation_schedule WHERE task_name = ? AND task_instance = ?", TASK, operation.toString());
    }

    /** @return false if the execution belongs to somebody else by now */
    static boolean owned(Sql sql, UUID operation, long version) throws SQLException {
        return sql.one(
                        "SELECT version FROM operation_schedule WHERE task_name = ? AND task_instance = ? FOR UPDATE",
                        row -> row.number(1) == version,
                        TASK,
                        operation.toString())
                .orElse(false);
    }

    /** Gives the execution back, to be picked again then. */
    static void release(Sql sql, UUID operation, Instant when) throws SQLException {
        sql.update(
                "UPDATE operation_schedule SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL,"
                        + " execution_time = ?, version = version + 1 WHERE task_name = ? AND task_instance = ?",
                when,
                TASK,
                operation.toString());
    }

    /** Makes those due that nobody executes. */
    static void wake(Sql sql, List<UUID> operations, Instant now) throws SQLException {
        sql.batch(
                "UPDATE operation_schedule SET execution_time = ? WHERE task_name = ? AND task_instance = ? AND picked ="
                        + " FALSE AND execution_time > ?",
                operations.stream()
                        .map(operation -> new @Nullable Object[] {now, TASK, operation.toString(), now})
                        .toList());
    }

    /** A hundred at most. */
    static List<Instant> dueBetween(Sql sql, Instant from, Instant to) throws SQLException {
        return sql.query(
                "SELECT execution_time FROM operation_schedule WHERE execution_time > ? AND execution_time <= ? ORDER BY"
                        + " execution_time LIMIT 100",
                row -> row.instant(1),
                from,
                to);
    }

    /** Takes over what a former incarnation of this node was executing; everything, where there is but one node. */
    static void takeOver(Sql sql, @Nullable String formerly, Instant now) throws SQLException {
        String takeOver = "UPDATE operation_schedule SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL,"
                + " execution_time = ?, version = version + 1 WHERE picked = TRUE";
        if (formerly == null) {
            sql.update(takeOver, now);
        } else {
            sql.update(takeOver + " AND picked_by = ?", now, formerly);
        }
    }
}
