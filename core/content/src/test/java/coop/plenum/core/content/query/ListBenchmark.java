package coop.plenum.core.content.query;

import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Mode;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.Observation;
import coop.plenum.core.content.World;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/**
 * Run by hand: {@code ListBenchmark h2|postgresql [rows] [seconds]}. Takes in resources, takes them in again unchanged,
 * then reads pages of 50 with filter and sort by 8 clients, and the same rows by hand-written JDBC on the same pool.
 */
public final class ListBenchmark {
    private static final int CLIENTS = 8;
    private static final int BATCH = 1000;

    private final World world;
    private final Database database;
    private final int rows;
    private final int seconds;

    private ListBenchmark(Database database, int rows, int seconds) {
        this.world = new World(database);
        this.database = database;
        this.rows = rows;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        Database database = args[0].equals("h2")
                ? TestDatabases.h2(
                        Files.createTempDirectory(Path.of("target"), "bench").toAbsolutePath())
                : TestDatabases.postgresql();
        new ListBenchmark(database, rows, seconds).run();
        if (database instanceof AutoCloseable open) {
            open.close();
        }
    }

    private static ContentType type() {
        return World.type(
                "bench.server",
                Field.of("hostname", FieldType.STRING, "Host name").mode(Mode.BOTH),
                Field.of("cores", FieldType.INTEGER, "Cores").mode(Mode.BOTH),
                Field.of("memory", FieldType.QUANTITY, "Memory").unit("GiBy").mode(Mode.BOTH),
                Field.of("power", FieldType.ENUM, "Power").options("on", "off").mode(Mode.BOTH),
                Field.of("address", FieldType.IP_ADDRESS, "Address").mode(Mode.BOTH),
                Field.of("booted", FieldType.DATE_TIME, "Booted").mode(Mode.BOTH));
    }

    private Observation observation(int i) {
        Values values = Values.builder()
                .put("hostname", "host-" + i)
                .put("cores", i % 64)
                .put("memory", i % 512)
                .put("power", i % 2 == 0 ? "on" : "off")
                .put("address", "10." + i / 65536 % 256 + "." + i / 256 % 256 + "." + i % 256)
                .put("booted", "2026-01-01T00:00:00Z")
                .build();
        // Titles in no order of creation.
        String title = "server-" + Integer.toHexString(i * 0x9E3779B1);
        return new Observation(
                Optional.empty(), "bench.server", "i-" + i, World.ROOT, title, Map.of("tier", "t" + i % 5), values);
    }

    private void run() throws Exception {
        world.types.define(World.SYSTEM, World.place());
        world.types.define(World.SYSTEM, type());
        UUID connection =
                world.create("test.place", "connection", Values.empty()).id();
        report("observe, all new, items/s", rows * 1e9 / observe(connection));
        report("observe, none changed, items/s", rows * 1e9 / observe(connection));
        world.audit.events().clear();
        world.events.events().clear();
        database.read(sql -> sql.update("ANALYZE"));
        TypeTable table = world.registry.require("bench.server");
        for (int round = 0; round < 2; round++) {
            measure("raw JDBC: power and title", () -> raw(table));
            measure("list: power == \"on\", sort title", () -> list("power == \"on\"", "title"));
            measure("list: no filter, sort -updatedAt", () -> list("", "-updatedAt"));
            measure("list: label and cores, sort -cores", () -> list("labels.tier == \"t1\" && cores > 3", "-cores"));
            measure("list: hostname == ..., sort title", () -> list("hostname == \"host-77\"", "title"));
            measure("list: everything, sort title", this::everything);
        }
    }

    private long observe(UUID connection) {
        long start = System.nanoTime();
        for (int from = 0; from < rows; from += BATCH) {
            List<Observation> batch = new ArrayList<>();
            for (int i = from; i < Math.min(rows, from + BATCH); i++) {
                batch.add(observation(i));
            }
            world.content.observe(World.SYSTEM, connection, batch);
        }
        return System.nanoTime() - start;
    }

    /** A page from a random place. */
    private int list(String filter, String sort) {
        ItemQuery query = ItemQuery.ofType("bench.server").filter(filter).sort(sort);
        return pages(query);
    }

    private int everything() {
        return pages(ItemQuery.everything().sort("title"));
    }

    private final Map<ItemQuery, List<String>> cursors = new java.util.concurrent.ConcurrentHashMap<>();

    private int pages(ItemQuery query) {
        List<String> places = cursors.computeIfAbsent(query, this::walk);
        Optional<String> after = places.isEmpty()
                ? Optional.empty()
                : Optional.of(places.get(ThreadLocalRandom.current().nextInt(places.size())));
        List<Item> items = world.content
                .list(World.SYSTEM, query.page(new PageRequest(50, after)))
                .items();
        return items.size();
    }

    private List<String> walk(ItemQuery query) {
        List<String> places = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (int i = 0; i < 100; i++) {
            after = world.content
                    .list(World.SYSTEM, query.page(new PageRequest(500, after)))
                    .next();
            if (after.isEmpty()) {
                break;
            }
            places.add(after.get());
        }
        return places;
    }

    private int raw(TypeTable table) {
        String title =
                "server-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x70000000));
        boolean h2 = database.dialect() == Dialect.H2;
        String statement = "SELECT " + table.select() + " FROM " + table.name() + " t"
                + (h2 ? " USE INDEX (" + table.index("title") + ")" : "")
                + " WHERE t.f_power_enum = ? AND t.title >= ? ORDER BY t.title, t.id FETCH FIRST 50 ROWS ONLY";
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setString(1, "on");
            prepared.setString(2, title);
            int seen = 0;
            try (ResultSet result = prepared.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    for (int i = 1; i <= columns; i++) {
                        seen += result.getObject(i) == null ? 0 : 1;
                    }
                }
            }
            return seen;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void measure(String what, IntSupplier page) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            List<Callable<long[]>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                work.add(() -> client(page, end));
            }
            long start = System.nanoTime();
            long[] all = new long[0];
            for (Future<long[]> done : clients.invokeAll(work)) {
                long[] some = done.get();
                int from = all.length;
                all = Arrays.copyOf(all, from + some.length);
                System.arraycopy(some, 0, all, from, some.length);
            }
            double took = (System.nanoTime() - start) / 1e9;
            Arrays.sort(all);
            report(
                    what + ": pages/s (p50, p99 in ms)",
                    all.length / took,
                    all[all.length / 2] / 1e6,
                    all[(int) (all.length * 0.99)] / 1e6);
        } finally {
            clients.shutdown();
        }
    }

    private static long[] client(IntSupplier page, long end) {
        long[] times = new long[1 << 16];
        int count = 0;
        long now = System.nanoTime();
        while (now < end && count < times.length) {
            if (page.getAsInt() == 0) {
                throw new IllegalStateException("An empty page measures nothing.");
            }
            long then = System.nanoTime();
            times[count++] = then - now;
            now = then;
        }
        return Arrays.copyOf(times, count);
    }

    @SuppressWarnings("SystemOut") // a program run by hand; its answer goes to whoever runs it
    private static void report(String what, double... figures) {
        System.out.printf(
                "%-60s %s%n",
                what,
                Arrays.toString(Arrays.stream(figures)
                        .map(figure -> Math.round(figure * 100) / 100.0)
                        .toArray()));
    }
}
