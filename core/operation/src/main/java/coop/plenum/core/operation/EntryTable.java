package coop.plenum.core.operation;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Subject;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationService.Filter;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code operation_entry}. */
final class EntryTable {
    private static final String COLUMNS = "id, kind, title, space, target, subject_kind, subject_id, subject_name,"
            + " credential, correlation, status, input, result, progress, message, failure_code, failure_category,"
            + " failure_message, attempts, cancel_requested, resume_token, lane, lane_width, created_at, started_at,"
            + " ended_at, trace_id";

    private EntryTable() {}

    static void insert(Sql sql, Entry entry) throws SQLException {
        Operation operation = entry.operation();
        Caller caller = entry.caller();
        sql.update(
                "INSERT INTO operation_entry (" + COLUMNS
                        + ", parked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, NULL, NULL, NULL, 0, FALSE, NULL, ?, ?, ?, NULL, NULL, ?, FALSE)",
                operation.id(),
                operation.kind(),
                operation.title(),
                operation.space(),
                operation.target(),
                caller.subject().kind(),
                caller.subject().id(),
                caller.subject().name(),
                caller.credential(),
                caller.correlation(),
                operation.status(),
                Json.write(operation.input()),
                Json.write(operation.result()),
                operation.progress(),
                operation.message(),
                entry.lane(),
                entry.laneWidth(),
                operation.createdAt(),
                caller.traceId());
    }

    static Optional<Entry> find(Sql sql, UUID id) throws SQLException {
        return sql.one("SELECT " + COLUMNS + " FROM operation_entry WHERE id = ?", EntryTable::entry, id);
    }

    /** Nobody else changes it until the unit of work ends. */
    static Optional<Entry> lock(Sql sql, UUID id) throws SQLException {
        return sql.one("SELECT " + COLUMNS + " FROM operation_entry WHERE id = ? FOR UPDATE", EntryTable::entry, id);
    }

    /** A query with its arguments. */
    @SuppressWarnings("ArrayRecordComponent") // handed straight on to the statement
    record Query(String text, Object[] arguments) {}

    static List<Operation> list(Sql sql, Query query) throws SQLException {
        return sql.query(query.text(), row -> entry(row).operation(), query.arguments());
    }

    /** Newest first, one more than the limit if there is one. */
    static Query query(SpaceScope scope, Filter filter, int limit, @Nullable UUID before) {
        List<String> conditions = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        // The last one leads: the engine walks its index, which the order must name in full.
        String index = "";
        if (filter.status().isPresent()) {
            index = "status";
            conditions.add("status = ?");
            arguments.add(filter.status().get());
        }
        if (filter.requestedBy().isPresent()) {
            index = "subject_id";
            conditions.add("subject_id = ?");
            arguments.add(filter.requestedBy().get());
        }
        if (filter.kind().isPresent()) {
            index = "kind";
            conditions.add("kind = ?");
            arguments.add(filter.kind().get());
        }
        if (filter.target().isPresent()) {
            index = "target";
            conditions.add("target = ?");
            arguments.add(filter.target().get());
        }
        if (scope instanceof SpaceScope.Within within) {
            conditions.add("space IN ("
                    + String.join(", ", Collections.nCopies(within.spaces().size(), "?")) + ")");
            arguments.addAll(within.spaces());
        }
        if (before != null) {
            conditions.add("id < ?");
            arguments.add(before);
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String order = (index.isEmpty() ? "" : index + " DESC, ") + "id DESC";
        arguments.add(limit + 1);
        return new Query(
                "SELECT " + COLUMNS + " FROM operation_entry" + where + " ORDER BY " + order + " LIMIT ?",
                arguments.toArray());
    }

    static void start(Sql sql, UUID id, int attempts, Instant now) throws SQLException {
        sql.update(
                "UPDATE operation_entry SET status = 'RUNNING', parked = FALSE, attempts = ?, started_at ="
                        + " COALESCE(started_at, ?) WHERE id = ?",
                attempts,
                now,
                id);
    }

    static void waiting(Sql sql, UUID id, Optional<String> resumeToken) throws SQLException {
        sql.update("UPDATE operation_entry SET status = 'WAITING', resume_token = ? WHERE id = ?", resumeToken, id);
    }

    static void park(Sql sql, UUID id) throws SQLException {
        sql.update("UPDATE operation_entry SET parked = TRUE WHERE id = ?", id);
    }

    static void unpark(Sql sql, UUID id) throws SQLException {
        sql.update("UPDATE operation_entry SET parked = FALSE WHERE id = ?", id);
    }

    static void checkpoint(Sql sql, UUID id, String resumeToken) throws SQLException {
        sql.update("UPDATE operation_entry SET resume_token = ? WHERE id = ?", resumeToken, id);
    }

    static void progress(Sql sql, UUID id, double progress, String message) throws SQLException {
        sql.update("UPDATE operation_entry SET progress = ?, message = ? WHERE id = ?", progress, message, id);
    }

    static void end(Sql sql, UUID id, Ending ending, Instant now) throws SQLException {
        sql.update(
                "UPDATE operation_entry SET status = ?, result = ?, failure_code = ?, failure_category = ?,"
                        + " failure_message = ?, ended_at = ?, parked = FALSE WHERE id = ?",
                ending.status(),
                Json.write(ending.result()),
                ending.failure().map(Operation.Failure::code),
                ending.failure().map(Operation.Failure::category),
                ending.failure().map(Operation.Failure::message),
                now,
                id);
        if (ending.status() == Operation.Status.SUCCEEDED) {
            sql.update("UPDATE operation_entry SET progress = 1 WHERE id = ?", id);
        }
    }

    static void requestCancel(Sql sql, UUID id) throws SQLException {
        sql.update("UPDATE operation_entry SET cancel_requested = TRUE WHERE id = ?", id);
    }

    static boolean cancelRequested(Sql sql, UUID id) throws SQLException {
        return sql.one("SELECT cancel_requested FROM operation_entry WHERE id = ?", row -> row.flag(1), id)
                .orElse(true);
    }

    /** Queues it anew on behalf of the caller; the resume token stays. */
    static void requeue(Sql sql, UUID id, Caller caller) throws SQLException {
        sql.update(
                "UPDATE operation_entry SET status = 'QUEUED', cancel_requested = FALSE, failure_code = NULL,"
                        + " failure_category = NULL, failure_message = NULL, ended_at = NULL, subject_kind = ?,"
                        + " subject_id = ?, subject_name = ?, credential = ?, correlation = ?, trace_id = ?"
                        + " WHERE id = ?",
                caller.subject().kind(),
                caller.subject().id(),
                caller.subject().name(),
                caller.credential(),
                caller.correlation(),
                caller.traceId(),
                id);
    }

    static List<UUID> parked(Sql sql, String kind) throws SQLException {
        return sql.query("SELECT id FROM operation_entry WHERE kind = ? AND parked = TRUE", row -> row.uuid(1), kind);
    }

    private static Entry entry(Row row) throws SQLException {
        Subject subject = new Subject(Subject.Kind.valueOf(row.text(6)), row.uuid(7), row.text(8));
        Optional<Operation.Failure> failure = row.optionalText(16).isEmpty()
                ? Optional.empty()
                : Optional.of(new Operation.Failure(row.text(16), row.text(17), row.text(18)));
        Operation operation = new Operation(
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.uuid(4),
                row.optionalText(5),
                subject,
                Operation.Status.valueOf(row.text(11)),
                values(row.text(12)),
                values(row.text(13)),
                row.real(14),
                row.text(15),
                failure,
                row.integer(19),
                row.flag(20),
                row.instant(24),
                row.optionalInstant(25),
                row.optionalInstant(26));
        Caller caller =
                new Caller(subject, Caller.Source.OPERATION, row.optionalUuid(9), row.text(10), row.optionalText(27));
        return new Entry(operation, caller, row.optionalText(21), row.text(22), row.integer(23));
    }

    private static Values values(String text) {
        return text.equals("{}") ? Values.empty() : Json.read(text);
    }
}
