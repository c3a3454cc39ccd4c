package coop.plenum.blueprint;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.Reference;
import coop.plenum.api.content.Revision;
import coop.plenum.api.content.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Items in memory, with just enough of the real service's rules for the module to meet them. */
public final class FakeContent implements ContentService, ContentTypes {
    private final Map<UUID, Item> items = new LinkedHashMap<>();
    private final Set<UUID> hidden = new HashSet<>();
    private final Map<String, ContentType> types = new LinkedHashMap<>();
    private int writes;

    public void type(ContentType type) {
        types.put(type.name(), type);
    }

    /** How many items have been written. */
    public int writes() {
        return writes;
    }

    public List<Item> ofType(String type) {
        return items.values().stream().filter(item -> item.type().equals(type)).toList();
    }

    public Item get(UUID id) {
        return Optional.ofNullable(items.get(id)).orElseThrow();
    }

    /** From everybody but modules. */
    public void hide(UUID id) {
        hidden.add(id);
    }

    public void remove(UUID id) {
        items.remove(id);
    }

    private Item put(Item item) {
        writes++;
        items.put(item.id(), item);
        return item;
    }

    private static Item with(Item old, State state, Values values, Values desired, Optional<Management> management) {
        return new Item(
                old.id(),
                old.type(),
                old.space(),
                old.title(),
                old.labels(),
                state,
                values,
                desired,
                management,
                old.revision() + 1,
                old.createdAt(),
                Instant.now());
    }

    @Override
    public Item create(Caller caller, NewItem item) {
        return put(made(item));
    }

    private static Item made(NewItem item) {
        return new Item(
                UUID.randomUUID(),
                item.type(),
                item.space(),
                item.title(),
                item.labels(),
                item.connection().isPresent() ? State.DRAFT : item.state(),
                item.values(),
                Values.empty(),
                item.connection()
                        .map(connection -> new Management(
                                connection, Optional.empty(), true, Optional.empty(), Optional.empty(), List.of())),
                1,
                Instant.now(),
                Instant.now());
    }

    @Override
    public Item validate(Caller caller, NewItem item) {
        return made(item);
    }

    @Override
    public List<Item> createAll(Caller caller, List<NewItem> news) {
        return news.stream().map(item -> create(caller, item)).toList();
    }

    private Item current(UUID id, long expectedRevision) {
        Item item = items.get(id);
        if (item == null) {
            throw PlenumException.missing("item-missing", "There is no such item.");
        }
        if (item.revision() != expectedRevision) {
            throw new PlenumException(PlenumException.Category.STALE, "stale-revision", "Read it again.");
        }
        return item;
    }

    @Override
    public Item update(Caller caller, UUID id, long expectedRevision, ItemPatch patch) {
        Item old = current(id, expectedRevision);
        Item changed = with(
                old,
                patch.state().orElse(old.state()),
                old.values().merge(patch.values()),
                old.desired(),
                old.management());
        return changed.values().equals(old.values()) && changed.state() == old.state() ? old : put(changed);
    }

    @Override
    public void delete(Caller caller, UUID id, long expectedRevision, String reason) {
        current(id, expectedRevision);
        items.remove(id);
    }

    @Override
    public Optional<Item> find(Caller caller, UUID id) {
        boolean seen = caller.subject().kind() == Subject.Kind.MODULE || !hidden.contains(id);
        return Optional.ofNullable(items.get(id)).filter(item -> seen);
    }

    @Override
    public Map<String, Long> counts(Caller caller, Optional<UUID> space) {
        return items.values().stream().collect(Collectors.groupingBy(Item::type, Collectors.counting()));
    }

    @Override
    public Page<Item> list(Caller caller, ItemQuery query) {
        int from = query.page().after().map(Integer::valueOf).orElse(0);
        List<Item> all = items.values().stream()
                .filter(item -> query.type().isEmpty() || query.type().get().equals(item.type()))
                .filter(item -> !query.filter().startsWith("title == ")
                        || query.filter().equals("title == \"" + item.title() + "\""))
                .toList();
        int to = Math.min(all.size(), from + query.page().limit());
        return Page.of(all.subList(from, to), to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty());
    }

    @Override
    public ObservationResult observe(Caller caller, UUID connection, List<Observation> seen) {
        for (Observation observation : seen) {
            if (observation.title().equals("broken")) {
                throw PlenumException.invalid(
                        "invalid-item", "broken", List.of(new Violation("/0", "invalid-value", "It is broken.")));
            }
        }
        int created = 0;
        int updated = 0;
        for (Observation observation : seen) {
            Optional<Item> known = observation
                    .item()
                    .map(this::get)
                    .or(() -> findExternal(caller, connection, observation.type(), observation.externalId()));
            if (known.isEmpty()) {
                created++;
                put(bound(
                        made(new NewItem(
                                observation.type(),
                                observation.space(),
                                observation.title(),
                                observation.labels(),
                                State.PUBLISHED,
                                Values.empty(),
                                Optional.empty(),
                                "")),
                        connection,
                        observation));
            } else {
                Item after = bound(known.get(), connection, observation);
                if (!after.values().equals(known.get().values())
                        || !after.management().equals(known.get().management())) {
                    updated++;
                    put(after);
                }
            }
        }
        return new ObservationResult(created, updated, seen.size() - created - updated, 0);
    }

    private Item bound(Item item, UUID connection, Observation observation) {
        Values.Builder values = Values.builder();
        ContentType type = Optional.ofNullable(types.get(item.type())).orElseThrow();
        for (Field field : type.fields()) {
            Values from = field.mode() == Field.Mode.DESIRED ? item.values() : observation.values();
            values.put(field.name(), from.get(field.name()).orElse(null));
        }
        boolean managed = item.management().filter(Management::managed).isPresent();
        Values now = values.build();
        Management tie = new Management(
                connection,
                Optional.of(observation.externalId()),
                managed,
                Optional.empty(),
                Optional.empty(),
                managed ? drift(item.desired(), now) : List.of());
        return with(item, item.state(), now, item.desired(), Optional.of(tie));
    }

    private static List<String> drift(Values desired, Values observed) {
        return desired.asMap().keySet().stream()
                .filter(name -> !desired.get(name).equals(observed.get(name)))
                .toList();
    }

    @Override
    public int vanish(Caller caller, UUID connection, String type, Set<String> seenExternalIds) {
        int vanished = 0;
        for (Item item : ofType(type)) {
            Optional<Management> tie = item.management()
                    .filter(management -> management.connection().equals(connection)
                            && management.vanishedAt().isEmpty()
                            && management.externalId().isPresent()
                            && !seenExternalIds.contains(management.externalId().get()));
            if (tie.isPresent()) {
                vanished++;
                Management gone = new Management(
                        connection,
                        tie.get().externalId(),
                        tie.get().managed(),
                        Optional.empty(),
                        Optional.of(Instant.now()),
                        List.of());
                put(with(item, item.state(), item.values(), item.desired(), Optional.of(gone)));
            }
        }
        return vanished;
    }

    @Override
    public void release(Caller caller, UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Item> findExternal(Caller caller, UUID connection, String type, String externalId) {
        return ofType(type).stream()
                .filter(item -> item.management()
                        .filter(tie -> tie.connection().equals(connection)
                                && tie.externalId().equals(Optional.of(externalId)))
                        .isPresent())
                .findFirst();
    }

    @Override
    public Item publishDesired(
            Caller caller, UUID id, long expectedRevision, boolean managed, Values desired, String reason) {
        Item old = current(id, expectedRevision);
        Management tie = old.management().orElseThrow();
        Management now = new Management(
                tie.connection(), tie.externalId(), managed, tie.observedAt(), tie.vanishedAt(), List.of());
        return put(with(old, State.PUBLISHED, old.values(), desired, Optional.of(now)));
    }

    @Override
    public Page<Revision> revisions(Caller caller, UUID id, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Revision> revision(Caller caller, UUID id, long number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Item revert(Caller caller, UUID id, long expectedRevision, long toNumber, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Reference> referencesTo(Caller caller, UUID id, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ContentType> all() {
        return new ArrayList<>(types.values());
    }

    @Override
    public Optional<ContentType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    @Override
    public ContentType define(Caller caller, ContentType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ContentType check(Caller caller, ContentType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkRemoval(Caller caller, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Caller caller, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ContentType> parse(String owner, String json) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void adopt(Caller caller, String module, Collection<ContentType> more) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void orphan(Caller caller, String module, boolean purge) {
        throw new UnsupportedOperationException();
    }
}
