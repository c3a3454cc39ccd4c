package coop.plenum.core.content.query;

import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.core.content.World;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The same random items on both engines, with few different values and many missing ones. */
final class Things {
    static final String TYPE = "test.thing";
    static final List<String> TEXTS =
            List.of("", "a", "A", "ab", "abc", "b", "50%", "a_b", "!", "'\"\\", "ä", "日本", "\uD83D\uDE00");
    static final List<String> TIMES =
            List.of("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000001Z", "1999-12-31T23:59:59Z");
    static final List<String> ADDRESSES = List.of("10.0.0.9", "10.0.0.10", "::1", "2001:db8::");
    static final List<String> NETWORKS = List.of(
            "0.0.0.0/0",
            "10.0.0.0/8",
            "10.0.0.0/24",
            "10.0.0.8/30",
            "10.0.0.8/31",
            "10.0.0.9/32",
            "::/0",
            "2001:db8::/32",
            "2001:db8::/127",
            "10.0.1.0/24");
    static final List<String> SIZES = List.of("small", "large");

    private final World world;
    private final List<Item> items = new ArrayList<>();

    private Things(World world) {
        this.world = world;
        world.types.define(World.SYSTEM, type());
        Random random = new Random(42);
        List<NewItem> all = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            all.add(item(random));
        }
        items.addAll(world.content.createAll(World.SYSTEM, all));
    }

    static List<Things> onEachEngine() {
        return List.<Supplier<Database>>of(Things::h2, TestDatabases::postgresql).stream()
                .map(Supplier::get)
                .map(database -> new Things(new World(database)))
                .toList();
    }

    private static Database h2() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "things");
            return TestDatabases.h2(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ContentType type() {
        return World.type(
                TYPE,
                Field.of("text", FieldType.STRING, "Text"),
                Field.of("notes", FieldType.TEXT, "Notes"),
                Field.of("count", FieldType.INTEGER, "Count"),
                Field.of("price", FieldType.DECIMAL, "Price"),
                Field.of("spare", FieldType.BOOLEAN, "Spare"),
                Field.of("made", FieldType.DATE_TIME, "Made"),
                Field.of("address", FieldType.IP_ADDRESS, "Address"),
                Field.of("addresses", FieldType.IP_ADDRESS, "Addresses").flags(Flag.MULTIPLE),
                Field.of("network", FieldType.CIDR, "Network"),
                Field.of("networks", FieldType.CIDR, "Networks").flags(Flag.MULTIPLE),
                Field.of("size", FieldType.ENUM, "Size").options("small", "large"),
                Field.of("roles", FieldType.STRING, "Roles").flags(Flag.MULTIPLE));
    }

    private static NewItem item(Random random) {
        Values.Builder values = Values.builder();
        maybe(random, values, "text", one(random, TEXTS));
        maybe(random, values, "notes", one(random, TEXTS));
        maybe(random, values, "count", random.nextInt(5) - 2);
        maybe(random, values, "price", new BigDecimal(random.nextInt(7) - 3).divide(new BigDecimal(2)));
        maybe(random, values, "spare", random.nextBoolean());
        maybe(random, values, "made", one(random, TIMES));
        maybe(random, values, "address", one(random, ADDRESSES));
        maybe(random, values, "addresses", List.of(one(random, ADDRESSES), one(random, ADDRESSES)));
        maybe(random, values, "network", one(random, NETWORKS));
        maybe(random, values, "networks", List.of(one(random, NETWORKS), one(random, NETWORKS)));
        maybe(random, values, "size", one(random, SIZES));
        maybe(random, values, "roles", List.of(one(random, TEXTS), one(random, TEXTS)));
        Map<String, String> labels = new TreeMap<>();
        if (random.nextBoolean()) {
            labels.put("tier", one(random, TEXTS));
        }
        return new NewItem(
                TYPE,
                World.ROOT,
                "t" + random.nextInt(5),
                labels,
                random.nextBoolean() ? State.DRAFT : State.PUBLISHED,
                values.build(),
                Optional.empty(),
                "");
    }

    private static void maybe(Random random, Values.Builder values, String name, Object value) {
        if (random.nextInt(3) > 0) {
            values.put(name, value);
        }
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    World world() {
        return world;
    }

    List<Item> items() {
        return items;
    }
}
