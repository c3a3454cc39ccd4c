package coop.plenum.core.rest.fake;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.Reference;
import coop.plenum.api.content.Revision;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Migration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Items in one table of a real database, so that units of work commit and roll back as they do. */
public final class FakeContent implements ContentService {
    private final Database database;
    private final FakeTypes types;
    /** While set, a create waits for it. */
    public volatile CountDownLatch hold = new CountDownLatch(0);
    /** Counted down by the first create. */
    public final CountDownLatch entered = new CountDownLatch(1);

    public FakeContent(Database database, FakeTypes types) {
        this.database = database;
        this.types = types;
        database.migrate(
                "fake",
                List.of(Migration.of(
                        1,
                        "items",
                        "CREATE TABLE fake_item (id ${uuid} PRIMARY KEY, type ${text}, space ${uuid}, title ${text},"
                                + " fields ${text}, revision BIGINT)")));
    }

    @Override
    public Item create(Caller caller, NewItem item) {
        Item made = validate(caller, item);
        entered.countDown();
        try {
            if (!hold.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Held too long.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        database.write(sql -> sql.update(
                "INSERT INTO fake_item VALUES (?, ?, ?, ?, ?, ?)",
                made.id(),
                made.type(),
                made.space(),
                made.title(),
                Json.write(made.values()),
                1L));
        return made;
    }

    @Override
    public List<Item> createAll(Caller caller, List<NewItem> items) {
        return database.write(
                sql -> items.stream().map(item -> create(caller, item)).toList());
    }

    @Override
    public Item validate(Caller caller, NewItem item) {
        if (types.find(item.type()).isEmpty()) {
            throw PlenumException.invalid("unknown-type", "There is no type " + item.type() + ".");
        }
        return item(Ids.next(), item.type(), item.space(), item.title(), item.values(), 1);
    }

    private static Item item(UUID id, String type, UUID space, String title, Values values, long revision) {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        return new Item(
                id,
                type,
                space,
                title,
                Map.of("tier", "prod"),
                coop.plenum.api.content.State.PUBLISHED,
                values,
                Values.empty(),
                Optional.empty(),
                revision,
                now,
                now);
    }

    @Override
    public Item update(Caller caller, UUID id, long expectedRevision, ItemPatch patch) {
        return database.write(sql -> {
            Item now = expect(caller, id, expectedRevision);
            sql.update(
                    "UPDATE fake_item SET title = ?, fields = ?, revision = revision + 1 WHERE id = ?",
                    patch.title().orElse(now.title()),
                    Json.write(now.values().merge(patch.values())),
                    id);
            return find(caller, id).orElseThrow();
        });
    }

    @Override
    public void delete(Caller caller, UUID id, long expectedRevision, String reason) {
        database.write(sql -> {
            expect(caller, id, expectedRevision);
            return sql.update("DELETE FROM fake_item WHERE id = ?", id);
        });
    }

    private Item expect(Caller caller, UUID id, long revision) {
        Item now = find(caller, id).orElseThrow(() -> PlenumException.missing("item-missing", "No such item."));
        if (now.revision() != revision) {
            throw new PlenumException(
                    PlenumException.Category.STALE, "stale-revision", "The item has changed. Read it again.");
        }
        return now;
    }

    @Override
    public Optional<Item> find(Caller caller, UUID id) {
        return all().stream().filter(item -> item.id().equals(id)).findFirst();
    }

    private List<Item> all() {
        return database.read(sql -> sql.query(
                "SELECT id, type, space, title, fields, revision FROM fake_item ORDER BY id",
                row -> item(
                        row.uuid(1), row.text(2), row.uuid(3), row.text(4), Json.read(row.text(5)), row.number(6))));
    }

    /** The cursor is the number of items passed. */
    @Override
    public Map<String, Long> counts(Caller caller, Optional<UUID> space) {
        return all().stream().collect(Collectors.groupingBy(Item::type, Collectors.counting()));
    }

    @Override
    public Page<Item> list(Caller caller, ItemQuery query) {
        if (query.filter().contains("slow")) {
            database.read(sql -> sql.one(
                    "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 1000000) a, SYSTEM_RANGE(1, 1000000) b WHERE a.x * b.x = 0",
                    row -> row.number(1)));
        }
        if (query.filter().contains("nope")) {
            throw PlenumException.invalid("unknown-filter-field", "There is no field \"nope\" at 1:1.");
        }
        List<Item> all = all();
        int from = query.page().after().map(FakeContent::offset).orElse(0);
        int to = Math.min(all.size(), from + query.page().limit());
        return new Page<>(
                new ArrayList<>(all.subList(from, to)),
                to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty(),
                query.total() ? java.util.OptionalLong.of(all.size()) : java.util.OptionalLong.empty());
    }

    private static int offset(String cursor) {
        try {
            return Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            throw PlenumException.invalid("invalid-cursor", "The cursor is not one of ours.");
        }
    }

    @Override
    public Page<Revision> revisions(Caller caller, UUID id, PageRequest page) {
        return Page.of(List.of(), Optional.empty());
    }

    @Override
    public Optional<Revision> revision(Caller caller, UUID id, long number) {
        return Optional.empty();
    }

    @Override
    public Item revert(Caller caller, UUID id, long expectedRevision, long toNumber, String reason) {
        return expect(caller, id, expectedRevision);
    }

    @Override
    public Page<Reference> referencesTo(Caller caller, UUID id, PageRequest page) {
        return Page.of(List.of(), Optional.empty());
    }

    @Override
    public ObservationResult observe(Caller caller, UUID connection, List<Observation> seen) {
        return new ObservationResult(0, 0, 0, 0);
    }

    @Override
    public int vanish(Caller caller, UUID connection, String type, Set<String> seenExternalIds) {
        return 0;
    }

    @Override
    public void release(Caller caller, UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Item> findExternal(Caller caller, UUID connection, String type, String externalId) {
        return Optional.empty();
    }

    @Override
    public Item publishDesired(
            Caller caller, UUID id, long expectedRevision, boolean managed, Values desired, String reason) {
        return expect(caller, id, expectedRevision);
    }
}
