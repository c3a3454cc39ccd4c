package coop.plenum.core.content.item;

import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Finds items of whatever type. */
final class ItemLookup {
    private final TypeRegistry registry;

    ItemLookup(TypeRegistry registry) {
        this.registry = registry;
    }

    Optional<StoredItem> find(Sql sql, UUID id) throws SQLException {
        Optional<TypeTable> table = sql.one("SELECT type FROM content_item WHERE id = ?", row -> row.text(1), id)
                .flatMap(registry::find);
        return table.isEmpty() ? Optional.empty() : ItemRows.load(sql, table.get(), id);
    }

    StoredItem require(Sql sql, UUID id) throws SQLException {
        return find(sql, id).orElseThrow(() -> ItemGuard.missing(id));
    }
}
