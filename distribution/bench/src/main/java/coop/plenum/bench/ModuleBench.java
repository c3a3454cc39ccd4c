package coop.plenum.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private static final int WARM_UP = 10;

    private ModuleBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int cycles = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        try (StartedProcess started =
                StartedProcess.plenum(home, Files.createTempDirectory("bench-module"), "infrastructure")) {
            BenchClient client = BenchClient.signedIn(started.port());
            List<Double> installs = new ArrayList<>();
            List<Double> removals = new ArrayList<>();
            AtomicBoolean stop = new AtomicBoolean();
            AtomicLong reads = new AtomicLong();
            AtomicLong failures = new AtomicLong();
            cycle(client, WARM_UP, new ArrayList<>(), new ArrayList<>());
            StartedProcess.Remains before = started.remains();
            cycle(client, cycles, installs, removals);
            ExecutorService readers = Executors.newFixedThreadPool(READERS);
            for (int i = 0; i < READERS; i++) {
                readers.execute(() -> read(client, stop, reads, failures));
            }
            List<Double> loadedInstalls = new ArrayList<>();
            List<Double> loadedRemovals = new ArrayList<>();
            cycle(client, cycles, loadedInstalls, loadedRemovals);
            stop.set(true);
            readers.shutdown();
            if (!readers.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IOException("A reader hangs.");
            }
            StartedProcess.Remains after = started.remains();
            System.out.println("{\"bench\":\"module\",\"cycles\":" + cycles + ",\"installSeconds\":" + spread(installs)
                    + ",\"uninstallSeconds\":" + spread(removals) + ",\"underLoad\":{\"installSeconds\":"
                    + spread(loadedInstalls) + ",\"uninstallSeconds\":" + spread(loadedRemovals) + ",\"reads\":" + reads
                    + ",\"failedReads\":" + failures + "},\"before\":" + before + ",\"after\":" + after
                    + ",\"bareFelix\":" + BareFelix.installs(home.resolve("catalog"), cycles) + "}");
        }
    }

    private static void cycle(BenchClient client, int cycles, List<Double> installs, List<Double> removals)
            throws IOException, InterruptedException {
        for (int i = 0; i < cycles; i++) {
            long begin = System.nanoTime();
            client.install("example");
            while (client.get("/api/v1/ext/example/status").statusCode() != 200) {
                Thread.sleep(1);
            }
            long installed = System.nanoTime();
            client.delete("/api/v1/modules/example");
            installs.add((installed - begin) / 1e9);
            removals.add((System.nanoTime() - installed) / 1e9);
        }
    }

    private static void read(BenchClient client, AtomicBoolean stop, AtomicLong reads, AtomicLong failures) {
        while (!stop.get()) {
            try {
                if (client.get("/api/v1/session").statusCode() != 200) {
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
