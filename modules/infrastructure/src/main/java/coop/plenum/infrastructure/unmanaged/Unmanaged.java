package coop.plenum.infrastructure.unmanaged;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.State;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.ConnectionStore;
import coop.plenum.infrastructure.unmanaged.UnmanagedRule.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources that nobody has taken under management, as far as a rule is about them. Thread-safe. */
@Component(service = Unmanaged.class)
public final class Unmanaged {
    private static final int PAGE = 200;

    private final ContentService content;
    private final Spaces spaces;
    private final Engine engine;
    private final ConnectionStore connections;

    @Activate
    public Unmanaged(
            @Reference ContentService content,
            @Reference Spaces spaces,
            @Reference Engine engine,
            @Reference ConnectionStore connections) {
        this.content = content;
        this.spaces = spaces;
        this.engine = engine;
        this.connections = connections;
    }

    /** A resource that a rule tells of. */
    public record Warned(Item item, UUID connection, UUID ruleId, String rule) {}

    /** What the caller may see and published rules tell of, by connection and title. */
    public List<Warned> warned(Caller caller, Optional<UUID> space, int most) {
        List<UnmanagedRule> rules = published();
        Map<UUID, Warned> warned = new LinkedHashMap<>();
        for (UnmanagedRule rule : rules) {
            if (rule.answer() == Answer.WARN) {
                each(
                        caller,
                        rule,
                        rules,
                        space,
                        most,
                        (connection, item) ->
                                warned.putIfAbsent(item.id(), new Warned(item, connection, rule.id(), rule.title())));
            }
        }
        return warned.values().stream().limit(most).toList();
    }

    /** Takes a resource of a connection. */
    @FunctionalInterface
    interface Taker {
        void take(UUID connection, Item item);
    }

    /** What a rule is about and no other one says to ignore. */
    void each(Caller caller, UnmanagedRule rule, int most, Taker taker) {
        each(caller, rule, published(), Optional.empty(), most, taker);
    }

    private void each(
            Caller caller, UnmanagedRule rule, List<UnmanagedRule> rules, Optional<UUID> space, int most, Taker taker) {
        SpaceScope below = spaces.below(rule.space());
        int[] taken = {0};
        for (UUID connection : connections(rule)) {
            List<UnmanagedRule> ignoring = rules.stream()
                    .filter(other -> other.answer() == Answer.IGNORE && other.concerns(connection))
                    .toList();
            met(caller, connection, space).stream()
                    .filter(item -> taken[0] < most)
                    .filter(item -> rule.concerns(item.type()) && below.covers(item.space()))
                    .filter(item -> ignoring.stream()
                            .noneMatch(other -> other.concerns(item.type())
                                    && spaces.below(other.space()).covers(item.space())))
                    .forEach(item -> {
                        taken[0]++;
                        taker.take(connection, item);
                    });
        }
    }

    /**
     * Read whole before any is taken: one that is adopted is no longer in the list. Without the connection, which stands for
     * itself, and without what is just being made: that has an item already, to which it is tied once its provider is done.
     */
    private List<Item> met(Caller caller, UUID connection, Optional<UUID> space) {
        String ofConnection = "connection == \"" + connection + "\" && ";
        List<Item> met = all(caller, ofConnection + "!managed && !vanished", space);
        met.removeIf(item -> item.id().equals(connection));
        if (!met.isEmpty()) {
            Set<Named> awaited = new HashSet<>();
            all(caller, ofConnection + "state == \"draft\"", Optional.empty())
                    .forEach(item -> awaited.add(Named.of(item)));
            met.removeIf(item -> awaited.contains(Named.of(item)));
        }
        return met;
    }

    private record Named(String type, String title) {
        static Named of(Item item) {
            return new Named(item.type(), item.title());
        }
    }

    private List<Item> all(Caller caller, String filter, Optional<UUID> space) {
        List<Item> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            ItemQuery query = ItemQuery.everything().filter(filter).sort("title");
            Page<Item> page = content.list(
                    caller,
                    new ItemQuery(
                            query.type(),
                            query.trait(),
                            space,
                            query.search(),
                            query.filter(),
                            query.sort(),
                            query.total(),
                            new PageRequest(PAGE, after)));
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    List<UUID> connections(UnmanagedRule rule) {
        List<UUID> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Connection> page = connections.list(new PageRequest(PAGE, after));
            page.items().stream().map(Connection::id).filter(rule::concerns).forEach(all::add);
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    List<UnmanagedRule> published() {
        List<UnmanagedRule> rules = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Item> page = content.list(
                    engine.caller(),
                    ItemQuery.ofType(UnmanagedRule.TYPE).sort("title").page(new PageRequest(PAGE, after)));
            page.items().stream()
                    .filter(item -> item.state() == State.PUBLISHED)
                    .map(UnmanagedRule::of)
                    .filter(rule -> rule.holdsAt(Instant.now()))
                    .forEach(rules::add);
            after = page.next();
        } while (after.isPresent());
        return rules;
    }

    Optional<UnmanagedRule> find(UUID id) {
        return published().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
