package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Pages of 50 with filter and sort, through REST with 8 clients, against raw JDBC with 8 threads, which reads the same
 * columns of the same rows from the server's own database after it has stopped: {@code ListBench HOME [ITEMS]
 * [SECONDS]}.
 */
final class ListBench {
    private static final int CLIENTS = 8;
    private static final int BATCH = 1_000;
    private static final int PAGE = 50;
    /** As many entries a second may come from looking. */
    private static final long READS = 5;
    /** Until what is used often has been compiled: the compiler has to share the two processors with the load. */
    private static final int WARM_UP_SECONDS = 90;

    private static final String[] STATES = {"on", "off", "error"};

    private ListBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int items = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        Path data = Files.createTempDirectory("bench-list");
        Load.Result rest = rest(home, data, items, seconds);
        Load.Result raw = raw(data, items, seconds);
        System.out.printf(
                "{\"bench\":\"list\",\"items\":%d,\"clients\":%d,\"rest\":%s,\"rawJdbc\":%s,\"ratio\":%.3f}%n",
                items, CLIENTS, rest, raw, rest.perSecond() / raw.perSecond());
    }

    private static Load.Result rest(Path home, Path data, int items, int seconds) throws Exception {
        try (StartedProcess started = StartedProcess.plenum(home, data, "")) {
            BenchClient client = BenchClient.signedIn(started.port());
            fill(client, items);
            Load.Works pages = () -> reader(client.lean(), items);
            Load.run(CLIENTS, WARM_UP_SECONDS, pages);
            return Load.run(CLIENTS, seconds, pages);
        }
    }

    private static Load.Work reader(LeanConnection connection, int items) {
        return () -> {
            String filter = "powerState == \"on\" && title >= \"" + title(random(items)) + "\"";
            connection.get("/api/v1/items?type=bench.server&sort=title&limit=" + PAGE + "&filter="
                    + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        };
    }

    /** Makes the type {@code bench.server} and items of it. */
    static void fill(BenchClient client, int items) throws IOException, InterruptedException {
        client.post(
                "/api/v1/content-types",
                Map.of(
                        "name", "bench.server",
                        "label", "Server",
                        "fields",
                                List.of(
                                        Map.of(
                                                "name",
                                                "powerState",
                                                "type",
                                                "enum",
                                                "label",
                                                "Power",
                                                "options",
                                                List.of(STATES)),
                                        Map.of("name", "address", "type", "ip-address", "label", "Address"),
                                        Map.of("name", "vcpus", "type", "integer", "label", "vCPUs"))));
        for (int start = 0; start < items; start += BATCH) {
            List<Map<String, Object>> batch = new ArrayList<>();
            for (int i = start; i < Math.min(items, start + BATCH); i++) {
                batch.add(Map.of(
                        "type", "bench.server",
                        "title", title(i),
                        "values", Map.of("powerState", STATES[i % 3], "address", address(i), "vcpus", i % 64)));
            }
            client.post("/api/v1/items/batch", Map.of("items", batch));
        }
        awaitSigned(client);
    }

    /** The log signs what was written a little later; until then it takes its part of the processor. */
    private static void awaitSigned(BenchClient client) throws IOException, InterruptedException {
        long before = -READS;
        long now = signed(client);
        while (now - before > READS) {
            TimeUnit.SECONDS.sleep(1);
            before = now;
            now = signed(client);
        }
    }

    /** The number of the newest entry. */
    private static long signed(BenchClient client) throws IOException, InterruptedException {
        JsonNode newest = BenchClient.json(client.get("/api/v1/audit/entries?limit=1"));
        return newest.at("/items/0/index").asLong();
    }

    private static Load.Result raw(Path data, int items, int seconds) throws Exception {
        // As much of a cache as the server gives itself.
        String url = "jdbc:h2:" + data.resolve("db/plenum") + ";CACHE_SIZE=49152";
        try (Connection keep = DriverManager.getConnection(url, "plenum", "")) {
            String statement = "SELECT * FROM item_bench_server USE INDEX (" + titleIndex(keep)
                    + ") WHERE title >= ? AND f_power_state_enum = ? ORDER BY title, id LIMIT " + PAGE;
            Load.Works page = () -> reader(DriverManager.getConnection(url, "plenum", ""), statement, items);
            Load.run(CLIENTS, WARM_UP_SECONDS, page);
            return Load.run(CLIENTS, seconds, page);
        }
    }

    /** Without being told, H2 takes the index of the power state, and sorts. */
    private static String titleIndex(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT index_name FROM information_schema.index_columns"
                        + " WHERE table_name = 'ITEM_BENCH_SERVER' AND column_name = 'TITLE'")) {
            found.next();
            return found.getString(1);
        }
    }

    private static Load.Work reader(Connection connection, String text, int items) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        return () -> {
            statement.setString(1, title(random(items)));
            statement.setString(2, "on");
            try (ResultSet rows = statement.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        rows.getObject(column);
                    }
                }
            }
        };
    }

    private static int random(int items) {
        return ThreadLocalRandom.current().nextInt(items);
    }

    static String title(int number) {
        return String.format("server-%07d", number);
    }

    private static String address(int number) {
        return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
