package coop.plenum.core.content.item;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.content.ContentService.ObservationResult;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.State;
import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what providers see. What is as it was costs one line of one query; the rest is written in batches, however
 * many resources changed.
 */
public final class Observations {
    private static final int MOST_AT_ONCE = 1000;

    private final Database database;
    private final TypeRegistry registry;
    private final ItemGuard guard;
    private final ItemWriter writer;
    private final AuditLog audit;
    private final ExternalReferences references;
    private final ItemLookup lookup;

    public Observations(Database database, TypeRegistry registry, ItemGuard guard, ItemWriter writer, AuditLog audit) {
        this.database = database;
        this.registry = registry;
        this.guard = guard;
        this.writer = writer;
        this.audit = audit;
        this.references = new ExternalReferences(registry, writer);
        this.lookup = new ItemLookup(registry);
    }

    /** What is known of a resource. */
    private record Known(UUID id, UUID space, @Nullable String digest, boolean vanished) {}

    public ObservationResult observe(Caller caller, UUID connection, List<Observation> observations) {
        if (observations.size() > MOST_AT_ONCE) {
            throw PlenumException.invalid(
                    "too-many-items", "At most " + MOST_AT_ONCE + " observations can be taken in at once.");
        }
        Problems problems = new Problems();
        Map<TypeTable, Map<String, Seen>> byType = new LinkedHashMap<>();
        for (int i = 0; i < observations.size(); i++) {
            TypeTable table = registry.require(observations.get(i).type());
            Seen seen = Seen.of(problems, "/" + i, table, observations.get(i));
            Map<String, Seen> ofType = byType.computeIfAbsent(table, key -> new LinkedHashMap<>());
            if (ofType.put(seen.observation().externalId(), seen) != null) {
                problems.add("/" + i + "/externalId", "duplicate-value", "The same resource was reported twice.");
            }
        }
        problems.throwIfAny();
        return database.write(sql -> {
            Batch batch = new Batch(sql, caller, connection);
            for (Map.Entry<TypeTable, Map<String, Seen>> ofType : byType.entrySet()) {
                batch.sort(ofType.getKey(), ofType.getValue());
            }
            return batch.write();
        });
    }

    /** One call's work within its transaction. */
    private final class Batch {
        private final Sql sql;
        private final Caller caller;
        private final UUID connection;
        private final Instant now = ItemWriter.now();
        private final Map<TypeTable, Map<UUID, Decision>> decisions = new HashMap<>();
        private final Map<Seen, StoredItem> pending = new LinkedHashMap<>();
        private final Map<Seen, @Nullable StoredItem> earlier = new HashMap<>();
        private final Map<UUID, Map<String, String>> inherited = new HashMap<>();
        private int unchanged;

        Batch(Sql sql, Caller caller, UUID connection) {
            this.sql = sql;
            this.caller = caller;
            this.connection = connection;
        }

        void sort(TypeTable table, Map<String, Seen> ofType) throws SQLException {
            Map<String, Known> known = known(sql, table, connection, ofType.keySet());
            Map<UUID, Seen> changed = new LinkedHashMap<>();
            for (Seen seen : ofType.values()) {
                Known found = known.get(seen.observation().externalId());
                Optional<UUID> bound = seen.observation().item();
                if (found == null && bound.isEmpty()) {
                    permit(table, seen.observation().space());
                    pending.put(seen, fresh(seen));
                    continue;
                }
                if (found != null && bound.isPresent() && !bound.get().equals(found.id())) {
                    giveWay(table, found.id(), bound.get(), seen);
                    found = null;
                }
                if (found != null && !found.vanished() && seen.digest().equals(found.digest())) {
                    permit(table, found.space());
                    unchanged++;
                } else {
                    changed.put(found == null ? bound.orElseThrow() : found.id(), seen);
                }
            }
            load(table, changed);
        }

        /**
         * A resource is there before the item that it was made for can be tied to it, and a sync that meets it in between
         * makes another item of it. That one goes; what refers to it, refers to the right one from then on.
         */
        private void giveWay(TypeTable table, UUID stray, UUID rightful, Seen seen) throws SQLException {
            StoredItem goes = lookup.require(sql, stray);
            StoredItem stays = lookup.require(sql, rightful);
            Tie tie = goes.tie();
            boolean met = tie != null
                    && !tie.managed()
                    && goes.table().equals(stays.table())
                    && !goes.createdAt().isBefore(stays.createdAt().truncatedTo(ChronoUnit.MILLIS));
            if (!met) {
                throw PlenumException.conflict(
                        "value-taken",
                        "The resource \"" + seen.observation().externalId() + "\" belongs to the item " + stray
                                + " already.");
            }
            Decision decision = permit(table, goes.space());
            inherited.put(rightful, ownLabels(goes));
            writer.write(sql, caller, Successor.repoint(sql, lookup, stray, rightful));
            writer.remove(sql, caller, goes, "A sync met what is made for the item " + rightful + ".", decision);
        }

        /** Those that people have given it. */
        private Map<String, String> ownLabels(StoredItem item) {
            Tie tie = item.tie();
            Values seen = tie == null || tie.seen() == null ? Values.empty() : Json.read(tie.seen());
            Map<String, String> own = new LinkedHashMap<>(item.labels());
            own.entrySet()
                    .removeIf(
                            label -> seen.nested("labels").text(label.getKey()).equals(Optional.of(label.getValue())));
            return own;
        }

        private void load(TypeTable table, Map<UUID, Seen> changed) throws SQLException {
            for (StoredItem item : ItemRows.load(sql, table, changed.keySet())) {
                Seen seen = Objects.requireNonNull(changed.remove(item.id()));
                permit(table, item.space());
                requireBindable(seen, item);
                Map<String, String> labels = new LinkedHashMap<>(inherited.getOrDefault(item.id(), Map.of()));
                labels.putAll(item.labels());
                pending.put(seen, item.edited(item.space(), item.title(), labels, item.state(), item.values()));
                earlier.put(seen, item);
            }
            if (!changed.isEmpty()) {
                throw ItemGuard.missing(changed.keySet().iterator().next());
            }
        }

        private void requireBindable(Seen seen, StoredItem item) {
            Tie tie = item.tie();
            boolean other = tie != null
                    && (!tie.connection().equals(connection)
                            || (tie.externalId() != null
                                    && !tie.externalId()
                                            .equals(seen.observation().externalId())));
            if (other) {
                throw PlenumException.conflict(
                        "managed-item", "The item " + item.id() + " belongs to another resource already.");
            }
        }

        private Decision permit(TypeTable table, UUID space) {
            return decisions
                    .computeIfAbsent(table, key -> new HashMap<>())
                    .computeIfAbsent(space, where -> guard.require(caller, table, "observe", where));
        }

        private StoredItem fresh(Seen seen) {
            UUID id = Ids.next();
            Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
            return new StoredItem(
                    seen.table(),
                    id,
                    seen.observation().space(),
                    seen.title(),
                    Map.of(),
                    State.PUBLISHED,
                    Values.empty(),
                    Values.empty(),
                    null,
                    0,
                    made,
                    made);
        }

        ObservationResult write() throws SQLException {
            if (pending.isEmpty()) {
                return new ObservationResult(0, 0, unchanged, 0);
            }
            checkReferences();
            ExternalReferences.Resolved resolved = references.resolve(sql, connection, pending);
            List<Write> writes = new ArrayList<>();
            int created = 0;
            int updated = 0;
            int drifted = 0;
            for (Map.Entry<Seen, StoredItem> entry : pending.entrySet()) {
                Seen seen = entry.getKey();
                StoredItem item = entry.getValue();
                StoredItem before = earlier.get(seen);
                StoredItem after = seen.onto(item, connection, resolved.values(seen), now);
                after = resolved.withoutPendingDrift(seen, after);
                Decision decision = permit(item.table(), item.space());
                Write write = before == null
                        ? Write.create(after, "", decision)
                        : new Write(before, after, "item.observe", "", decision, reappears(before));
                created += before == null ? 1 : 0;
                updated += before != null && write.changes() ? 1 : 0;
                unchanged += before != null && !write.changes() ? 1 : 0;
                drifted += newlyDrifted(before, after) ? 1 : 0;
                writes.add(write);
            }
            List<StoredItem> written = writer.write(sql, caller, writes);
            references.park(sql, connection, resolved, pending);
            references.settle(sql, caller, connection, written);
            return new ObservationResult(created, updated, unchanged, drifted);
        }

        private void checkReferences() throws SQLException {
            Problems problems = new Problems();
            ReferenceCheck check = new ReferenceCheck(registry, guard, problems);
            int place = 0;
            for (Seen seen : pending.keySet()) {
                check.add("/" + place++, seen.table(), seen.values());
            }
            check.check(sql, caller);
            problems.throwIfAny();
        }
    }

    private static boolean reappears(StoredItem before) {
        return before.tie() != null && before.tie().vanishedAt() != null;
    }

    private static boolean newlyDrifted(@Nullable StoredItem before, StoredItem after) {
        boolean was =
                before != null && before.tie() != null && !before.tie().drift().isEmpty();
        return !was && after.tie() != null && !after.tie().drift().isEmpty();
    }

    private static Map<String, Known> known(Sql sql, TypeTable table, UUID connection, Set<String> externalIds)
            throws SQLException {
        Map<String, Known> known = new HashMap<>();
        sql.query(
                "SELECT t.external_id, t.id, t.space_id, t.observed_digest, t.vanished_at IS NOT NULL FROM "
                        + ItemRows.EACH + " JOIN " + table.name()
                        + " t ON t.external_id = w.x WHERE t.connection_id = ?",
                row -> known.put(row.text(1), new Known(row.uuid(2), row.uuid(3), row.textOrNull(4), row.flag(5))),
                ItemRows.texts(sql, externalIds),
                connection);
        return known;
    }

    public int vanish(Caller caller, UUID connection, String type, Set<String> seenExternalIds) {
        TypeTable table = registry.require(type);
        return database.write(sql -> {
            Set<UUID> gone = new HashSet<>();
            sql.query(
                    "SELECT id, external_id FROM " + table.name()
                            + " WHERE connection_id = ? AND external_id IS NOT NULL AND vanished_at IS NULL",
                    row -> seenExternalIds.contains(row.text(2)) || gone.add(row.uuid(1)),
                    connection);
            Instant now = ItemWriter.now();
            List<StoredItem> items = ItemRows.load(sql, table, gone);
            List<@Nullable Object[]> rows = new ArrayList<>();
            Map<UUID, Decision> decisions = new HashMap<>();
            for (StoredItem item : items) {
                decisions.computeIfAbsent(item.space(), space -> guard.require(caller, table, "observe", space));
                rows.add(new @Nullable Object[] {now, now, item.id()});
            }
            sql.batch("UPDATE " + table.name() + " SET vanished_at = ?, updated_at = ? WHERE id = ?", rows);
            sql.batch(
                    "UPDATE content_item SET vanished = TRUE, updated_at = ? WHERE id = ?",
                    items.stream()
                            .map(item -> new @Nullable Object[] {now, item.id()})
                            .toList());
            for (StoredItem item : items) {
                audit.append(
                        AuditEvent.of(caller, "item.vanish", type, item.id().toString())
                                .in(item.space())
                                .decided(Objects.requireNonNull(decisions.get(item.space())))
                                .with(Values.of("revision", item.revision())));
            }
            database.afterCommit(() -> items.forEach(item -> writer.announce("item.updated", item)));
            return items.size();
        });
    }

    public void release(Caller caller, UUID id) {
        database.write(sql -> {
            StoredItem item = lookup.require(sql, id);
            Decision decision = guard.require(caller, item.table(), "observe", item.space());
            Tie tie = item.tie();
            if (tie == null || tie.externalId() == null) {
                return id;
            }
            Instant now = ItemWriter.now();
            sql.update(
                    "UPDATE " + item.table().name() + " SET external_id = NULL, vanished_at = ?, updated_at = ?"
                            + " WHERE id = ?",
                    now,
                    now,
                    id);
            sql.update("UPDATE content_item SET vanished = TRUE, updated_at = ? WHERE id = ?", now, id);
            audit.append(
                    AuditEvent.of(caller, "item.vanish", item.table().type().name(), id.toString())
                            .in(item.space())
                            .decided(decision)
                            .with(Values.builder()
                                    .put("revision", item.revision())
                                    .put("externalId", tie.externalId())
                                    .build()));
            database.afterCommit(() -> writer.announce("item.updated", item));
            return id;
        });
    }

    public Optional<Item> find(Caller caller, UUID connection, String type, String externalId) {
        TypeTable table = registry.require(type);
        return database.read(sql -> sql.one(
                        "SELECT " + table.select() + " FROM " + table.name()
                                + " t WHERE t.external_id = ? AND t.connection_id = ?",
                        row -> ItemRows.map(table, row),
                        externalId,
                        connection)
                .filter(item -> guard.sees(caller, item))
                .map(item -> guard.shown(caller, item)));
    }
}
