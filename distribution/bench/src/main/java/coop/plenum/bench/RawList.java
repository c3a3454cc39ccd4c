package coop.plenum.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What {@link ListBench} compares with: {@code RawList DATA ITEMS} warms up, says so by an empty line, and for each line with a
 * number of seconds reads for so long and prints {@link ListBench.Pages}.
 */
final class RawList {
    private RawList() {}

    public static void main(String[] arguments) throws Exception {
        int items = Integer.parseInt(arguments[1]);
        // As much of a cache as the server gives itself.
        String url = "jdbc:h2:" + Path.of(arguments[0]).resolve("db/plenum") + ";CACHE_SIZE=49152";
        try (Connection keep = DriverManager.getConnection(url, "plenum", "");
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String statement = "SELECT * FROM item_bench_server USE INDEX (" + titleIndex(keep)
                    + ") WHERE title >= ? AND f_power_state_enum = ? ORDER BY title, id LIMIT " + ListBench.PAGE;
            Load.Works page = () -> reader(DriverManager.getConnection(url, "plenum", ""), statement, items);
            Load.run(ListBench.CLIENTS, ListBench.WARM_UP_SECONDS, page);
            System.out.println();
            for (String seconds = in.readLine(); seconds != null; seconds = in.readLine()) {
                double before = cpuSeconds();
                Load.Result load = Load.run(ListBench.CLIENTS, Integer.parseInt(seconds), page);
                System.out.println(ListBench.Pages.of(load, Integer.parseInt(seconds), cpuSeconds() - before));
            }
        }
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
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
            statement.setString(1, ListBench.title(ListBench.random(items)));
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
}
