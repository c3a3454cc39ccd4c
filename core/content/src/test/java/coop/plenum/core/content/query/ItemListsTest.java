package coop.plenum.core.content.query;

import static coop.plenum.core.content.FakeAccess.user;
import static coop.plenum.core.content.World.ROOT;
import static coop.plenum.core.content.World.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.NewItem;
import coop.plenum.core.content.World;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class ItemListsTest {
    private static PlenumException refused(ThrowingCallable call) {
        PlenumException e = catchThrowableOfType(PlenumException.class, call);
        assertThat(e).isNotNull();
        return e;
    }

    private static List<String> titles(World world, ItemQuery query) {
        return world.content.list(SYSTEM, query).items().stream()
                .map(Item::title)
                .toList();
    }

    private static List<String> found(World world, String filter) {
        return titles(world, ItemQuery.ofType("test.server").filter(filter).sort("title"));
    }

    private static World filled(Database database) {
        World world = new World(database).withTypes();
        Item rack = world.create("test.place", "rack", Values.of("city", "Bonn"));
        world.server(
                "a",
                Values.builder()
                        .put("hostname", "web-1.example.org")
                        .put("cores", 4)
                        .put("memory", 16)
                        .put("spare", true)
                        .put("bought", "2026-01-31T12:00:00Z")
                        .put("warranty", "PT48H")
                        .put("size", "small")
                        .put("address", "10.0.0.9")
                        .put("network", "10.0.0.0/8")
                        .put("mac", "52:54:00:00:00:01")
                        .put("rack", rack.id().toString())
                        .put("roles", List.of("web", "db"))
                        .put("managed", true)
                        .build());
        world.server(
                "b",
                Values.builder()
                        .put("hostname", "db_1.example.org")
                        .put("cores", 8)
                        .put("memory", 7.5)
                        .put("spare", false)
                        .put("bought", "2027-01-31T12:00:00Z")
                        .put("warranty", "PT24H")
                        .put("size", "large")
                        .put("address", "10.0.0.10")
                        .put("roles", List.of("db"))
                        .build());
        world.server("c", Values.of("notes", "100% \"sure\""));
        return world;
    }

    @OnEachEngine
    void eachKindOfFieldIsFiltered(Database database) {
        World world = filled(database);
        assertThat(found(world, "")).containsExactly("a", "b", "c");
        assertThat(found(world, "cores == 4")).containsExactly("a");
        assertThat(found(world, "4 < cores")).containsExactly("b");
        assertThat(found(world, "cores != 4")).containsExactly("b", "c");
        assertThat(found(world, "!(cores > 4)")).containsExactly("a", "c");
        assertThat(found(world, "memory > 7.25 && memory < 8")).containsExactly("b");
        assertThat(found(world, "spare")).containsExactly("a");
        assertThat(found(world, "!spare")).containsExactly("b", "c");
        assertThat(found(world, "spare == false")).containsExactly("b");
        assertThat(found(world, "bought > timestamp(\"2026-06-01T00:00:00Z\")")).containsExactly("b");
        assertThat(found(world, "bought < \"2026-06-01T02:00:00+02:00\"")).containsExactly("a");
        assertThat(found(world, "warranty > duration(\"P1D\")")).containsExactly("a");
        assertThat(found(world, "size in [\"small\", \"large\"]")).containsExactly("a", "b");
        assertThat(found(world, "!(size in [\"small\"])")).containsExactly("b", "c");
        assertThat(found(world, "size in []")).isEmpty();
        assertThat(found(world, "address > \"10.0.0.9\"")).containsExactly("b");
        assertThat(found(world, "address == \"::ffff:1\" || network == \"10.0.0.0/8\""))
                .containsExactly("a");
        assertThat(found(world, "mac == \"52-54-00-00-00-01\"")).containsExactly("a");
        assertThat(found(world, "\"web\" in roles")).containsExactly("a");
        assertThat(found(world, "!(\"web\" in roles)")).containsExactly("b", "c");
        assertThat(found(world, "hostname.startsWith(\"web\")")).containsExactly("a");
        assertThat(found(world, "hostname.startsWith(\"db_\")")).containsExactly("b");
        assertThat(found(world, "hostname.contains(\"_\")")).containsExactly("b");
        assertThat(found(world, "hostname.endsWith(\".org\") && !hostname.contains(\"web\")"))
                .containsExactly("b");
        assertThat(found(world, "notes.contains(\"% \\\"\")")).containsExactly("c");
        assertThat(found(world, "has(hostname)")).containsExactly("a", "b");
        assertThat(found(world, "!has(roles)")).containsExactly("c");
        assertThat(found(world, "hostname == null")).containsExactly("c");
        assertThat(found(world, "has(rack)")).containsExactly("a");
    }

    @OnEachEngine
    void whatEveryItemHasIsFiltered(Database database) {
        World world = filled(database);
        assertThat(found(world, "title == \"a\"")).containsExactly("a");
        assertThat(found(world, "type == \"test.server\" && title < \"c\"")).containsExactly("a", "b");
        assertThat(found(world, "type != \"test.server\"")).isEmpty();
        assertThat(found(world, "state == \"published\" && revision == 1 && !vanished && !drifted"))
                .containsExactly("a", "b", "c");
        assertThat(found(world, "state == \"in-review\"")).isEmpty();
        assertThat(found(world, "createdAt > timestamp(\"2020-01-01T00:00:00Z\") && has(updatedAt)"))
                .hasSize(3);
        assertThat(found(world, "managed")).isEmpty();
        assertThat(found(world, "values.managed")).containsExactly("a");
        assertThat(found(world, "space == \"" + ROOT + "\" && connection == null"))
                .hasSize(3);
        assertThat(titles(world, ItemQuery.everything().filter("title == \"rack\"")))
                .containsExactly("rack");
        assertThat(titles(world, ItemQuery.everything().filter("type == \"test.place\" && city == \"Bonn\"")))
                .containsExactly("rack");
        assertThat(titles(world, ItemQuery.everything().filter("type in [\"test.place\"]")))
                .containsExactly("rack");
    }

    @OnEachEngine
    void labelsAreFiltered(Database database) {
        World world = new World(database).withTypes();
        world.content.create(
                SYSTEM,
                new NewItem(
                        "test.server",
                        ROOT,
                        "a",
                        Map.of("tier", "prod", "my/key", "1"),
                        coop.plenum.api.content.State.DRAFT,
                        Values.empty(),
                        Optional.empty(),
                        ""));
        world.server("b", Values.empty());
        assertThat(found(world, "labels.tier == \"prod\"")).containsExactly("a");
        assertThat(found(world, "labels.tier != \"prod\"")).containsExactly("b");
        assertThat(found(world, "labels[\"my/key\"] == \"1\"")).containsExactly("a");
        assertThat(found(world, "\"my/key\" in labels")).containsExactly("a");
        assertThat(found(world, "!has(labels.tier)")).containsExactly("b");
        assertThat(found(world, "labels.tier in [\"prod\", \"test\"]")).containsExactly("a");
        assertThat(found(world, "labels.tier.startsWith(\"pr\") && labels.tier > \"a\""))
                .containsExactly("a");
        assertThat(titles(world, ItemQuery.everything().filter("labels.tier == \"prod\"")))
                .containsExactly("a");
    }

    @OnEachEngine
    void aFilterThatCannotBeUsedSaysWhereAndWhy(Database database) {
        World world = filled(database);
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("cores ==", "invalid-filter"),
                Map.entry("cores == \"four\"", "invalid-filter"),
                Map.entry("cores == 1.5", "invalid-filter"),
                Map.entry("size == \"huge\"", "invalid-filter"),
                Map.entry("hostname", "invalid-filter"),
                Map.entry("extra", "invalid-filter"),
                Map.entry("\"x\"", "invalid-filter"),
                Map.entry("roles == \"web\"", "invalid-filter"),
                Map.entry("\"web\" in hostname", "invalid-filter"),
                Map.entry("labels.tier", "invalid-filter"),
                Map.entry("labels.tier == 5", "invalid-filter"),
                Map.entry("cores in [null]", "invalid-filter"),
                Map.entry("cores < null", "invalid-filter"),
                Map.entry("title == \"a\\u0000\"", "invalid-filter"),
                Map.entry("rack == \"x\"", "invalid-filter"),
                Map.entry("colour == \"red\"", "unknown-filter-field"),
                Map.entry("values.title == \"a\"", "unknown-filter-field"),
                Map.entry("cores == memory", "unsupported-filter"),
                Map.entry("cores + 1 == 5", "unsupported-filter"),
                Map.entry("hostname.matches(\"w.*\")", "unsupported-filter"),
                Map.entry("address.startsWith(\"10.\")", "unsupported-filter"),
                Map.entry("extra == \"x\"", "unsupported-filter"),
                Map.entry("password == \"secret:x\"", "unsupported-filter"),
                Map.entry("notes > \"x\"", "unsupported-filter"),
                Map.entry("roles.exists(r, r > \"web\")", "unsupported-filter"),
                Map.entry("size(roles) > 1", "unsupported-filter"),
                Map.entry("cores > 1 ? true : false", "unsupported-filter"),
                Map.entry("{\"a\": 1}.a == 1", "unsupported-filter"),
                Map.entry("labels == labels", "unsupported-filter"),
                Map.entry("[1] in cores", "unsupported-filter"));
        wrong.forEach((filter, code) -> {
            PlenumException e = refused(() -> found(world, filter));
            assertThat(e.code()).as(filter).isEqualTo(code);
            assertThat(e.violations()).extracting(Violation::pointer).containsExactly("/filter");
            assertThat(e.category()).isEqualTo(PlenumException.Category.INVALID);
        });
        assertThat(refused(() -> found(world, "title == \"a\" &&\n  colour == \"red\"")))
                .hasMessageContaining("line 2, column 3");
        assertThat(refused(() -> found(world, "cores ==")))
                .hasMessageContaining("It ends where more is expected. (line 1, column 9)");
        assertThat(refused(() -> found(world, "cores == && spare")))
                .hasMessageContaining("\"&&\" is not expected here. (line 1, column 10)");
        assertThat(refused(() -> found(world, "(".repeat(5000))).code()).isEqualTo("invalid-filter");
        assertThat(found(world, "!".repeat(8000) + "spare")).containsExactly("a");
        assertThat(refused(() -> found(world, "x".repeat(9000))).code()).isEqualTo("invalid-filter");
        String many = "cores == 1" + " || cores == 1".repeat(400);
        assertThat(found(world, many)).isEmpty();
        assertThat(refused(() -> titles(world, ItemQuery.everything().filter("cores == 4")))
                        .code())
                .isEqualTo("unknown-filter-field");
        assertThat(refused(() -> titles(world, ItemQuery.ofType("no.type"))).code())
                .isEqualTo("unknown-type");
        for (String sort : List.of("colour", "roles", "notes", "extra", "vanished", "-", "labels")) {
            assertThat(refused(() -> titles(
                                    world, ItemQuery.ofType("test.server").sort(sort)))
                            .code())
                    .as(sort)
                    .isEqualTo("invalid-sort");
        }
    }

    @OnEachEngine
    void aCursorBelongsToItsList(Database database) {
        World world = filled(database);
        ItemQuery query = ItemQuery.ofType("test.server").sort("title").page(PageRequest.first(1));
        String cursor = world.content.list(SYSTEM, query).next().orElseThrow();
        for (ItemQuery other : List.of(
                query.sort("-title").page(new PageRequest(1, Optional.of(cursor))),
                query.page(new PageRequest(1, Optional.of(cursor.substring(1)))),
                query.page(new PageRequest(1, Optional.of(cursor + "A"))),
                query.page(new PageRequest(1, Optional.of("äöü"))),
                query.page(new PageRequest(1, Optional.of(""))),
                ItemQuery.everything().sort("title").page(new PageRequest(1, Optional.of(cursor))))) {
            assertThat(refused(() -> world.content.list(SYSTEM, other)).code()).isEqualTo("invalid-cursor");
        }
    }

    @OnEachEngine
    void whoSeesASpaceSeesOnlyItsItemsAndPagesAreFull(Database database) {
        World world = new World(database).withTypes();
        UUID mine = world.spaces.add(ROOT, "mine");
        UUID below = world.spaces.add(mine, "below");
        List<NewItem> items = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            items.add(NewItem.published(
                    i % 2 == 0 ? "test.server" : "test.place",
                    i % 3 == 0 ? mine : i % 3 == 1 ? below : ROOT,
                    "t%02d".formatted(i),
                    Values.empty()));
        }
        world.content.createAll(SYSTEM, items);
        world.access.grant("bob", "test.server.view", mine, below);
        ItemQuery everything = ItemQuery.everything().sort("title").page(PageRequest.first(10));
        Page<Item> page = world.content.list(user("bob"), everything);
        assertThat(page.items())
                .extracting(Item::title)
                .containsExactly("t00", "t04", "t06", "t10", "t12", "t16", "t18", "t22", "t24", "t28");
        assertThat(page.next()).isEmpty();
        assertThat(world.content.list(user("eve"), everything).items()).isEmpty();
        assertThat(world.content
                        .list(user("eve"), ItemQuery.ofType("test.server"))
                        .items())
                .isEmpty();
        assertThat(world.content.counts(SYSTEM, Optional.empty()))
                .containsExactly(Map.entry("test.place", 15L), Map.entry("test.server", 15L));
        assertThat(world.content.counts(SYSTEM, Optional.of(mine)))
                .containsOnly(Map.entry("test.place", 10L), Map.entry("test.server", 10L));
        assertThat(world.content.counts(user("bob"), Optional.empty())).containsExactly(Map.entry("test.server", 10L));
        assertThat(world.content.counts(user("eve"), Optional.empty())).isEmpty();
        ItemQuery inMine = new ItemQuery(
                Optional.empty(), Optional.empty(), Optional.of(mine), "", "", "", true, PageRequest.first(1));
        assertThat(world.content.list(SYSTEM, inMine).total()).hasValue(20);
        ItemQuery inBelow = new ItemQuery(
                Optional.of("test.server"),
                Optional.empty(),
                Optional.of(below),
                "",
                "",
                "",
                true,
                PageRequest.first(1));
        assertThat(world.content.list(user("bob"), inBelow).total()).hasValue(5);
        world.access.grant("bob", "test.place.view", ROOT);
        assertThat(world.content.list(user("bob"), everything).items())
                .extracting(Item::title)
                .startsWith("t00", "t04", "t05", "t06", "t10", "t11");
    }

    @OnEachEngine
    void whatLiesInANetworkIsFound(Database database) {
        World world = new World(database).withTypes();
        world.server(
                "a",
                Values.of(Map.of(
                        "address",
                        "10.0.0.9",
                        "addresses",
                        List.of("10.0.0.9", "2001:db8::1"),
                        "network",
                        "10.0.0.0/24")));
        world.server(
                "b", Values.of(Map.of("addresses", List.of("10.0.1.200", "192.0.2.7"), "network", "10.0.0.128/25")));
        world.server("c", Values.empty());
        assertThat(found(world, "cidr.contains(\"10.0.0.0/23\", addresses)")).containsExactly("a", "b");
        assertThat(found(world, "cidr.contains(\"10.0.1.128/25\", addresses)")).containsExactly("b");
        assertThat(found(world, "cidr.contains(\"2001:db8::/32\", addresses)")).containsExactly("a");
        assertThat(found(world, "cidr.contains(\"10.0.0.8/31\", address)")).containsExactly("a");
        assertThat(found(world, "!cidr.contains(\"10.0.0.0/8\", address)")).containsExactly("b", "c");
        assertThat(found(world, "cidr.contains(\"10.0.0.0/25\", network)")).isEmpty();
        assertThat(found(world, "cidr.contains(\"10.0.0.0/24\", network)")).containsExactly("a", "b");
        assertThat(found(world, "\"10.0.1.200\" in addresses")).containsExactly("b");
        assertThat(found(world, "addresses.exists(a, a in [\"10.0.0.9\", \"192.0.2.7\"])"))
                .containsExactly("a", "b");
        assertThat(found(world, "addresses.exists(a, a == \"2001:DB8::1\")")).containsExactly("a");
        for (String wrong : List.of(
                "cidr.contains(\"10.0.0.1/24\", addresses)",
                "cidr.contains(\"10.0.0.1\", addresses)",
                "cidr.contains(\"10.0.0.0/24\", hostname)")) {
            assertThat(refused(() -> found(world, wrong)).code()).as(wrong).isEqualTo("invalid-filter");
        }
        for (String odd : List.of(
                "cidr.contains(address, addresses)",
                "cidr.contains(\"10.0.0.0/24\", \"10.0.0.1\")",
                "hostname.exists(h, h == \"x\")",
                "roles.exists(r, r.startsWith(\"x\"))")) {
            assertThat(refused(() -> found(world, odd)).code()).as(odd).isEqualTo("unsupported-filter");
        }
    }

    @OnEachEngine
    void keysOfAddressesThatWereWrittenAsPeopleReadThemAreBroughtIntoOrder(Database database) {
        World world = new World(database).withTypes();
        world.server(
                "a", Values.of(Map.of("addresses", List.of("10.0.0.9", "2001:db8::1"), "roles", List.of("10.0.0.9"))));
        String elements = world.registry.require("test.server").elements();
        database.write(sql -> {
            sql.update(
                    "UPDATE " + elements + " SET element = '10.0.0.9' WHERE field = 'addresses' AND element LIKE '4%'");
            return sql.update("UPDATE " + elements
                    + " SET element = '2001:db8::1' WHERE field = 'addresses' AND element LIKE '6%'");
        });
        assertThat(found(world, "\"10.0.0.9\" in addresses")).isEmpty();
        World restarted = new World(database);
        assertThat(found(restarted, "cidr.contains(\"10.0.0.0/24\", addresses) && \"2001:db8::1\" in addresses"))
                .containsExactly("a");
        assertThat(found(restarted, "\"10.0.0.9\" in roles")).containsExactly("a");
    }

    @OnEachEngine
    void inAListOfATraitEachTypeMayLackWhatOthersHave(Database database) {
        World world = new World(database).withTypes();
        world.types.define(
                SYSTEM,
                new ContentType(
                        "other.server",
                        "Other",
                        1,
                        List.of(
                                Field.of("power", FieldType.ENUM, "Power").options("on", "asleep"),
                                Field.of("model", FieldType.STRING, "Model")),
                        Set.of("compute.server"),
                        ContentType.SITE,
                        false));
        world.server("a", Values.of(Map.of("addresses", List.of("10.0.0.9"), "hostname", "h")));
        world.create("other.server", "b", Values.of(Map.of("power", "asleep", "model", "M")));
        ItemQuery servers = new ItemQuery(
                Optional.empty(),
                Optional.of("compute.server"),
                Optional.empty(),
                "",
                "",
                "title",
                true,
                PageRequest.first(9));
        assertThat(titles(world, servers.filter("cidr.contains(\"10.0.0.0/8\", addresses)")))
                .containsExactly("a");
        assertThat(titles(world, servers.filter("!cidr.contains(\"10.0.0.0/8\", addresses)")))
                .containsExactly("b");
        assertThat(titles(world, servers.filter("hostname != \"h\""))).containsExactly("b");
        assertThat(titles(world, servers.filter("!has(model)"))).containsExactly("a");
        assertThat(titles(world, servers.filter("model.contains(\"M\") || hostname == \"h\"")))
                .containsExactly("a", "b");
        assertThat(titles(world, servers.filter("power == \"asleep\""))).containsExactly("b");
        assertThat(titles(world, servers.filter("power != \"asleep\""))).containsExactly("a");
        assertThat(refused(() -> world.content.list(SYSTEM, servers.filter("power == \"dancing\"")))
                        .code())
                .isEqualTo("invalid-filter");
        assertThat(refused(() -> world.content.list(SYSTEM, servers.sort("model")))
                        .code())
                .isEqualTo("invalid-sort");
    }

    @OnEachEngine
    void aTraitSpansAllTypesThatCarryIt(Database database) {
        World world = new World(database).withTypes();
        Field cores = Field.of("cores", FieldType.INTEGER, "Cores");
        world.types.define(
                SYSTEM,
                new ContentType(
                        "other.server", "Other", 1, List.of(cores), Set.of("compute.server"), ContentType.SITE, false));
        for (int i = 0; i < 10; i++) {
            world.create(
                    i % 2 == 0 ? "test.server" : "other.server",
                    "s" + i,
                    i == 5 ? Values.empty() : Values.of("cores", i));
        }
        ItemQuery query = new ItemQuery(
                Optional.empty(),
                Optional.of("compute.server"),
                Optional.empty(),
                "",
                "cores > 2 || !has(cores)",
                "-cores",
                true,
                PageRequest.first(4));
        Page<Item> first = world.content.list(SYSTEM, query);
        Page<Item> second = world.content.list(SYSTEM, query.page(new PageRequest(4, first.next())));
        assertThat(first.items()).extracting(Item::title).containsExactly("s9", "s8", "s7", "s6");
        assertThat(second.items()).extracting(Item::title).containsExactly("s4", "s3", "s5");
        assertThat(second.next()).isEmpty();
        assertThat(first.total()).hasValue(7);
        assertThat(refused(() -> world.content.list(SYSTEM, query.filter("nowhere == \"x\"")))
                        .code())
                .isEqualTo("unknown-filter-field");
        ItemQuery nothing = new ItemQuery(
                Optional.empty(), Optional.of("no.trait"), Optional.empty(), "", "", "", true, PageRequest.first(4));
        assertThat(world.content.list(SYSTEM, nothing).total()).hasValue(0);
    }
}
