package coop.plenum.core.content.item;

import coop.plenum.api.Values;
import coop.plenum.api.content.FieldType;
import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Has what refers to one item refer to another that takes its place. */
final class Successor {
    private final String from;
    private final String to;

    private Successor(UUID from, UUID to) {
        this.from = from.toString();
        this.to = to.toString();
    }

    /** The items that refer to the first one, as they are to be written. */
    static List<Write> repoint(Sql sql, ItemLookup lookup, UUID from, UUID to) throws SQLException {
        Successor successor = new Successor(from, to);
        Set<UUID> sources = new HashSet<>();
        sql.query(
                "SELECT DISTINCT source FROM content_reference WHERE target = ? AND source <> ?",
                row -> sources.add(row.uuid(1)),
                from,
                from);
        return lookup.all(sql, sources).values().stream()
                .map(source -> new Write(source, successor.in(source), "item.observe", "", null, false))
                .toList();
    }

    private StoredItem in(StoredItem source) {
        return source.values(in(source, source.values()))
                .desired(in(source, source.desired()))
                .drifted();
    }

    private Values in(StoredItem source, Values values) {
        Map<String, @Nullable Object> repointed = new LinkedHashMap<>(values.asMap());
        for (FieldColumn column : source.table().columns()) {
            if (column.field().type() == FieldType.REFERENCE) {
                repointed.computeIfPresent(column.field().name(), (name, value) -> in(value));
            }
        }
        return Values.of(repointed);
    }

    private Object in(Object value) {
        return value instanceof List<?> several
                ? several.stream()
                        .map(one -> from.equals(one) ? to : one)
                        .distinct()
                        .toList()
                : from.equals(value) ? to : value;
    }
}
