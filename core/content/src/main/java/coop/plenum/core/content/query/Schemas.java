package coop.plenum.core.content.query;

import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Dialect;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** The schemas of tables, made once. Thread-safe. */
final class Schemas {
    /** By the very tables; a changed type has a new one. */
    private final Map<TypeTable, Schema> known = Collections.synchronizedMap(new WeakHashMap<>());

    Schema of(TypeTable table, Dialect dialect) {
        return known.computeIfAbsent(table, one -> Schema.of(one, dialect));
    }

    /** Those of a list of several tables, in their order. */
    List<Schema> together(List<TypeTable> tables, Dialect dialect) {
        List<Schema> alone = tables.stream().map(table -> of(table, dialect)).toList();
        return alone.size() == 1
                ? alone
                : alone.stream().map(schema -> schema.among(alone)).toList();
    }
}
