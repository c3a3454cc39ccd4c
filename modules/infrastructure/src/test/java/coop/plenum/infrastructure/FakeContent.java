package coop.plenum.infrastructure;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Items in memory, with just enough of the real service's rules for the engine to meet them. */
public final class FakeContent implements ContentService, ContentTypes {
    private final Map<UUID, Item> items = new LinkedHashMap<>();
    private final Map<String, ContentType> types = new LinkedHashMap<>();
    private final Map<UUID, Item> deleted = new HashMap<>();
    private final Map<UUID, Subject> authors = new HashMap<>();
    private final Map<UUID, Map<Long, Item>> revisions = new HashMap<>();
    private final Set<UUID> blind = new HashSet<>();
    private int writes;
    /** Runs before what has been seen is taken in. */
    public Runnable beforeObserving = () -> {};

    /** Does not see sensitive fields from now on. */
    public synchronized void blind(Caller caller) {
        blind.add(caller.subject().id());
    }

    public synchronized void type(ContentType type) {
        types.put(type.name(), type);
    }

    /** How many items have been written. */
    public synchronized int writes() {
        return writes;
    }

    public synchronized List<Item> ofType(String type) {
        return items.values().stream().filter(item -> item.type().equals(type)).toList();
    }

    public synchronized Item get(UUID id) {
        return Optional.ofNullable(items.get(id)).orElseThrow();
    }

    /** Puts all items back as they are now. */
    synchronized Runnable snapshot() {
        Map<UUID, Item> before = new LinkedHashMap<>(items);
        return () -> {
            synchronized (this) {
                items.clear();
                items.putAll(before);
            }
        };
    }

    /** Into another space. */
    public synchronized void move(UUID id, UUID space) {
        Item old = get(id);
        put(new Item(
                id,
                old.type(),
                space,
                old.title(),
                old.labels(),
                old.state(),
                old.values(),
                old.desired(),
                old.management(),
                old.revision() + 1,
                old.createdAt(),
                Instant.now()));
    }

    private Item put(Item item) {
        writes++;
        items.put(item.id(), item);
        revisions.computeIfAbsent(item.id(), id -> new HashMap<>()).put(item.revision(), item);
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

    private void requireSettable(String type, Values values) {
        List<Violation> problems = find(type).map(ContentType::fields).orElse(List.of()).stream()
                .filter(field -> !field.settable() && values.asMap().containsKey(field.name()))
                .map(field -> new Violation("/values/" + field.name(), "read-only-field", "It is reported."))
                .toList();
        if (!problems.isEmpty()) {
            throw PlenumException.invalid("invalid-item", "The item is not valid.", problems);
        }
    }

    @Override
    public synchronized Item create(Caller caller, NewItem item) {
        requireSettable(item.type(), item.values());
        Item made = put(made(item));
        authors.put(made.id(), caller.subject());
        return made;
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
    public synchronized Item validate(Caller caller, NewItem item) {
        return made(item);
    }

    @Override
    public synchronized List<Item> createAll(Caller caller, List<NewItem> news) {
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
    public synchronized Item update(Caller caller, UUID id, long expectedRevision, ItemPatch patch) {
        Item old = current(id, expectedRevision);
        requireSettable(old.type(), patch.values());
        Item changed = with(
                old,
                patch.state().orElse(old.state()),
                old.values().merge(patch.values()),
                old.desired(),
                old.management());
        return changed.values().equals(old.values()) && changed.state() == old.state() ? old : put(changed);
    }

    @Override
    public synchronized void delete(Caller caller, UUID id, long expectedRevision, String reason) {
        deleted.put(id, current(id, expectedRevision));
        items.remove(id);
    }

    @Override
    public synchronized Optional<Item> find(Caller caller, UUID id) {
        return Optional.ofNullable(items.get(id)).map(item -> shown(caller, item));
    }

    /** As in the real service: a module sees all fields of the types it brings, and nobody else those that are internal. */
    private Item shown(Caller caller, Item item) {
        boolean module = caller.subject().kind() == Subject.Kind.MODULE;
        ContentType type = types.get(item.type());
        if (type == null || (module && type.owner().equals(caller.subject().name()))) {
            return item;
        }
        boolean sensitive = !module && !blind.contains(caller.subject().id());
        Map<String, Object> shown = new HashMap<>(item.values().asMap());
        type.fields().stream()
                .filter(field -> field.is(Field.Flag.INTERNAL) || (field.is(Field.Flag.SENSITIVE) && !sensitive))
                .forEach(field -> shown.remove(field.name()));
        return new Item(
                item.id(),
                item.type(),
                item.space(),
                item.title(),
                item.labels(),
                item.state(),
                Values.of(shown),
                item.desired(),
                item.management(),
                item.revision(),
                item.createdAt(),
                item.updatedAt());
    }

    @Override
    public synchronized Map<String, Long> counts(Caller caller, Optional<UUID> space) {
        return items.values().stream().collect(Collectors.groupingBy(Item::type, Collectors.counting()));
    }

    @Override
    public synchronized Page<Item> list(Caller caller, ItemQuery query) {
        int from = query.page().after().map(Integer::valueOf).orElse(0);
        List<Item> all = items.values().stream()
                .filter(item -> query.type().isEmpty() || query.type().get().equals(item.type()))
                .filter(item -> !query.filter().startsWith("connection")
                        || item.management()
                                .filter(tie ->
                                        query.filter().contains(tie.connection().toString()))
                                .isPresent())
                .filter(item -> !query.filter().contains("!managed")
                        || item.management()
                                .filter(tie ->
                                        !tie.managed() && tie.vanishedAt().isEmpty())
                                .isPresent())
                .filter(item -> !query.filter().contains("state == \"draft\"") || item.state() == State.DRAFT)
                .filter(item -> !query.filter().contains("drifted == true")
                        || item.management()
                                .filter(tie -> !tie.drift().isEmpty())
                                .isPresent())
                .toList();
        int to = Math.min(all.size(), from + query.page().limit());
        return Page.of(all.subList(from, to), to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty());
    }

    @Override
    public synchronized ObservationResult observe(Caller caller, UUID connection, List<Observation> seen) {
        beforeObserving.run();
        for (Observation observation : seen) {
            if (observation.title().equals("broken")) {
                throw PlenumException.invalid(
                        "invalid-item", "broken", List.of(new Violation("/0", "invalid-value", "It is broken.")));
            }
        }
        int created = 0;
        int updated = 0;
        for (Observation observation : seen) {
            giveWay(caller, connection, observation);
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

    /** What a sync has met gives way to the item that it was made for. */
    private void giveWay(Caller caller, UUID connection, Observation observation) {
        findExternal(caller, connection, observation.type(), observation.externalId())
                .filter(other ->
                        observation.item().filter(id -> !id.equals(other.id())).isPresent())
                .ifPresent(other -> {
                    if (other.management().filter(Management::managed).isPresent()) {
                        throw PlenumException.conflict("value-taken", "It belongs to another item already.");
                    }
                    items.remove(other.id());
                });
    }

    private Item bound(Item item, UUID connection, Observation observation) {
        if (item.management()
                .flatMap(Management::externalId)
                .filter(id -> !id.equals(observation.externalId()))
                .isPresent()) {
            throw PlenumException.conflict("managed-item", "The item belongs to another resource already.");
        }
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
    public synchronized int vanish(Caller caller, UUID connection, String type, Set<String> seenExternalIds) {
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
    public synchronized void release(Caller caller, UUID id) {
        Item item = get(id);
        Management tie = item.management().orElseThrow();
        Management gone = new Management(
                tie.connection(),
                Optional.empty(),
                tie.managed(),
                Optional.empty(),
                Optional.of(Instant.now()),
                List.of());
        put(with(item, item.state(), item.values(), item.desired(), Optional.of(gone)));
    }

    @Override
    public synchronized Optional<Item> findExternal(Caller caller, UUID connection, String type, String externalId) {
        return ofType(type).stream()
                .filter(item -> item.management()
                        .filter(tie -> tie.connection().equals(connection)
                                && tie.externalId().equals(Optional.of(externalId)))
                        .isPresent())
                .findFirst();
    }

    @Override
    public synchronized Item publishDesired(
            Caller caller, UUID id, long expectedRevision, boolean managed, Values desired, String reason) {
        Item old = current(id, expectedRevision);
        Management tie = old.management().orElseThrow();
        Management now = new Management(
                tie.connection(), tie.externalId(), managed, tie.observedAt(), tie.vanishedAt(), List.of());
        Map<String, Object> values = new HashMap<>(old.values().asMap());
        types.get(old.type()).fields().stream()
                .filter(field -> managed && field.mode() == Field.Mode.DESIRED)
                .forEach(field ->
                        values.put(field.name(), desired.get(field.name()).orElse(null)));
        values.values().removeIf(Objects::isNull);
        return put(with(old, State.PUBLISHED, Values.of(values), desired, Optional.of(now)));
    }

    @Override
    public synchronized Page<Revision> revisions(Caller caller, UUID id, PageRequest page) {
        Item last = Optional.ofNullable(items.get(id)).orElseGet(() -> Objects.requireNonNull(deleted.get(id)));
        Values snapshot = Values.builder()
                .put("title", last.title())
                .put("space", last.space().toString())
                .put("values", last.values())
                .put("desired", last.desired())
                .build();
        return Page.of(
                List.of(new Revision(
                        id,
                        last.revision(),
                        authors.getOrDefault(id, caller.subject()),
                        last.updatedAt(),
                        "",
                        Values.empty(),
                        snapshot,
                        "")),
                Optional.empty());
    }

    @Override
    public synchronized Optional<Revision> revision(Caller caller, UUID id, long number) {
        return Optional.ofNullable(revisions.getOrDefault(id, Map.of()).get(number))
                .map(item -> shown(caller, item))
                .map(item -> new Revision(
                        id,
                        number,
                        authors.getOrDefault(id, caller.subject()),
                        item.updatedAt(),
                        "",
                        Values.empty(),
                        Values.of("values", item.values()),
                        ""));
    }

    @Override
    public synchronized Item revert(Caller caller, UUID id, long expectedRevision, long toNumber, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Page<Reference> referencesTo(Caller caller, UUID id, PageRequest page) {
        List<Reference> found = new ArrayList<>();
        for (Item item : items.values()) {
            // the real one has resolved what a provider gives by external ids
            item.values().merge(item.desired()).asMap().forEach((field, value) -> {
                List<?> targets =
                        value instanceof List<?> list ? list : Objects.isNull(value) ? List.of() : List.of(value);
                if (targets.contains(id.toString())) {
                    found.add(new Reference(item.id(), item.type(), item.title(), field, id));
                }
            });
        }
        return Page.of(found, Optional.empty());
    }

    @Override
    public synchronized List<ContentType> all() {
        return new ArrayList<>(types.values());
    }

    @Override
    public synchronized Optional<ContentType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    @Override
    public synchronized ContentType define(Caller caller, ContentType type) {
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
    public synchronized void remove(Caller caller, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized List<ContentType> parse(String owner, String json) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void adopt(Caller caller, String module, Collection<ContentType> more) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void orphan(Caller caller, String module, boolean purge) {
        throw new UnsupportedOperationException();
    }
}
