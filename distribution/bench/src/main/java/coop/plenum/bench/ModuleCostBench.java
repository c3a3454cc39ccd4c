package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What each module of the catalog costs before anybody has connected anything: {@code ModuleCostBench HOME}. They are
 * installed one after the other into one server, each after those that it needs, so each figure is what that one adds: the
 * bytes of its bundle, the seconds from the request until it is active, the classes that its own class loader has loaded, the
 * kinds of threads that were not there before, and the heap after a full collection. A line of JSON for each.
 */
final class ModuleCostBench {
    private static final int SETTLING_SECONDS = 3;
    private static final int PATIENCE_SECONDS = 120;

    private ModuleCostBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        try (StartedProcess started = StartedProcess.plenum(home, Files.createTempDirectory("bench-cost"), "")) {
            BenchClient client = BenchClient.signedIn(started.port());
            for (String module : inOrder(client)) {
                System.out.println(cost(client, started, home.resolve("catalog"), module));
            }
        }
    }

    /** Those that others need come first. */
    private static List<String> inOrder(BenchClient client) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode entry :
                BenchClient.json(client.get("/api/v1/modules/catalog")).path("items")) {
            names.add(entry.path("name").asText());
        }
        names.sort(null); // "aws" before "aws-ec2"
        names.remove("infrastructure");
        names.add(0, "infrastructure");
        return names;
    }

    private static String cost(BenchClient client, StartedProcess started, Path catalog, String module)
            throws IOException, InterruptedException {
        StartedProcess.Remains before = settled(started);
        int classes = started.bundleClasses();
        Set<String> threads = started.threadKinds();
        long begin = System.nanoTime();
        client.install(module);
        while (!BenchClient.json(client.get("/api/v1/modules/" + module))
                .path("state")
                .asText()
                .equals("active")) {
            if (System.nanoTime() - begin > PATIENCE_SECONDS * 1_000_000_000L) {
                throw new IOException(module + " does not become active");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        StartedProcess.Remains after = settled(started);
        Set<String> fresh = started.threadKinds();
        fresh.removeAll(threads);
        return String.format(
                Locale.ROOT,
                "{\"bench\":\"module-cost\",\"module\":\"%s\",\"bytes\":%d,\"secondsToActive\":%.3f,\"classes\":%d,"
                        + "\"newThreadKinds\":[%s],\"heapMebibytes\":%.2f}",
                module,
                bytes(catalog, module),
                seconds,
                started.bundleClasses() - classes,
                String.join(",", fresh.stream().map(name -> "\"" + name + "\"").toList()),
                after.heapMebibytes() - before.heapMebibytes());
    }

    private static StartedProcess.Remains settled(StartedProcess started) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
        return started.remains();
    }

    private static long bytes(Path catalog, String module) throws IOException {
        String name = "coop.plenum." + module.replace('-', '.') + "-";
        try (Stream<Path> files = Files.list(catalog)) {
            return Files.size(files.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no bundle " + name)));
        }
    }
}
