package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Pages of 50 with filter and sort, through REST with 8 clients, against {@linkplain RawList raw JDBC} with 8 threads, which reads
 * the same columns of the same rows from the server's own database after it has stopped: {@code ListBench HOME [ITEMS]
 * [SECONDS] [ROUNDS]}. What the compiler of a process makes of the same code differs by a fifth, so both run in several processes, in
 * turn, and the medians are compared.
 */
final class ListBench {
    static final int CLIENTS = 8;
    private static final int BATCH = 1_000;
    static final int PAGE = 50;
    /** As many entries a second may come from looking. */
    private static final long READS = 5;
    /** Until what is used often has been compiled: the compiler has to share the two processors with the load. */
    static final int WARM_UP_SECONDS = 90;

    private static final String[] STATES = {"on", "off", "error"};

    private ListBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int items = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
        Path data = Files.createTempDirectory("bench-list");
        try (StartedProcess started = StartedProcess.plenum(home, data, "")) {
            fill(BenchClient.signedIn(started.port()), items);
        }
        List<Pages> rest = new ArrayList<>();
        List<Pages> raw = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<String> options;
            try (StartedProcess started = StartedProcess.plenum(home, data, "")) {
                options = started.options();
                rest.add(rest(started, items, seconds));
            }
            raw.add(raw(options, data, items, seconds));
        }
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"list\",\"items\":%d,\"clients\":%d,\"rest\":%s,\"rawJdbc\":%s,\"ratio\":%.3f}%n",
                items,
                CLIENTS,
                rest,
                raw,
                Pages.median(rest) / Pages.median(raw));
    }

    private static Pages rest(StartedProcess started, int items, int seconds) throws Exception {
        BenchClient client = BenchClient.signedIn(started.port());
        Load.Works pages = () -> reader(client.lean(), items);
        Load.run(CLIENTS, WARM_UP_SECONDS, pages);
        double before = started.cpuSeconds();
        Load.Result load = Load.run(CLIENTS, seconds, pages);
        return Pages.of(load, seconds, started.cpuSeconds() - before);
    }

    /** @param cpuMicros of the process that reads the pages, without the client, for one of them */
    record Pages(Load.Result load, double cpuMicros) {
        static Pages of(Load.Result load, int seconds, double cpuSeconds) {
            return new Pages(load, cpuSeconds * 1e6 / (load.perSecond() * seconds));
        }

        /** Of what they read in a second. */
        static double median(List<Pages> rounds) {
            return Spread.percentile(
                    rounds.stream()
                            .mapToDouble(pages -> pages.load().perSecond())
                            .toArray(),
                    0.5);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "{\"load\":%s,\"cpuMicros\":%.1f}", load, cpuMicros);
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

    /** In a process of its own with the server's options, so that both have the same memory and the same compiler. */
    private static Pages raw(List<String> options, Path data, int items, int seconds)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                RawList.class.getName(),
                data.toString(),
                Integer.toString(items),
                Integer.toString(seconds)));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        byte[] answer = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + command);
        }
        return new ObjectMapper().readValue(answer, Pages.class);
    }

    /** The number of an item. */
    static int random(int items) {
        return ThreadLocalRandom.current().nextInt(items);
    }

    static String title(int number) {
        return String.format("server-%07d", number);
    }

    private static String address(int number) {
        return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
