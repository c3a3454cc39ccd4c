package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/**
 * Syncs of a connection on which nothing has changed: {@code SyncBench HOME [RESOURCES] [TIMES]}. The baseline is raw
 * JDBC that looks each of them up by its external id, a thousand at a time, and compares a digest, in the server's own
 * database after it has stopped.
 */
final class SyncBench {
    private static final int BATCH = 1_000;

    private SyncBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int resources = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        Path data = Files.createTempDirectory("bench-sync");
        String synced;
        try (StartedProcess started = StartedProcess.plenum(home, data, "infrastructure,example")) {
            BenchClient client = BenchClient.signedIn(started.port());
            awaitModules(client);
            synced = synced(client, started, resources, times);
        }
        System.out.println("{\"bench\":\"sync\",\"resources\":" + resources + "," + synced + ",\"rawJdbcSeconds\":"
                + raw(data, times) + "}");
    }

    private static void awaitModules(BenchClient client) throws IOException, InterruptedException {
        while (client.get("/api/v1/ext/example/status").statusCode() != 200) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static String synced(BenchClient client, StartedProcess started, int resources, int times)
            throws IOException, InterruptedException {
        String connection = BenchClient.json(client.post(
                        "/api/v1/ext/infrastructure/connections",
                        Map.of(
                                "title",
                                "bench",
                                "provider",
                                "simulator",
                                "syncEvery",
                                "off",
                                "settings",
                                Map.of("count", resources, "latencyMillis", 0))))
                .path("id")
                .asText();
        JsonNode first = client.sync(connection);
        double[] seconds = new double[times];
        long entries = entries(client);
        long updated = 0;
        for (int i = 0; i < times; i++) {
            JsonNode again = client.sync(connection);
            seconds[i] = BenchClient.seconds(again);
            updated += again.at("/result/updated").asLong()
                    + again.at("/result/created").asLong();
        }
        return "\"firstSeconds\":" + BenchClient.seconds(first) + ",\"seen\":" + first.at("/result/seen")
                + ",\"seconds\":"
                + Spread.of(DoubleStream.of(seconds)) + ",\"updated\":" + updated + ",\"auditEntriesEach\":"
                + (entries(client) - entries) / (double) times + ",\"remains\":" + started.remains()
                + ",\"residentMebibytes\":" + Math.round(started.residentMebibytes());
    }

    private static long entries(BenchClient client) throws IOException, InterruptedException {
        return BenchClient.json(client.get("/api/v1/audit/entries?limit=1"))
                .at("/items/0/index")
                .asLong();
    }

    private static Spread raw(Path data, int times) throws SQLException {
        double[] seconds = new double[times];
        try (Connection connection = DriverManager.getConnection(
                "jdbc:h2:" + data.resolve("db/plenum") + ";CACHE_SIZE=49152", "plenum", "")) {
            for (int i = 0; i < times; i++) {
                long begin = System.nanoTime();
                for (String table :
                        new String[] {"item_example_server", "item_example_network", "item_example_volume"}) {
                    compare(connection, table);
                }
                seconds[i] = (System.nanoTime() - begin) / 1e9;
            }
        }
        return Spread.of(DoubleStream.of(seconds));
    }

    /** What is there of the table, found again by external ids. */
    private static void compare(Connection connection, String table) throws SQLException {
        try (PreparedStatement all = connection.prepareStatement("SELECT external_id, connection_id FROM " + table);
                ResultSet rows = all.executeQuery();
                PreparedStatement batch =
                        connection.prepareStatement("SELECT t.id, t.observed_digest FROM UNNEST(?) AS w(x)" + " JOIN "
                                + table + " t ON t.external_id = w.x WHERE t.connection_id = ?")) {
            String[] ids = new String[BATCH];
            int count = 0;
            UUID owner = new UUID(0, 0);
            while (rows.next()) {
                ids[count++] = rows.getString(1);
                owner = rows.getObject(2, UUID.class);
                if (count == BATCH) {
                    look(connection, batch, ids, owner);
                    count = 0;
                }
            }
            look(connection, batch, Arrays.copyOf(ids, count), owner);
        }
    }

    private static void look(Connection connection, PreparedStatement batch, String[] ids, UUID owner)
            throws SQLException {
        batch.setArray(1, connection.createArrayOf("varchar", ids));
        batch.setObject(2, owner);
        try (ResultSet found = batch.executeQuery()) {
            while (found.next()) {
                found.getObject(1);
                found.getString(2);
            }
        }
    }
}
