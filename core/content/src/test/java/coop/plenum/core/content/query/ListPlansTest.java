package coop.plenum.core.content.query;

import static coop.plenum.core.content.FakeAccess.user;
import static coop.plenum.core.content.World.ROOT;
import static coop.plenum.core.content.World.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.core.content.World;
import coop.plenum.core.content.item.ItemGuard;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.ExplainedDatabase;
import coop.plenum.core.store.OnEachEngine;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks at the plan of every statement that a list runs: each walks an index; none sorts or scans all there is. */
class ListPlansTest {
    private static final int ROWS = 6000;
    private static final UUID SHOP = new UUID(9, 1);
    private static final UUID LAB = new UUID(9, 2);
    private static final List<String> SORTS = List.of(
            "title", "updatedAt", "createdAt", "state", "id", "cores", "hostname", "address", "bought", "spare");
    private static final List<String> FILTERS = List.of(
            "",
            "size == \"small\"",
            "cores >= 0",
            "has(cores)",
            "!drifted && revision == 1",
            "labels.tier == \"prod\"");

    private static World filled(Database database) {
        World world = new World(database).withTypes();
        world.create("test.place", "p", Values.empty());
        String table = world.registry.require("test.server").name();
        boolean h2 = database.dialect() == Dialect.H2;
        String series = h2 ? "SYSTEM_RANGE(1, " + ROWS + ")" : "generate_series(1, " + ROWS + ") AS r(x)";
        String id = h2 ? "RANDOM_UUID()" : "gen_random_uuid()";
        database.write(sql -> {
            sql.update(
                    "INSERT INTO " + table + " (id, space_id, title, labels, state, revision, created_at, updated_at,"
                            + " managed, f_cores_integer, f_hostname_string, f_size_enum) SELECT " + id
                            + ", CAST('" + ROOT + "' AS UUID), 't' || x, '{}', 'PUBLISHED', 1, CURRENT_TIMESTAMP,"
                            + " CURRENT_TIMESTAMP, FALSE, CASE WHEN MOD(x, 3) > 0 THEN x END, 'h' || x,"
                            + " CASE WHEN MOD(x, 2) = 0 THEN 'small' ELSE 'large' END FROM " + series);
            sql.update("INSERT INTO content_item (id, type, space_id, title, state, revision, created_at, updated_at,"
                    + " managed, vanished, drifted) SELECT id, 'test.server', space_id, title, state, revision,"
                    + " created_at, updated_at, FALSE, FALSE, FALSE FROM " + table);
            sql.update("INSERT INTO " + world.registry.require("test.server").elements()
                    + " (item, field, element) SELECT id, 'roles', 'r' || substring(title, 2) FROM " + table);
            sql.update("INSERT INTO " + world.registry.require("test.server").elements()
                    + " (item, field, element) SELECT id, 'addresses', '40a00' || lpad(substring(title, 2), 4, '0') FROM "
                    + table);
            sql.update("INSERT INTO content_label (item, name, label_value) SELECT id, 'tier', 'prod' FROM " + table);
            return null;
        });
        database.read(sql -> sql.update("ANALYZE"));
        return world;
    }

    private static List<String> plans(
            World world, Caller caller, @Nullable String type, String filter, String sort, @Nullable Cursor after) {
        ItemLists lists = new ItemLists(world.database, world.registry, new ItemGuard(world.access), world.spaces);
        Optional<CelFilter> cel = filter.isEmpty() ? Optional.empty() : Optional.of(CelFilter.parse(filter));
        ItemQuery query = (type == null ? ItemQuery.everything() : ItemQuery.ofType(type)).sort(sort);
        return world.database.read(sql -> {
            Listing<?> listing = type == null
                    ? lists.everythingListing(sql, caller, query, cel)
                    : lists.listing(sql, caller, query, cel, world.registry.require(type));
            List<String> plans = new ArrayList<>();
            for (Fragment statement : listing.statements(sql, new Selectivity(), after, 51)) {
                plans.add(explain(sql, statement));
            }
            return plans;
        });
    }

    private static String explain(Sql sql, Fragment statement) throws SQLException {
        return String.join(
                "\n",
                sql.query(
                        "EXPLAIN " + statement.sql(),
                        row -> row.text(1),
                        statement.arguments().toArray()));
    }

    private static void assertOrdered(Dialect dialect, String what, List<String> plans) {
        assertThat(plans).isNotEmpty();
        for (String plan : plans) {
            if (dialect == Dialect.H2) {
                assertThat(plan).as(what).contains("/* index sorted */").doesNotContain("tableScan");
            } else {
                assertThat(plan)
                        .as(what)
                        .contains("Index Scan")
                        .doesNotContain("Sort")
                        .doesNotContain("Seq Scan on item_");
            }
        }
    }

    private static Cursor middle(World world, String sort) {
        UUID id = new UUID(0x7fffffffffffffffL, 0x8000000000000000L);
        Object key = switch (sort.replace("-", "")) {
            case "title" -> "t3";
            case "state" -> "PUBLISHED";
            case "cores" -> 3000L;
            case "hostname" -> "h3";
            case "address" -> "40a000001";
            case "spare" -> true;
            case "id", "createdAt" -> id;
            default -> java.time.Instant.now();
        };
        assertThat(world.registry.all()).isNotEmpty();
        return new Cursor(key, id);
    }

    @OnEachEngine
    void everyListOfATypeWalksAnIndex(Database database) {
        World world = filled(database);
        world.access.grant("ann", "test.server.view", ROOT);
        for (String sort : SORTS) {
            for (String direction : List.of("", "-")) {
                for (String filter : FILTERS) {
                    for (Caller caller : List.of(SYSTEM, user("ann"))) {
                        String what = direction + sort + " | " + filter + " | "
                                + caller.subject().name();
                        assertOrdered(
                                database.dialect(),
                                what,
                                plans(world, caller, "test.server", filter, direction + sort, null));
                        assertOrdered(
                                database.dialect(),
                                what + " | after",
                                plans(world, caller, "test.server", filter, direction + sort, middle(world, sort)));
                    }
                }
            }
        }
    }

    @OnEachEngine
    void theListOfEverythingWalksAnIndex(Database database) {
        World world = filled(database);
        world.access.grant("ann", "test.server.view", ROOT);
        for (String sort : List.of("title", "updatedAt", "createdAt", "state")) {
            for (String direction : List.of("", "-")) {
                for (Caller caller : List.of(SYSTEM, user("ann"))) {
                    String what = direction + sort + " | " + caller.subject().name();
                    assertOrdered(database.dialect(), what, plans(world, caller, null, "", direction + sort, null));
                    Cursor after = sort.equals("createdAt")
                            ? new Cursor(java.time.Instant.now(), UUID.randomUUID())
                            : middle(world, sort);
                    assertOrdered(database.dialect(), what, plans(world, caller, null, "", direction + sort, after));
                }
            }
        }
    }

    @OnEachEngine
    void aFilterThatLeavesFewRowsIsFoundByItsOwnIndex(Database database) {
        World world = filled(database);
        for (String filter : List.of(
                "hostname == \"h77\"",
                "cores in [10, 20]",
                "cores < 5",
                "hostname.startsWith(\"h599\")",
                "\"x\" in roles",
                "roles.exists(r, r in [\"r7\", \"r700\", \"none\"])",
                "cidr.contains(\"10.0.5.0/24\", addresses)")) {
            for (String plan : plans(world, SYSTEM, "test.server", filter, "title", null)) {
                assertThat(plan).as(filter).doesNotContain("tableScan").doesNotContain("Seq Scan on item_test_server");
                if (database.dialect() == Dialect.H2) {
                    assertThat(plan).as(filter).doesNotContain("index sorted");
                    if (filter.contains("r700")) {
                        assertThat(plan).as("sought by field and element").contains("AND ELEMENT IN(SELECT");
                    }
                }
            }
        }
    }

    /** What {@link World#content} runs for a list, as it is run for the caller. */
    private static List<ExplainedDatabase.Plan> listed(ExplainedDatabase explained, Caller caller, ItemQuery query) {
        World world = new World(explained);
        world.access.grant("ann", "test.server.view", ROOT, SHOP, LAB);
        world.access.grant("ann", "test.place.view", SHOP, LAB);
        explained.plans();
        world.content.list(caller, query);
        return explained.plans().stream()
                .filter(plan -> plan.statement().contains(" ORDER BY t."))
                .toList();
    }

    /** In a space, in several that the caller sees, by a trait: the page still comes from an index in its order. */
    @OnEachEngine
    void listsOfSomeSpacesAndOfTraitsWalkAnIndex(Database database) {
        ExplainedDatabase explained = new ExplainedDatabase(database);
        filled(explained);
        ItemQuery type = ItemQuery.ofType("test.server");
        ItemQuery trait = with(ItemQuery.everything(), Optional.of("compute.server"), Optional.empty());
        for (Caller caller : List.of(SYSTEM, user("ann"))) {
            for (ItemQuery query : List.of(
                    type,
                    trait,
                    with(type, Optional.empty(), Optional.of(ROOT)),
                    with(trait, Optional.of("compute.server"), Optional.of(ROOT)),
                    with(ItemQuery.everything(), Optional.empty(), Optional.of(ROOT)),
                    ItemQuery.everything())) {
                for (String sort : List.of("title", "-updatedAt")) {
                    List<ExplainedDatabase.Plan> plans = listed(explained, caller, query.sort(sort));
                    assertThat(plans).as(query.toString()).isNotEmpty();
                    assertOrdered(
                            database.dialect(),
                            caller.subject().name() + " | " + query + "\n" + plans,
                            plans.stream().map(ExplainedDatabase.Plan::text).toList());
                }
            }
        }
    }

    private static ItemQuery with(ItemQuery query, Optional<String> trait, Optional<UUID> space) {
        return new ItemQuery(
                query.type(), trait, space, query.search(), query.filter(), query.sort(), query.total(), query.page());
    }
}
