package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One change of many resources against the simulator: {@code ChangeBench HOME [STEPS] [LATENCY_MILLIS]}. A tenth of the steps
 * makes networks, the rest servers in them. The baseline is the critical path: as many calls in a row as the longest way
 * through the graph has at 64 at a time, each of the simulator's latency.
 */
final class ChangeBench {
    private static final int WIDTH = 64;

    private ChangeBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000;
        int latency = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
        Path data = Files.createTempDirectory("bench-change");
        try (StartedProcess started = StartedProcess.plenum(home, data, "infrastructure,example")) {
            BenchClient client = BenchClient.signedIn(started.port());
            while (client.get("/api/v1/ext/example/status").statusCode() != 200) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            change(client, connection(client, 0, "warm-up"), 200);
            String connection = connection(client, latency, "bench");
            Taken taken = change(client, connection, steps);
            int networks = steps / 10;
            double critical = (waves(networks) + waves(steps - networks)) * latency / 1000.0;
            System.out.println("{\"bench\":\"change\",\"steps\":" + steps + ",\"latencyMillis\":" + latency
                    + ",\"planSeconds\":" + taken.planned() + ",\"applySeconds\":" + taken.applied()
                    + ",\"criticalPathSeconds\":" + critical + ",\"ratio\":"
                    + (critical > 0 ? taken.applied() / critical : 0) + ",\"residentMebibytes\":"
                    + Math.round(started.residentMebibytes()) + "}");
        }
    }

    private static int waves(int steps) {
        return (steps + WIDTH - 1) / WIDTH;
    }

    private record Taken(double planned, double applied) {}

    private static String connection(BenchClient client, int latency, String title)
            throws IOException, InterruptedException {
        return BenchClient.json(client.post(
                        "/api/v1/ext/infrastructure/connections",
                        Map.of(
                                "title",
                                title,
                                "provider",
                                "simulator",
                                "syncEvery",
                                "off",
                                "callsPerSecond",
                                1_000,
                                "concurrency",
                                WIDTH,
                                "settings",
                                Map.of("seed", title.length(), "count", 0, "latencyMillis", latency))))
                .path("id")
                .asText();
    }

    private static Taken change(BenchClient client, String connection, int steps)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        JsonNode change = BenchClient.json(client.post(
                "/api/v1/ext/infrastructure/changes",
                Map.of("kind", "set", "title", "bench", "steps", steps(connection, steps))));
        double planned = (System.nanoTime() - begin) / 1e9;
        JsonNode applied = client.done(
                "/api/v1/ext/infrastructure/changes/" + change.path("id").asText() + "/apply",
                Map.of("digest", change.path("digest").asText()));
        return new Taken(planned, BenchClient.seconds(applied));
    }

    private static List<Map<String, Object>> steps(String connection, int steps) {
        int networks = steps / 10;
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            boolean network = i < networks;
            String name = (network ? "n" : "s") + i;
            all.add(Map.of(
                    "key",
                    name,
                    "kind",
                    "create",
                    "connection",
                    connection,
                    "type",
                    network ? "example.network" : "example.server",
                    "title",
                    name,
                    "values",
                    network
                            ? Map.of("name", name, "cidr", "10.0.0.0/8")
                            : Map.of("hostname", name, "cores", 2, "memory", 4, "network", "step:n" + i % networks)));
        }
        return all;
    }
}
