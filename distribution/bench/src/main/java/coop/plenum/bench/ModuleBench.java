package coop.plenum.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Install of a module, from POST to the first answer of its own route, and its removal, alone and while 8 clients read the
 * core's routes: {@code ModuleBench HOME [CYCLES]}. What is alive before and after, each time after a full collection; the
 * baseline is a bare Felix that installs and removes the same file.
 */
final class ModuleBench {
    private static final int READERS = 8;
    /** Routes of the core that are read meanwhile. */
    private static final List<String> ROUTES =
            List.of("/api/v1/session", "/api/v1/items?limit=5", "/api/v1/content-types", "/api/v1/access/permissions");

    /** A cycle is 20 events, and the server keeps the latest 10,000 for those who listen. */
    private static final int WARM_UP = 500;
    /** H2 keeps what it has written over for 45 seconds; that is none of what a module leaves behind. */
    private static final int SETTLING_SECONDS = 50;

    private ModuleBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int cycles = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        try (StartedProcess started =
                StartedProcess.plenum(home, Files.createTempDirectory("bench-module"), "infrastructure")) {
            BenchClient client = BenchClient.signedIn(started.port());
            AtomicLong reads = new AtomicLong();
            AtomicLong failures = new AtomicLong();
            underLoad(started, client, WARM_UP, new Durations(), reads, failures);
            StartedProcess.Remains before = settled(started);
            Durations alone = new Durations();
            cycle(client, cycles, alone);
            Durations loaded = new Durations();
            reads.set(0);
            underLoad(started, client, cycles, loaded, reads, failures);
            StartedProcess.Remains after = settled(started);
            System.out.println("{\"bench\":\"module\",\"cycles\":" + cycles + ",\"installSeconds\":"
                    + spread(alone.installs())
                    + ",\"uninstallSeconds\":" + spread(alone.removals()) + ",\"underLoad\":{\"installSeconds\":"
                    + spread(loaded.installs()) + ",\"uninstallSeconds\":" + spread(loaded.removals()) + ",\"reads\":"
                    + reads
                    + ",\"failedReads\":" + failures + "},\"before\":" + before + ",\"after\":" + after
                    + ",\"heapGrowthPercent\":" + String.format(Locale.ROOT, "%.1f", after.growth(before))
                    + ",\"bareFelix\":" + BareFelix.installs(home.resolve("catalog"), cycles) + "}");
        }
    }

    /** Seconds, cycle by cycle. */
    private record Durations(List<Double> installs, List<Double> removals) {
        Durations() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private static StartedProcess.Remains settled(StartedProcess started) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
        return started.remains();
    }

    private static void underLoad(
            StartedProcess started,
            BenchClient client,
            int cycles,
            Durations durations,
            AtomicLong reads,
            AtomicLong failures)
            throws IOException, InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        for (int i = 0; i < READERS; i++) {
            readers.execute(() -> read(client, stop, reads, failures));
        }
        cycle(client, cycles, durations);
        stop.set(true);
        readers.shutdown();
        if (!readers.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IOException("A reader hangs; the server's threads: " + started.threads());
        }
    }

    private static void cycle(BenchClient client, int cycles, Durations durations)
            throws IOException, InterruptedException {
        for (int i = 0; i < cycles; i++) {
            long begin = System.nanoTime();
            client.install("example");
            while (client.get("/api/v1/ext/example/status").statusCode() != 200) {
                Thread.sleep(1);
            }
            long installed = System.nanoTime();
            client.delete("/api/v1/modules/example");
            durations.installs().add((installed - begin) / 1e9);
            durations.removals().add((System.nanoTime() - installed) / 1e9);
        }
    }

    private static void read(BenchClient client, AtomicBoolean stop, AtomicLong reads, AtomicLong failures) {
        for (int read = 0; !stop.get(); read++) {
            try {
                if (client.get(ROUTES.get(read % ROUTES.size())).statusCode() != 200) {
                    failures.incrementAndGet();
                }
                reads.incrementAndGet();
            } catch (IOException e) {
                failures.incrementAndGet();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Spread spread(List<Double> figures) {
        return Spread.of(figures.stream().mapToDouble(Double::doubleValue));
    }
}
