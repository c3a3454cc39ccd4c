package coop.plenum.core.content.item;

import coop.plenum.api.Values;
import coop.plenum.api.content.State;
import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Between rows of a type's table and items. */
public final class ItemRows {
    /**
     * One row {@code w.x} for each element of an array, to be joined. H2 looks at all elements for each row that
     * {@code = ANY(?)} finds, which for a thousand takes a second.
     */
    static final String EACH = "UNNEST(?) AS w(x)";

    private ItemRows() {}

    /** @param row of the select list of {@link TypeTable#select}, from the first column on */
    public static StoredItem map(TypeTable table, Row row) throws SQLException {
        Values.Builder values = Values.builder();
        int column = TypeTable.BASE.size();
        for (FieldColumn field : table.columns()) {
            values.put(field.field().name(), field.fromColumn(row, ++column));
        }
        return new StoredItem(
                table,
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                labels(row.text(4)),
                State.valueOf(row.text(5)),
                values.build(),
                json(row.textOrNull(17)),
                tie(row),
                row.number(6),
                row.instant(7),
                row.instant(8));
    }

    private static @Nullable Tie tie(Row row) throws SQLException {
        Optional<UUID> connection = row.optionalUuid(9);
        if (connection.isEmpty()) {
            return null;
        }
        Instant observed = row.optionalInstant(12).orElse(null);
        Instant vanished = row.optionalInstant(15).orElse(null);
        String drift = row.textOrNull(16);
        return new Tie(
                connection.get(),
                row.textOrNull(10),
                row.flag(11),
                observed,
                row.textOrNull(13),
                row.textOrNull(14),
                vanished,
                drift == null ? List.of() : List.of(drift.split(",")));
    }

    private static Values json(@Nullable String text) {
        return text == null || text.equals("{}") ? Values.empty() : Json.read(text);
    }

    static Map<String, String> labels(String text) {
        Values stored = json(text);
        if (stored.isEmpty()) {
            return Map.of();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        stored.forEach((name, value) -> labels.put(name, String.valueOf(value)));
        return labels;
    }

    /** The arguments of {@link TypeTable#insert}. */
    static List<@Nullable Object> arguments(StoredItem item) {
        List<@Nullable Object> arguments = new ArrayList<>();
        Tie tie = item.tie();
        arguments.add(item.id());
        arguments.add(item.space());
        arguments.add(item.title());
        arguments.add(Json.writeAny(item.labels()));
        arguments.add(item.state());
        arguments.add(item.revision());
        arguments.add(item.createdAt());
        arguments.add(item.updatedAt());
        arguments.add(tie == null ? null : tie.connection());
        arguments.add(tie == null ? null : tie.externalId());
        arguments.add(tie != null && tie.managed());
        arguments.add(tie == null ? null : tie.observedAt());
        arguments.add(tie == null ? null : tie.digest());
        arguments.add(tie == null ? null : tie.seen());
        arguments.add(tie == null ? null : tie.vanishedAt());
        arguments.add(tie == null || tie.drift().isEmpty() ? null : String.join(",", tie.drift()));
        arguments.add(item.desired().isEmpty() ? null : Json.write(item.desired()));
        for (FieldColumn column : item.table().columns()) {
            arguments.add(
                    column.toColumn(item.values().asMap().get(column.field().name())));
        }
        return arguments;
    }

    /** Those of the ids that exist, in one query, in no order. */
    public static List<StoredItem> load(Sql sql, TypeTable table, Collection<UUID> ids) throws SQLException {
        return ids.isEmpty()
                ? List.of()
                : sql.query(
                        "SELECT " + table.select() + " FROM " + EACH + " JOIN " + table.name() + " t ON t.id = w.x",
                        row -> map(table, row),
                        uuids(sql, ids));
    }

    static Optional<StoredItem> load(Sql sql, TypeTable table, UUID id) throws SQLException {
        return sql.one(
                "SELECT " + table.select() + " FROM " + table.name() + " t WHERE t.id = ?", row -> map(table, row), id);
    }

    /** An array argument, for {@link #EACH} or, if short, {@code = ANY(?)}. */
    public static Object uuids(Sql sql, Collection<UUID> ids) throws SQLException {
        return sql.connection().createArrayOf("uuid", ids.toArray());
    }

    static Object texts(Sql sql, Collection<String> texts) throws SQLException {
        return sql.connection().createArrayOf("varchar", texts.toArray());
    }
}
