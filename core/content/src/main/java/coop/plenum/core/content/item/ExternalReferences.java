package coop.plenum.core.content.item;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.core.content.item.Seen.External;
import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * References that providers give by the remote system's identifiers. Those whose target is not there yet are parked and
 * settled when it appears.
 */
final class ExternalReferences {
    private final TypeRegistry registry;
    private final ItemWriter writer;
    private final ItemLookup lookup;

    ExternalReferences(TypeRegistry registry, ItemWriter writer) {
        this.registry = registry;
        this.writer = writer;
        this.lookup = new ItemLookup(registry);
    }

    private record Target(String type, String externalId) {}

    /** The ids that external references of a batch stand for. */
    static final class Resolved {
        private final Map<Target, UUID> ids;

        private Resolved(Map<Target, UUID> ids) {
            this.ids = ids;
        }

        private Optional<UUID> id(External external) {
            return Optional.ofNullable(ids.get(new Target(external.type(), external.externalId())));
        }

        private List<External> open(Seen seen) {
            return seen.external().stream()
                    .filter(external -> id(external).isEmpty())
                    .toList();
        }

        /** The values with all references whose targets are known. */
        Values values(Seen seen) {
            Map<String, @Nullable Object> values =
                    new LinkedHashMap<>(seen.values().asMap());
            for (External external : seen.external()) {
                id(external)
                        .ifPresent(id -> values.compute(
                                external.field(),
                                (name, old) -> insert(external.multiple(), external.place(), old, id)));
            }
            return Values.of(values);
        }

        /** Of a reference that is not resolved yet nobody can say whether it differs. */
        StoredItem withoutPendingDrift(Seen seen, StoredItem item) {
            Set<String> open = new HashSet<>();
            open(seen).forEach(external -> open.add(external.field()));
            Tie tie = item.tie();
            return tie == null || open.isEmpty()
                    ? item
                    : item.tied(tie.drift(tie.drift().stream()
                            .filter(field -> !open.contains(field))
                            .toList()));
        }
    }

    private static Object insert(boolean multiple, int place, @Nullable Object old, UUID id) {
        if (!multiple) {
            return id.toString();
        }
        List<Object> list = new ArrayList<>();
        if (old instanceof List<?> present) {
            list.addAll(present);
        }
        list.add(Math.min(place, list.size()), id.toString());
        return list;
    }

    /** @param batch items that are about to be written count as there */
    Resolved resolve(Sql sql, UUID connection, Map<Seen, StoredItem> batch) throws SQLException {
        Map<String, Set<String>> wanted = new HashMap<>();
        Map<Target, UUID> ids = new HashMap<>();
        batch.forEach((seen, item) -> {
            ids.put(new Target(item.table().type().name(), seen.observation().externalId()), item.id());
            seen.external()
                    .forEach(external -> wanted.computeIfAbsent(external.type(), type -> new HashSet<>())
                            .add(external.externalId()));
        });
        for (Map.Entry<String, Set<String>> entry : wanted.entrySet()) {
            Optional<TypeTable> table = registry.find(entry.getKey());
            if (table.isPresent()) {
                sql.query(
                        "SELECT external_id, id FROM " + table.get().name()
                                + " WHERE external_id = ANY(?) AND connection_id = ?",
                        row -> Optional.ofNullable(ids.put(new Target(entry.getKey(), row.text(1)), row.uuid(2))),
                        ItemRows.texts(sql, entry.getValue()),
                        connection);
            }
        }
        return new Resolved(ids);
    }

    /** Keeps what could not be resolved, in place of what was kept of the same items before. */
    void park(Sql sql, UUID connection, Resolved resolved, Map<Seen, StoredItem> batch) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Map.Entry<Seen, StoredItem> entry : batch.entrySet()) {
            for (External external : resolved.open(entry.getKey())) {
                rows.add(new @Nullable Object[] {
                    entry.getValue().id(),
                    external.field(),
                    external.place(),
                    connection,
                    external.type(),
                    external.externalId()
                });
            }
        }
        sql.update(
                "DELETE FROM content_pending WHERE source = ANY(?)",
                ItemRows.uuids(sql, batch.values().stream().map(StoredItem::id).toList()));
        sql.batch(
                "INSERT INTO content_pending (source, field, place, connection_id, target_type, external_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                rows);
    }

    private record Parked(UUID source, String field, int place, String type, String externalId) {}

    /** Fills in references to items that have just appeared. */
    void settle(Sql sql, Caller caller, UUID connection, List<StoredItem> appeared) throws SQLException {
        Map<Target, UUID> ids = new HashMap<>();
        Set<String> externalIds = new HashSet<>();
        for (StoredItem item : appeared) {
            if (item.tie() != null && item.tie().externalId() != null) {
                ids.put(new Target(item.table().type().name(), item.tie().externalId()), item.id());
                externalIds.add(item.tie().externalId());
            }
        }
        Map<UUID, List<Parked>> bySource = new LinkedHashMap<>();
        for (Parked parked : sql.query(
                "SELECT source, field, place, target_type, external_id FROM content_pending"
                        + " WHERE external_id = ANY(?) AND connection_id = ? ORDER BY source, field, place",
                row -> new Parked(row.uuid(1), row.text(2), row.integer(3), row.text(4), row.text(5)),
                ItemRows.texts(sql, externalIds),
                connection)) {
            if (ids.containsKey(new Target(parked.type(), parked.externalId()))) {
                bySource.computeIfAbsent(parked.source(), source -> new ArrayList<>())
                        .add(parked);
            }
        }
        List<Write> writes = new ArrayList<>();
        List<@Nullable Object[]> done = new ArrayList<>();
        Map<UUID, StoredItem> sources = lookup.all(sql, bySource.keySet());
        for (Map.Entry<UUID, List<Parked>> entry : bySource.entrySet()) {
            StoredItem before = sources.get(entry.getKey());
            if (before == null) {
                continue;
            }
            Map<String, @Nullable Object> values =
                    new LinkedHashMap<>(before.values().asMap());
            for (Parked parked : entry.getValue()) {
                UUID target = ids.get(new Target(parked.type(), parked.externalId()));
                FieldColumn column = before.table().column(parked.field()).orElse(null);
                if (target != null && column != null) {
                    values.compute(
                            parked.field(), (name, old) -> insert(column.multiple(), parked.place(), old, target));
                }
                done.add(new @Nullable Object[] {parked.source(), parked.field(), parked.place()});
            }
            StoredItem after = before.values(Values.of(values)).drifted();
            writes.add(new Write(before, after, "item.observe", "", null, false));
        }
        if (!writes.isEmpty()) {
            writer.write(sql, caller, writes);
            sql.batch("DELETE FROM content_pending WHERE source = ? AND field = ? AND place = ?", done);
        }
    }
}
