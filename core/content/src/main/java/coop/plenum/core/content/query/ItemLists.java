package coop.plenum.core.content.query;

import coop.plenum.api.Page;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.core.content.item.ItemGuard;
import coop.plenum.core.content.item.ItemRows;
import coop.plenum.core.content.item.StoredItem;
import coop.plenum.core.content.query.Listing.Rows;
import coop.plenum.core.content.query.Sort.Hit;
import coop.plenum.core.content.type.LargeTypes;
import coop.plenum.core.content.type.SearchText;
import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pages of items: of one type, of all types with a trait, or of everything. */
public final class ItemLists {
    private final Database database;
    private final TypeRegistry registry;
    private final ItemGuard guard;
    private final Spaces spaces;
    private final Selectivity selectivity = new Selectivity();
    private final Schema all = Schema.everything();
    private final Schemas schemas = new Schemas();
    private final Filters filters = new Filters();

    public ItemLists(Database database, TypeRegistry registry, ItemGuard guard, Spaces spaces) {
        this.database = database;
        this.registry = registry;
        this.guard = guard;
        this.spaces = spaces;
    }

    public Page<Item> list(Caller caller, ItemQuery query) {
        Optional<CelFilter> filter =
                Optional.of(query.filter()).filter(text -> !text.isBlank()).map(filters::of);
        Optional<String> type = query.type()
                .or(() -> query.trait().isPresent()
                        ? Optional.empty()
                        : filter.flatMap(parts -> FilterCompiler.type(parts.root()))
                                .filter(name -> registry.find(name).isPresent()));
        return database.read(sql -> {
            if (type.isPresent()) {
                return tables(sql, caller, query, filter, List.of(registry.require(type.get())), "type:" + type.get());
            }
            return query.trait().isPresent()
                    ? tables(
                            sql,
                            caller,
                            query,
                            filter,
                            registry.withTrait(query.trait().get()),
                            "trait:" + query.trait().get())
                    : everything(sql, caller, query, filter);
        });
    }

    public Map<String, Long> counts(Caller caller, Optional<UUID> space) {
        return database.read(sql -> {
            Fragment where = visible(sql, caller, space);
            Map<String, Long> counts = new LinkedHashMap<>();
            sql
                    .query(
                            "SELECT t.type, COUNT(*) FROM " + all.table() + " t WHERE " + where.sql()
                                    + " GROUP BY t.type ORDER BY 2 DESC, t.type",
                            row -> Map.entry(row.text(1), row.number(2)),
                            where.arguments().toArray())
                    .stream()
                    // of a type that has been removed there may be items still
                    .filter(entry -> registry.find(entry.getKey()).isPresent())
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    private static String sort(ItemQuery query) {
        return query.sort().isBlank() ? Sort.DEFAULT : query.sort();
    }

    private Page<Item> tables(
            Sql sql, Caller caller, ItemQuery query, Optional<CelFilter> filter, List<TypeTable> tables, String list)
            throws SQLException {
        List<Listing<StoredItem>> listings = new ArrayList<>();
        Sort sort = null;
        List<Schema> together = schemas.together(tables, sql.dialect());
        for (int i = 0; i < tables.size(); i++) {
            Listing<StoredItem> listing = listing(sql, caller, query, filter, tables.get(i), together.get(i));
            requireSameKind(sort, listing.sort());
            sort = listing.sort();
            listings.add(listing);
        }
        if (sort == null) {
            return new Page<>(List.of(), Optional.empty(), query.total() ? OptionalLong.of(0) : OptionalLong.empty());
        }
        Cursor after = cursor(query, list, sort);
        int limit = query.page().limit();
        List<Hit<StoredItem>> hits = new ArrayList<>();
        List<Hit<StoredItem>> ends = new ArrayList<>();
        for (Listing<StoredItem> listing : listings) {
            Rows<StoredItem> rows = listing.page(sql, selectivity, after, limit + 1);
            hits.addAll(rows.hits());
            if (rows.cut()) {
                ends.add(hits.get(hits.size() - 1));
            }
        }
        Comparator<Hit<StoredItem>> order = sort.comparator(sql.dialect());
        if (listings.size() > 1) {
            hits.sort(order);
        }
        // what comes after the end of one table may have to stand behind what that table has next
        Optional<Hit<StoredItem>> end = ends.stream().min(order);
        boolean cut = end.isPresent();
        if (cut) {
            hits = hits.subList(0, hits.indexOf(end.get()) + 1);
        }
        long total = 0;
        for (Listing<StoredItem> listing : query.total() ? listings : List.<Listing<StoredItem>>of()) {
            total += listing.count(sql);
        }
        return page(
                query,
                list,
                hits,
                cut,
                total,
                found -> guard.shown(caller, found.stream().map(Hit::what).toList()));
    }

    /** Types of one trait may still differ in a field that is not the trait's. */
    private static void requireSameKind(@Nullable Sort one, Sort other) {
        if (one != null && one.target().field().type() != other.target().field().type()) {
            throw PlenumException.invalid(
                    "invalid-sort",
                    "\"" + other.target().name() + "\" is not of the same type everywhere. Give a single type.");
        }
    }

    /** Makes items of the rows of a page. */
    @FunctionalInterface
    private interface Finish<T> {
        List<Item> items(List<Hit<T>> hits) throws SQLException;
    }

    /** @param cut there may be more, however few there are */
    private static <T> Page<Item> page(
            ItemQuery query, String list, List<Hit<T>> hits, boolean cut, long total, Finish<T> finish)
            throws SQLException {
        int limit = query.page().limit();
        OptionalLong counted = query.total() ? OptionalLong.of(total) : OptionalLong.empty();
        if (hits.size() <= limit && !cut) {
            return new Page<>(finish.items(hits), Optional.empty(), counted);
        }
        List<Hit<T>> shown = hits.subList(0, Math.min(limit, hits.size()));
        Hit<T> last = shown.get(shown.size() - 1);
        String next = Cursor.write(order(query, list), last.shown(), last.id());
        return new Page<>(finish.items(shown), Optional.of(next), counted);
    }

    private static String order(ItemQuery query, String list) {
        return list + "\n" + sort(query);
    }

    private static @Nullable Cursor cursor(ItemQuery query, String list, Sort sort) {
        return query.page()
                .after()
                .map(text -> Cursor.read(order(query, list), sort, text))
                .orElse(null);
    }

    Listing<StoredItem> listing(Sql sql, Caller caller, ItemQuery query, Optional<CelFilter> filter, TypeTable table)
            throws SQLException {
        return listing(sql, caller, query, filter, table, schemas.of(table, sql.dialect()));
    }

    private Listing<StoredItem> listing(
            Sql sql, Caller caller, ItemQuery query, Optional<CelFilter> filter, TypeTable table, Schema schema)
            throws SQLException {
        Sort sort = Sort.of(schema, sort(query));
        List<Condition> parts = new ArrayList<>();
        boolean sensitive = sort.target().sensitive();
        if (filter.isPresent()) {
            FilterCompiler compiler = new FilterCompiler(filter.get(), schema);
            flatten(compiler.compile(), parts);
            sensitive |= compiler.sensitive();
        }
        parts.addAll(searched(query, schema));
        List<SpaceScope> scopes = new ArrayList<>();
        scopes.add(guard.scope(caller, table, "view"));
        if (sensitive) {
            // Where the values are hidden, nothing may be found out about them either.
            scopes.add(guard.scope(caller, table, "view-sensitive"));
        }
        query.space().ifPresent(space -> scopes.add(spaces.below(space)));
        Fragment places = places(sql, scopes);
        return new Listing<>(
                schema,
                table.select(),
                TypeTable.BASE.size() + table.columns().size(),
                row -> ItemRows.map(table, row),
                sort,
                parts,
                places,
                registry.large().contains(table) ? Optional.of(StoredItem::size) : Optional.empty());
    }

    private static List<Condition> searched(ItemQuery query, Schema schema) {
        return SearchText.asked(query.search()).stream()
                .<Condition>map(word -> new Condition.Searched(schema.search(), word))
                .toList();
    }

    private static void flatten(Condition condition, List<Condition> parts) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(part -> flatten(part, parts));
        } else {
            parts.add(condition);
        }
    }

    private static Fragment places(Sql sql, List<SpaceScope> scopes) throws SQLException {
        SpaceScope both = scopes.stream().reduce(new SpaceScope.Everywhere(), SpaceScope::and);
        if (!(both instanceof SpaceScope.Within limited)) {
            return Fragment.TRUE;
        }
        Set<UUID> within = limited.spaces();
        if (within.isEmpty()) {
            return Fragment.FALSE;
        }
        return within.size() == 1
                ? Fragment.of("t.space_id = ?", within.iterator().next())
                : Fragment.of("t.space_id = ANY(?)", ItemRows.uuids(sql, within));
    }

    private record Entry(UUID id, String type) {}

    private Page<Item> everything(Sql sql, Caller caller, ItemQuery query, Optional<CelFilter> filter)
            throws SQLException {
        Listing<Entry> listing = everythingListing(sql, caller, query, filter);
        String list = "everything";
        Cursor after = cursor(query, list, listing.sort());
        int limit = query.page().limit();
        List<Hit<Entry>> hits = listing.page(sql, selectivity, after, limit + 1).hits();
        List<Hit<Entry>> wanted = hits.subList(0, Math.min(limit, hits.size()));
        Map<UUID, StoredItem> loaded = new HashMap<>();
        int fitting = load(sql, wanted, loaded);
        boolean cut = fitting < wanted.size();
        return page(
                query,
                list,
                cut ? wanted.subList(0, fitting) : hits,
                cut,
                query.total() ? listing.count(sql) : 0,
                found -> guard.shown(
                        caller,
                        found.stream()
                                .map(hit -> loaded.get(hit.id()))
                                .filter(item -> item != null)
                                .toList()));
    }

    Listing<Entry> everythingListing(Sql sql, Caller caller, ItemQuery query, Optional<CelFilter> filter)
            throws SQLException {
        List<Condition> parts = new ArrayList<>();
        filter.ifPresent(cel -> flatten(new FilterCompiler(cel, all).compile(), parts));
        parts.addAll(searched(query, all));
        return new Listing<>(
                all,
                "t.id, t.type",
                2,
                row -> new Entry(row.uuid(1), row.text(2)),
                Sort.of(all, sort(query)),
                parts,
                visible(sql, caller, query.space()),
                Optional.empty());
    }

    /** Types that are seen in the same spaces share a condition. */
    private Fragment visible(Sql sql, Caller caller, Optional<UUID> space) throws SQLException {
        Map<SpaceScope, List<String>> byScope = new LinkedHashMap<>();
        for (TypeTable table : registry.all()) {
            byScope.computeIfAbsent(guard.scope(caller, table, "view"), scope -> new ArrayList<>())
                    .add(table.type().name());
        }
        byScope.remove(new SpaceScope.Within(Set.of()));
        List<Fragment> alternatives = new ArrayList<>();
        for (Map.Entry<SpaceScope, List<String>> entry : byScope.entrySet()) {
            List<Fragment> both = new ArrayList<>();
            if (entry.getValue().size() < registry.all().size()) {
                both.add(Fragment.of(
                        "t.type = ANY(?)",
                        sql.connection()
                                .createArrayOf("varchar", entry.getValue().toArray())));
            }
            both.add(places(sql, List.of(entry.getKey())));
            alternatives.add(Fragment.and(both));
        }
        Fragment seen = alternatives.isEmpty()
                ? Fragment.FALSE
                : alternatives.size() == 1 ? alternatives.get(0) : Fragment.join("OR", alternatives);
        return space.isPresent() ? Fragment.and(List.of(places(sql, List.of(spaces.below(space.get()))), seen)) : seen;
    }

    /** The items of a page; @return how many of the first there is room for */
    private int load(Sql sql, List<Hit<Entry>> hits, Map<UUID, StoredItem> found) throws SQLException {
        List<Hit<Entry>> large = hits.stream().filter(this::isLarge).toList();
        int fitting = hits.size();
        long size = 0;
        for (int from = 0; from < large.size(); from += LargeTypes.AT_ONCE) {
            if (size > LargeTypes.PAGE) {
                fitting = hits.indexOf(large.get(from));
                break;
            }
            List<Hit<Entry>> few = large.subList(from, Math.min(large.size(), from + LargeTypes.AT_ONCE));
            loadAll(sql, few, found);
            size += few.stream()
                    .map(hit -> found.get(hit.id()))
                    .filter(item -> item != null)
                    .mapToLong(StoredItem::size)
                    .sum();
        }
        loadAll(
                sql,
                hits.subList(0, fitting).stream().filter(hit -> !isLarge(hit)).toList(),
                found);
        return fitting;
    }

    private boolean isLarge(Hit<Entry> hit) {
        return registry.find(hit.what().type())
                .filter(registry.large()::contains)
                .isPresent();
    }

    /** With one query for each of their types. */
    private void loadAll(Sql sql, List<Hit<Entry>> hits, Map<UUID, StoredItem> found) throws SQLException {
        Map<String, List<UUID>> byType = hits.stream()
                .collect(Collectors.groupingBy(
                        hit -> hit.what().type(),
                        LinkedHashMap::new,
                        Collectors.mapping(hit -> hit.what().id(), Collectors.toList())));
        for (Map.Entry<String, List<UUID>> entry : byType.entrySet()) {
            Optional<TypeTable> table = registry.find(entry.getKey());
            if (table.isPresent()) {
                ItemRows.load(sql, table.get(), entry.getValue()).forEach(item -> found.put(item.id(), item));
            }
        }
    }
}
