package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.EOFException;
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
import java.util.stream.Stream;

/**
 * Pages of 50 with filter and sort, through REST with 8 clients, against {@linkplain RawList raw JDBC} with 8 threads, which reads
 * the same columns of the same rows from a copy of the server's own database: {@code ListBench HOME [ITEMS] [SECONDS]
 * [ROUNDS]}. Both are read in turn, a few seconds each, since the machine is not always as fast; and each round has new processes,
 * since the compiler of one makes something else of the same code than that of another.
 */
final class ListBench {
    static final int CLIENTS = 8;
    private static final int TURN_SECONDS = 4;
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
        Path copy = copy(data);
        List<Pages> rest = new ArrayList<>();
        List<Pages> raw = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            try (StartedProcess started = StartedProcess.plenum(home, data, "");
                    Raw beside = new Raw(started.options(), copy, items)) {
                BenchClient client = BenchClient.signedIn(started.port());
                Load.Works pages = () -> reader(client.lean(), items);
                Load.run(CLIENTS, WARM_UP_SECONDS, pages);
                for (int read = 0; read < seconds; read += TURN_SECONDS) {
                    double before = started.cpuSeconds();
                    Load.Result load = Load.run(CLIENTS, TURN_SECONDS, pages);
                    rest.add(Pages.of(load, TURN_SECONDS, started.cpuSeconds() - before));
                    raw.add(beside.read(TURN_SECONDS));
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"list\",\"items\":%d,\"clients\":%d,\"rest\":%s,\"rawJdbc\":%s,\"ratio\":%.3f}%n",
                items,
                CLIENTS,
                Pages.json(rest),
                Pages.json(raw),
                Pages.perSecond(rest).median() / Pages.perSecond(raw).median());
    }

    /** Of the database, which is closed. */
    private static Path copy(Path data) throws IOException {
        Path copy = Files.createTempDirectory("bench-raw");
        Files.createDirectory(copy.resolve("db"));
        try (Stream<Path> files = Files.list(data.resolve("db"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve("db").resolve(file.getFileName()));
            }
        }
        return copy;
    }

    /** @param cpuMicros of the process that reads the pages, without the client, for one of them */
    record Pages(Load.Result load, double cpuMicros) {
        static Pages of(Load.Result load, int seconds, double cpuSeconds) {
            return new Pages(load, cpuSeconds * 1e6 / (load.perSecond() * seconds));
        }

        static Spread perSecond(List<Pages> turns) {
            return Spread.of(turns.stream().mapToDouble(pages -> pages.load().perSecond()));
        }

        static String json(List<Pages> turns) {
            return "{\"perSecond\":" + perSecond(turns)
                    + ",\"medianMillis\":"
                    + Spread.of(turns.stream().mapToDouble(pages -> pages.load().medianMillis()))
                    + ",\"p99Millis\":"
                    + Spread.of(turns.stream().mapToDouble(pages -> pages.load().p99Millis()))
                    + ",\"cpuMicros\":" + Spread.of(turns.stream().mapToDouble(Pages::cpuMicros)) + "}";
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
    private static final class Raw implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;

        Raw(List<String> options, Path data, int items) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    RawList.class.getName(),
                    data.toString(),
                    Integer.toString(items)));
            process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            out = process.inputReader(StandardCharsets.UTF_8);
            line();
        }

        Pages read(int seconds) throws IOException {
            process.getOutputStream().write((seconds + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return new ObjectMapper().readValue(line(), Pages.class);
        }

        private String line() throws IOException {
            String line = out.readLine();
            if (line == null) {
                throw new EOFException("Raw JDBC has ended; see above.");
            }
            return line;
        }

        /** It ends with its input. */
        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit().join();
        }
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
