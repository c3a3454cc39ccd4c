package coop.plenum.core.content.item;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.SpaceGuard;
import coop.plenum.api.content.State;
import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes that people make to items. */
public final class ItemEditor {
    private static final int MOST_AT_ONCE = 1000;

    private final Database database;
    private final TypeRegistry registry;
    private final ItemGuard guard;
    private final ItemWriter writer;
    private final ItemLookup lookup;
    private final Spaces spaces;
    private final Iterable<SpaceGuard> spaceGuards;

    /** @param spaceGuards those that there are at the moment */
    public ItemEditor(
            Database database,
            TypeRegistry registry,
            ItemGuard guard,
            ItemWriter writer,
            Spaces spaces,
            Iterable<SpaceGuard> spaceGuards) {
        this.database = database;
        this.registry = registry;
        this.guard = guard;
        this.writer = writer;
        this.lookup = new ItemLookup(registry);
        this.spaces = spaces;
        this.spaceGuards = spaceGuards;
    }

    public List<Item> create(Caller caller, List<NewItem> items, boolean one) {
        if (items.size() > MOST_AT_ONCE) {
            throw PlenumException.invalid(
                    "too-many-items", "At most " + MOST_AT_ONCE + " items can be created at once.");
        }
        return database.write(sql -> guard.shown(caller, writer.write(sql, caller, checked(sql, caller, items, one))));
    }

    public Item validate(Caller caller, NewItem item) {
        return database.read(sql -> {
            StoredItem made = checked(sql, caller, List.of(item), true).get(0).after();
            UniqueCheck.check(sql, made);
            return guard.shown(caller, made.revised(1, made.updatedAt()));
        });
    }

    private List<Write> checked(Sql sql, Caller caller, List<NewItem> items, boolean one) throws SQLException {
        Problems problems = new Problems();
        ReferenceCheck references = new ReferenceCheck(registry, guard, problems);
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            NewItem item = items.get(i);
            TypeTable table = registry.require(item.type());
            Decision decision = guard.require(caller, table, "create", item.space());
            if (item.state() == State.PUBLISHED && item.connection().isEmpty()) {
                guard.require(caller, table, "publish", item.space());
            }
            String at = one ? "" : "/" + i;
            requireSpace(problems, at, item.space());
            StoredItem made = make(problems, at, table, item);
            references.add(at, table, made.values());
            item.connection().ifPresent(connection -> references.add(at + "/connection", connection));
            writes.add(Write.create(made, new ItemValidator(problems, at).reason(item.reason()), decision));
        }
        references.check(sql, caller);
        problems.throwIfAny();
        return writes;
    }

    private void requireSpace(Problems problems, String at, UUID space) {
        boolean exists = space.equals(AccessService.ROOT_SPACE)
                || spaces.find(Caller.system("content"), space).isPresent();
        if (!exists) {
            problems.add(at + "/space", "space-missing", "There is no space " + space + ".");
        }
    }

    private static StoredItem make(Problems problems, String at, TypeTable table, NewItem item) {
        ItemValidator validator = new ItemValidator(problems, at);
        State state = item.connection().isPresent() ? State.DRAFT : item.state();
        if (state != State.DRAFT && state != State.PUBLISHED) {
            problems.add(at + "/state", "invalid-value", "A new item is a draft or published.");
        }
        if (state != State.DRAFT && table.records()) {
            problems.add(at + "/state", "invalid-value", "A new item of this type is a draft.");
        }
        Values values = validator.values(table, item.values());
        for (String name : values.asMap().keySet()) {
            Field field = table.field(name);
            if (field != null && !field.settable()) {
                Edits.readOnly(problems, at, field);
            }
        }
        if (state != State.DRAFT) {
            validator.required(table, values, false);
        }
        UUID id = Ids.next();
        Instant now = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        return new StoredItem(
                table,
                id,
                item.space(),
                validator.title(item.title()),
                validator.labels(item.labels()),
                state,
                values,
                Values.empty(),
                item.connection().map(connection -> Tie.to(connection, true)).orElse(null),
                0,
                now,
                now);
    }

    private StoredItem current(Sql sql, UUID id, long expectedRevision) throws SQLException {
        StoredItem item = lookup.require(sql, id);
        if (item.revision() != expectedRevision) {
            throw ItemWriter.stale();
        }
        return item;
    }

    private StoredItem editable(Sql sql, UUID id, long expectedRevision) throws SQLException {
        StoredItem item = current(sql, id, expectedRevision);
        if (item.table().records() && item.state() != State.DRAFT) {
            throw PlenumException.conflict(
                    "item-is-record",
                    "\"" + item.title() + "\" tells what has been done, so it is neither edited, moved nor deleted.");
        }
        return item;
    }

    /** Permission comes before the revision: who may not change it learns nothing about its state. */
    private Decision permitted(Sql sql, Caller caller, UUID id, String verb) throws SQLException {
        return guard.require(caller, lookup.require(sql, id), verb);
    }

    public Item update(Caller caller, UUID id, long expectedRevision, ItemPatch patch) {
        return database.write(sql -> {
            Decision decision = permitted(sql, caller, id, "edit");
            StoredItem before = editable(sql, id, expectedRevision);
            UUID space = patch.space().orElse(before.space());
            State state = patch.state().orElse(before.state());
            if (!space.equals(before.space())) {
                guard.require(caller, before.table(), "create", space);
                requireMayLeave(caller, before, Optional.of(space));
            }
            boolean publishes = state == State.PUBLISHED || state == State.ARCHIVED;
            if (state != before.state() && (publishes || before.state() == State.PUBLISHED)) {
                guard.require(caller, before.table(), "publish", before.space());
            }
            Problems problems = new Problems();
            if (!space.equals(before.space())) {
                requireSpace(problems, "", space);
            }
            ItemValidator validator = new ItemValidator(problems, "");
            Optional<String> title = patch.title().map(validator::title);
            Map<String, String> labels = Edits.labels(validator, before.labels(), patch.labels());
            Values values = Edits.values(problems, before, patch.values());
            StoredItem after = before.edited(space, title.orElse(before.title()), labels, state, values);
            return finish(
                    sql, caller, problems, Write.update(before, after, validator.reason(patch.reason()), decision));
        });
    }

    private void requireMayLeave(Caller caller, StoredItem item, Optional<UUID> to) {
        Item shown = guard.shown(caller, item);
        if (shown.management().filter(tie -> tie.vanishedAt().isEmpty()).isPresent()) {
            spaceGuards.forEach(one -> one.requireMayLeave(caller, shown, to));
        }
    }

    private Item finish(Sql sql, Caller caller, Problems problems, Write write) throws SQLException {
        StoredItem before = Objects.requireNonNull(write.before());
        StoredItem after = write.after();
        if (after.state() != State.DRAFT) {
            requirePublishable(before, after);
            new ItemValidator(problems, "")
                    .required(
                            after.table(),
                            after.values(),
                            after.tie() != null && after.tie().observed());
        }
        ReferenceCheck references = new ReferenceCheck(registry, guard, problems);
        references.add("", after.table(), Edits.changed(before.values(), after.values()));
        references.check(sql, caller);
        problems.throwIfAny();
        return write.changes()
                ? guard.shown(caller, writer.write(sql, caller, List.of(write)).get(0))
                : guard.shown(caller, before);
    }

    private static void requirePublishable(StoredItem before, StoredItem after) {
        boolean publishes = after.state() == State.PUBLISHED && before.state() != State.PUBLISHED;
        if (publishes && after.tie() != null && after.tie().externalId() == null) {
            throw managed("The resource does not exist yet. Apply a change to create and publish it.");
        }
    }

    private static PlenumException managed(String message) {
        return PlenumException.conflict("managed-item", message);
    }

    public Item revert(Caller caller, UUID id, long expectedRevision, long toNumber, String reason) {
        return database.write(sql -> {
            Decision decision = permitted(sql, caller, id, "edit");
            StoredItem before = editable(sql, id, expectedRevision);
            Values snapshot = RevisionLog.snapshot(sql, id, toNumber)
                    .orElseThrow(() ->
                            PlenumException.missing("revision-missing", "The item has no revision " + toNumber + "."));
            Problems problems = new Problems();
            ItemValidator validator = new ItemValidator(problems, "");
            Values values = Edits.values(problems, before, Edits.settable(before, snapshot.nested("values")));
            boolean theirs = before.tie() == null || !before.tie().observed();
            StoredItem after = before.edited(
                    before.space(),
                    theirs ? snapshot.requireText("title") : before.title(),
                    theirs ? validator.labels(snapshot.nested("labels").asMap()) : before.labels(),
                    before.state(),
                    values);
            return finish(
                    sql,
                    caller,
                    problems,
                    new Write(before, after, "item.revert", validator.reason(reason), decision, false));
        });
    }

    public Item publish(Caller caller, UUID id, long expectedRevision, boolean managed, Values desired, String reason) {
        return database.write(sql -> {
            Decision decision = permitted(sql, caller, id, "publish");
            StoredItem before = current(sql, id, expectedRevision);
            Tie tie = before.tie();
            if (tie == null) {
                throw PlenumException.conflict(
                        "not-connected", "The item does not belong to a connection, so there is nothing to manage.");
            }
            Problems problems = new Problems();
            ItemValidator validator = new ItemValidator(problems, "");
            Values wanted =
                    managed ? withUnseen(caller, before, validator.values(before.table(), desired)) : Values.empty();
            for (String name : wanted.asMap().keySet()) {
                Field field = before.table().field(name);
                if (field != null && !field.settable()) {
                    Edits.readOnly(problems, "", field);
                }
            }
            ReferenceCheck references = new ReferenceCheck(registry, guard, problems);
            references.add("", before.table(), Edits.changed(before.desired(), wanted));
            references.check(sql, caller);
            String why = validator.reason(reason);
            problems.throwIfAny();
            StoredItem after = before.edited(
                            before.space(),
                            before.title(),
                            before.labels(),
                            State.PUBLISHED,
                            managed ? Edits.published(before, wanted) : before.values())
                    .desired(wanted)
                    .tied(tie.managed(managed))
                    .drifted();
            boolean flips = tie.managed() != managed;
            Write write = new Write(before, after, "item.publish", why, decision, flips);
            return write.changes()
                    ? guard.shown(
                            caller, writer.write(sql, caller, List.of(write)).get(0))
                    : guard.shown(caller, before);
        });
    }

    /** What the caller may not see cannot have been meant to be left out. */
    private Values withUnseen(Caller caller, StoredItem before, Values wanted) {
        if (guard.sensitive(caller, before.table()).covers(before.space())) {
            return wanted;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(wanted.asMap());
        before.desired().forEach((name, value) -> {
            Field field = before.table().field(name);
            if (field != null && field.is(Field.Flag.SENSITIVE)) {
                all.putIfAbsent(name, value);
            }
        });
        return Values.of(all);
    }

    public void delete(Caller caller, UUID id, long expectedRevision, String reason) {
        database.write(sql -> {
            Decision decision = permitted(sql, caller, id, "delete");
            StoredItem item = editable(sql, id, expectedRevision);
            Problems problems = new Problems();
            String why = new ItemValidator(problems, "").reason(reason);
            problems.throwIfAny();
            requireMayLeave(caller, item, Optional.empty());
            writer.remove(sql, caller, item, why, decision);
            return null;
        });
    }
}
