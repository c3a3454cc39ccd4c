package coop.plenum.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Start to ready, second start, in turn with a bare Felix and Jetty: {@code StartBench HOME [RUNS]}. Wall seconds to
 * {@code GET /health/ready} = 200, CPU-seconds 2 s later, resident memory 5 s later; medians and spread.
 */
final class StartBench {
    private static final Pattern BUNDLE = Pattern.compile("coop\\.plenum\\.([a-z0-9.]+)-\\d.*\\.jar");

    private StartBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        Path none = Files.createTempDirectory("bench-none");
        Path all = Files.createTempDirectory("bench-all");
        List<String> catalog = catalog(home);
        StartedProcess.plenum(home, none, "").close();
        withModules(home, all, catalog).close();
        List<Figures> bare = new ArrayList<>();
        List<Figures> core = new ArrayList<>();
        List<Figures> modules = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            bare.add(measure(bare()));
            core.add(measure(StartedProcess.plenum(home, none, "")));
            modules.add(measure(StartedProcess.plenum(home, all, String.join(",", catalog))));
        }
        System.out.println("{\"bench\":\"start\",\"bareFelixJetty\":" + Figures.json(bare) + ",\"noModules\":"
                + Figures.json(core) + ",\"allModules\":" + Figures.json(modules) + "}");
    }

    /** The modules of the catalog, by the names of their bundles. */
    private static List<String> catalog(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("catalog"))) {
            return files.map(file -> BUNDLE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1).replace('.', '-'))
                    .sorted()
                    .toList();
        }
    }

    /** The first start, which goes on until all modules are there. */
    private static StartedProcess withModules(Path home, Path data, List<String> catalog)
            throws IOException, InterruptedException {
        StartedProcess started = StartedProcess.plenum(home, data, String.join(",", catalog));
        BenchClient client = BenchClient.signedIn(started.port());
        for (int i = 0; i < 600; i++) {
            if (BenchClient.json(client.get("/api/v1/modules")).path("items").size() == catalog.size()) {
                return started;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        started.close();
        throw new IOException("The modules are not installed.");
    }

    private static StartedProcess bare() throws IOException, InterruptedException {
        int port = StartedProcess.freePort();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return StartedProcess.start(
                List.of(
                        java,
                        "-XX:+UseParallelGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareFelix.class.getName(),
                        Integer.toString(port),
                        Files.createTempDirectory("bench-cache").toString()),
                Map.of(),
                port);
    }

    private static Figures measure(StartedProcess started) throws IOException, InterruptedException {
        try (started) {
            Thread.sleep(2_000);
            double cpu = started.cpuSeconds();
            Thread.sleep(3_000);
            return new Figures(started.secondsToReady(), cpu, started.residentMebibytes());
        }
    }

    private record Figures(double seconds, double cpuSeconds, double residentMebibytes) {
        static String json(List<Figures> runs) {
            return "{\"seconds\":" + Spread.of(runs.stream().mapToDouble(Figures::seconds)) + ",\"cpuSeconds\":"
                    + Spread.of(runs.stream().mapToDouble(Figures::cpuSeconds)) + ",\"residentMebibytes\":"
                    + Spread.of(runs.stream().mapToDouble(Figures::residentMebibytes)) + "}";
        }
    }
}
