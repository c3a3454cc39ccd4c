package coop.plenum.core.content.item;

import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds items of whatever type. */
public final class ItemLookup {
    private final TypeRegistry registry;

    public ItemLookup(TypeRegistry registry) {
        this.registry = registry;
    }

    public Optional<StoredItem> find(Sql sql, UUID id) throws SQLException {
        Optional<TypeTable> table = sql.one("SELECT type FROM content_item WHERE id = ?", row -> row.text(1), id)
                .flatMap(registry::find);
        return table.isEmpty() ? Optional.empty() : ItemRows.load(sql, table.get(), id);
    }

    /** Those that exist, with one query for each of their types. */
    Map<UUID, StoredItem> all(Sql sql, Collection<UUID> ids) throws SQLException {
        Map<String, List<UUID>> byType = new HashMap<>();
        if (!ids.isEmpty()) {
            sql.query(
                    "SELECT id, type FROM content_item WHERE id = ANY(?)",
                    row -> byType.computeIfAbsent(row.text(2), type -> new ArrayList<>())
                            .add(row.uuid(1)),
                    ItemRows.uuids(sql, ids));
        }
        Map<UUID, StoredItem> found = new HashMap<>();
        for (Map.Entry<String, List<UUID>> ofType : byType.entrySet()) {
            Optional<TypeTable> table = registry.find(ofType.getKey());
            if (table.isPresent()) {
                ItemRows.load(sql, table.get(), ofType.getValue()).forEach(item -> found.put(item.id(), item));
            }
        }
        return found;
    }

    StoredItem require(Sql sql, UUID id) throws SQLException {
        return find(sql, id).orElseThrow(() -> ItemGuard.missing(id));
    }
}
