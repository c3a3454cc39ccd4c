package coop.plenum.core.audit;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.audit.AuditEntry;
import coop.plenum.api.audit.AuditQuery;
import coop.plenum.core.audit.tlog.Rfc6962;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries, newest first, within the spaces a caller may see. One condition of equality, the most selective, drives
 * the index that is walked; naming its column in the order keeps H2 from sorting all matches.
 */
final class EntryQuery {
    /** Spaces of which each is asked for its newest; of more the newest of all are looked through. */
    private static final int FEW = 32;

    private static final String SELECT =
            "SELECT e.entry_index, e.event_id, e.time, e.leaf, p.personal_value, e.actor_name FROM audit_entry e";
    private static final String NAMES = " LEFT JOIN audit_personal p ON p.reference = e.actor_name";

    private static final Comparator<AuditEntry> NEWEST_FIRST = Comparator.comparing(AuditEntry::time)
            .thenComparing(AuditEntry::index)
            .reversed();

    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> arguments = new ArrayList<>();
    private String driver = "";
    private String hint = "";

    private EntryQuery(Sql sql, SpaceScope scope) throws SQLException {
        if (scope instanceof SpaceScope.Within within) {
            restrict(sql, within.spaces());
        }
    }

    static Page<AuditEntry> page(Sql sql, SpaceScope scope, AuditQuery query, PageRequest page) throws SQLException {
        List<AuditEntry> rows = new ArrayList<>();
        for (SpaceScope part : parts(sql, scope, query)) {
            rows.addAll(newest(sql, part, query, page));
        }
        rows.sort(NEWEST_FIRST);
        if (rows.size() <= page.limit()) {
            return Page.of(rows, Optional.empty());
        }
        List<AuditEntry> items = rows.subList(0, page.limit());
        return Page.of(items, Optional.of(Cursor.at(items.get(items.size() - 1)).toString()));
    }

    private static List<AuditEntry> newest(Sql sql, SpaceScope scope, AuditQuery query, PageRequest page)
            throws SQLException {
        EntryQuery select = new EntryQuery(sql, scope);
        select.where(query);
        select.lead(scope);
        page.after().map(Cursor::parse).ifPresent(select::after);
        return select.run(sql, page.limit() + 1);
    }

    /** A few spaces one by one, since no index has their entries in one order; where something else drives, all at once. */
    private static List<SpaceScope> parts(Sql sql, SpaceScope scope, AuditQuery query) throws SQLException {
        EntryQuery whole = new EntryQuery(sql, scope);
        whole.where(query);
        return whole.driver.isEmpty()
                        && scope instanceof SpaceScope.Within within
                        && within.spaces().size() <= FEW
                        && !within.spaces().isEmpty()
                        && !within.spaces().contains(AccessService.ROOT_SPACE)
                ? within.spaces().stream()
                        .<SpaceScope>map(space -> new SpaceScope.Within(Set.of(space)))
                        .toList()
                : List.of(scope);
    }

    static Optional<AuditEntry> byIndex(Sql sql, SpaceScope scope, long index) throws SQLException {
        EntryQuery select = new EntryQuery(sql, scope);
        select.and("e.entry_index = ?", index);
        return select.run(sql, 1).stream().findFirst();
    }

    static Optional<AuditEntry> byEvent(Sql sql, SpaceScope scope, UUID eventId) throws SQLException {
        EntryQuery select = new EntryQuery(sql, scope);
        select.and("e.event_id = ?", eventId);
        return select.run(sql, 1).stream().findFirst();
    }

    /** The one space of somebody who sees no more drives like one that was asked for. */
    private void lead(SpaceScope scope) {
        if (driver.isEmpty() && scope instanceof SpaceScope.Within within && isOne(within.spaces())) {
            driver = "e.space, ";
        }
    }

    private static boolean isOne(Set<UUID> spaces) {
        return spaces.size() == 1 && !spaces.contains(AccessService.ROOT_SPACE);
    }

    private void restrict(Sql sql, Set<UUID> spaces) throws SQLException {
        if (spaces.isEmpty()) {
            conditions.add("1 = 0");
        } else if (isOne(spaces)) {
            and("e.space = ?", spaces.iterator().next());
        } else {
            // What happened in no space concerns the whole site, so it takes the whole site to see it.
            String nowhere = spaces.contains(AccessService.ROOT_SPACE) ? "e.space IS NULL OR " : "";
            and("(" + nowhere + "e.space = ANY(?))", sql.connection().createArrayOf("uuid", spaces.toArray()));
            // else H2 finds them by their spaces and sorts them all
            hint = sql.dialect() == Dialect.H2 ? " USE INDEX (audit_entry_time)" : "";
        }
    }

    private void where(AuditQuery query) {
        drive("e.correlation", query.correlation().map(Leaf::bounded));
        drive("e.target_id", query.targetId().map(Leaf::bounded));
        drive("e.actor", query.actor());
        drive("e.action", query.action().map(Leaf::bounded));
        drive("e.space", query.space());
        drive("e.outcome", query.outcome().map(Enum::name));
        query.targetType().ifPresent(type -> and("e.target_type = ?", Leaf.bounded(type)));
        query.from().ifPresent(from -> and("e.time >= ?", from));
        query.until().ifPresent(until -> and("e.time < ?", until));
    }

    private void drive(String column, Optional<?> value) {
        if (value.isPresent()) {
            and(column + " = ?", value.get());
            driver = driver.isEmpty() ? column + ", " : driver;
        }
    }

    private void after(Cursor cursor) {
        and("e.time <= ?", cursor.time());
        conditions.add("(e.time < ? OR e.entry_index < ?)");
        arguments.add(cursor.time());
        arguments.add(cursor.index());
    }

    private void and(String condition, Object argument) {
        conditions.add(condition);
        arguments.add(argument);
    }

    private List<AuditEntry> run(Sql sql, int limit) throws SQLException {
        return sql.query(statement(limit), EntryQuery::entry, arguments.toArray());
    }

    private String statement(int limit) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return SELECT + (driver.isEmpty() ? hint : "") + NAMES + where + " ORDER BY " + driver
                + "e.time DESC, e.entry_index DESC FETCH FIRST " + limit + " ROWS ONLY";
    }

    private static AuditEntry entry(Row row) throws SQLException {
        byte[] leaf = row.bytes(4);
        Optional<String> clear = Optional.of(row.text(6)).filter(name -> !name.startsWith("sha256:"));
        return new AuditEntry(
                row.number(1),
                row.uuid(2).toString(),
                row.instant(3),
                leaf,
                Rfc6962.leafHash(leaf),
                row.optionalText(5).or(() -> clear));
    }

    /** The last entry of a page. */
    private record Cursor(Instant time, long index) {
        static Cursor at(AuditEntry entry) {
            return new Cursor(entry.time(), entry.index());
        }

        static Cursor parse(String text) {
            String[] parts = text.split("\\.", 2);
            try {
                return new Cursor(
                        Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), Long.parseLong(parts[1]));
            } catch (RuntimeException e) {
                throw PlenumException.invalid(
                        "invalid-cursor", "\"after\" must be the \"next\" of the page before, unchanged.");
            }
        }

        @Override
        public String toString() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time) + "." + index;
        }
    }
}
