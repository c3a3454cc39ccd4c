package coop.plenum.core.content.item;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.content.type.LargeTypes;
import coop.plenum.core.content.type.SearchText;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * The one place where items are written: rows, side tables, revision, audit entry, event. Works on many items with a
 * few statements.
 */
public final class ItemWriter {
    private final Database database;
    private final AuditLog audit;
    private final EventAdmin events;
    private final LargeTypes large;

    public ItemWriter(Database database, AuditLog audit, EventAdmin events, LargeTypes large) {
        this.database = database;
        this.audit = audit;
        this.events = events;
        this.large = large;
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** @return the items as they are now, in the order of the writes */
    List<StoredItem> write(Sql sql, Caller caller, List<Write> asked) throws SQLException {
        Instant now = now();
        List<Write> writes = asked.stream().map(write -> revised(write, now)).toList();
        try {
            registry(sql, writes);
            rows(sql, writes);
            SideTables.write(sql, writes);
        } catch (SQLException e) {
            throw taken(e, writes);
        }
        List<Write> changes = writes.stream().filter(Write::changes).toList();
        record(sql, caller, changes);
        database.afterCommit(() -> changes.forEach(
                write -> announce(write.before() == null ? "item.created" : "item.updated", write.after())));
        return writes.stream().map(Write::after).toList();
    }

    private static Write revised(Write write, Instant now) {
        StoredItem before = write.before();
        if (before == null) {
            return write.revised(write.after().revised(1, now));
        }
        return write.changes() ? write.revised(write.after().revised(before.revision() + 1, now)) : write;
    }

    private static void registry(Sql sql, List<Write> writes) throws SQLException {
        List<@Nullable Object[]> inserts = new ArrayList<>();
        List<@Nullable Object[]> updates = new ArrayList<>();
        for (Write write : writes) {
            StoredItem item = write.after();
            Tie tie = item.tie();
            List<@Nullable Object> row = new ArrayList<>();
            row.add(item.space());
            row.add(item.title());
            row.add(SearchText.of(item.table(), item.title(), item.values()));
            row.add(item.state());
            row.add(item.revision());
            row.add(item.updatedAt());
            row.add(tie == null ? null : tie.connection());
            row.add(tie != null && tie.managed());
            row.add(tie != null && tie.vanishedAt() != null);
            row.add(tie != null && !tie.drift().isEmpty());
            row.add(item.id());
            if (write.before() == null) {
                row.add(item.table().type().name());
                row.add(item.createdAt());
                inserts.add(row.toArray());
            } else {
                row.add(write.before().revision());
                updates.add(row.toArray());
            }
        }
        sql.batch(
                "INSERT INTO content_item (space_id, title, search, state, revision, updated_at, connection_id, managed,"
                        + " vanished, drifted, id, type, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                inserts);
        for (int count : sql.batch(
                "UPDATE content_item SET space_id = ?, title = ?, search = ?, state = ?, revision = ?, updated_at = ?,"
                        + " connection_id = ?, managed = ?, vanished = ?, drifted = ? WHERE id = ? AND revision = ?",
                updates)) {
            if (count == 0) {
                throw stale();
            }
        }
    }

    static PlenumException stale() {
        return new PlenumException(
                Category.STALE,
                "stale-revision",
                "The item has been changed since you read it. Read it again and repeat your change.");
    }

    private void rows(Sql sql, List<Write> writes) throws SQLException {
        Map<String, List<@Nullable Object[]>> batches = new LinkedHashMap<>();
        Set<TypeTable> nowLarge = new HashSet<>();
        for (Write write : writes) {
            List<@Nullable Object> row = ItemRows.arguments(write.after());
            if (large.isFirst(write.after().table(), row)) {
                nowLarge.add(write.after().table());
            }
            String statement = write.after().table().insert();
            if (write.before() != null) {
                statement = write.after().table().update();
                row.add(row.remove(0));
            }
            batches.computeIfAbsent(statement, key -> new ArrayList<>()).add(row.toArray());
        }
        for (Map.Entry<String, List<@Nullable Object[]>> batch : batches.entrySet()) {
            sql.batch(batch.getKey(), batch.getValue());
        }
        for (TypeTable table : nowLarge) {
            large.remember(sql, table);
            database.afterCommit(() -> large.add(table));
        }
    }

    private void record(Sql sql, Caller caller, List<Write> changes) throws SQLException {
        List<@Nullable Object[]> revisions = new ArrayList<>();
        for (Write write : changes) {
            StoredItem item = write.after();
            Values snapshot = item.snapshot();
            Values earlier =
                    write.before() == null ? Values.empty() : write.before().snapshot();
            String digest = Json.digest(snapshot);
            revisions.add(new @Nullable Object[] {
                item.id(),
                item.revision(),
                item.table().type().name(),
                item.space(),
                caller.subject().kind(),
                caller.subject().id(),
                caller.subject().name(),
                item.updatedAt(),
                write.reason(),
                Json.write(MergePatch.between(earlier, snapshot)),
                Json.write(snapshot),
                digest
            });
            append(
                    caller,
                    write.action(),
                    item,
                    write.decision(),
                    write.before() == null ? null : Json.digest(earlier),
                    digest);
        }
        sql.batch(
                "INSERT INTO content_revision (item, number, type, space_id, author_kind, author_id, author_name,"
                        + " made_at, reason, diff, snapshot, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                revisions);
    }

    private void append(
            Caller caller,
            String action,
            StoredItem item,
            @Nullable Decision decision,
            @Nullable String before,
            @Nullable String after) {
        AuditEvent event = AuditEvent.of(
                        caller, action, item.table().type().name(), item.id().toString())
                .in(item.space())
                .digests(before, after)
                .with(Values.of("revision", item.revision()));
        audit.append(decision == null ? event : event.decided(decision));
    }

    void announce(String what, StoredItem item) {
        Values data = Values.builder()
                .put("type", item.table().type().name())
                .put("revision", item.revision())
                .build();
        PlatformEvent event = PlatformEvent.in(
                item.space(), item.table().permission("view"), what, item.id().toString(), data);
        events.postEvent(new Event(event.topic(), event.properties()));
    }

    /** Removes all of the item but its revisions. */
    void remove(Sql sql, Caller caller, StoredItem item, String reason, Decision decision) throws SQLException {
        SideTables.remove(sql, item);
        sql.update("DELETE FROM " + item.table().name() + " WHERE id = ?", item.id());
        try {
            if (sql.update("DELETE FROM content_item WHERE id = ? AND revision = ?", item.id(), item.revision()) == 0) {
                throw stale();
            }
        } catch (SQLException e) {
            if (Objects.requireNonNullElse(e.getSQLState(), "").startsWith("2350")) {
                throw inUse(e);
            }
            throw e;
        }
        AuditEvent event = AuditEvent.of(
                        caller,
                        "item.delete",
                        item.table().type().name(),
                        item.id().toString())
                .in(item.space())
                .decided(decision)
                .digests(Json.digest(item.snapshot()), null);
        audit.append(reason.isBlank() ? event : event.with(Values.of("reason", reason)));
        database.afterCommit(() -> announce("item.deleted", item));
    }

    static PlenumException inUse(Exception cause) {
        return new PlenumException(
                Category.CONFLICT,
                "item-in-use",
                "Other items refer to this one. Remove those references first; GET …/references lists them.",
                List.of(),
                null,
                cause);
    }

    /** What a broken unique index means to the caller; other failures are passed on. */
    private static SQLException taken(SQLException e, List<Write> writes) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        for (Write write : "23505".equals(e.getSQLState()) ? writes : List.<Write>of()) {
            for (FieldColumn column : write.after().table().columns()) {
                if (message.contains(column.uniqueIndex())) {
                    throw taken(
                            "/values/" + column.field().name(), column.field().label(), e);
                }
            }
            if (message.contains(write.after().table().index("external_id"))) {
                throw taken("/externalId", "The external id", e);
            }
        }
        return e;
    }

    static PlenumException taken(String pointer, String label, @Nullable SQLException e) {
        String text = "\"" + label + "\" has to be unique, and another item has this value already.";
        return new PlenumException(
                Category.CONFLICT, "value-taken", text, List.of(new Violation(pointer, "value-taken", text)), null, e);
    }
}
