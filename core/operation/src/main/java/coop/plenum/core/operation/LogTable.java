package coop.plenum.core.operation;

import coop.plenum.api.operation.LogLine;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code operation_log}. */
final class LogTable {
    private LogTable() {}

    static long last(Sql sql, UUID operation) throws SQLException {
        return sql.one(
                        "SELECT COALESCE(MAX(number), 0) FROM operation_log WHERE operation = ?",
                        row -> row.number(1),
                        operation)
                .orElse(0L);
    }

    static void append(Sql sql, UUID operation, List<LogLine> lines) throws SQLException {
        sql.batch(
                "INSERT INTO operation_log (operation, number, logged_at, level, message) VALUES (?, ?, ?, ?, ?)",
                lines.stream()
                        .map(line -> new @Nullable Object[] {
                            operation, line.number(), line.time(), line.level(), line.message()
                        })
                        .toList());
    }

    static List<LogLine> after(Sql sql, UUID operation, long number, int limit) throws SQLException {
        return sql.query(
                "SELECT number, logged_at, level, message FROM operation_log WHERE operation = ? AND number > ?"
                        + " ORDER BY operation, number LIMIT ?",
                row -> new LogLine(row.number(1), row.instant(2), OperationRun.Level.valueOf(row.text(3)), row.text(4)),
                operation,
                number,
                limit);
    }
}
