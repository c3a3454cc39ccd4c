package coop.plenum.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A server process under measurement. Linux only: figures come from {@code /proc}. */
final class StartedProcess implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;
    private static final double MEBI = 1 << 20;

    private final Process process;
    private final int port;
    private final double secondsToReady;

    private StartedProcess(Process process, int port, double secondsToReady) {
        this.process = process;
        this.port = port;
        this.secondsToReady = secondsToReady;
    }

    /** Starts the command and waits until {@code /health/ready} answers 200. */
    static StartedProcess start(List<String> command, Map<String, String> environment, int port)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("bench", ".log").toFile());
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        while (!ready(port)) {
            if (!process.isAlive() || System.nanoTime() - begin > 60_000_000_000L) {
                process.destroyForcibly();
                throw new IOException("not ready: " + command);
            }
            Thread.sleep(5);
        }
        return new StartedProcess(process, port, (System.nanoTime() - begin) / 1e9);
    }

    /**
     * Plenum on a free port.
     *
     * @param modules installed at the first start
     */
    static StartedProcess plenum(Path home, Path data, String modules) throws IOException, InterruptedException {
        int port = freePort();
        return start(
                List.of(home.resolve("bin/plenum").toString()),
                Map.of(
                        "PLENUM_DATA",
                        data.toString(),
                        "PLENUM_MODULES",
                        modules,
                        "PLENUM_HTTP_PORT",
                        Integer.toString(port),
                        "PLENUM_HTTP_RATE",
                        "1000000",
                        "PLENUM_ADMIN_PASSWORD",
                        BenchClient.PASSWORD),
                port);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean ready(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            String request = "GET /health/ready HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes(12);
            return new String(status, StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    double secondsToReady() {
        return secondsToReady;
    }

    /** What the JVM was told about memory, collection and compilation, for a baseline that is to have the same. */
    List<String> options() throws IOException {
        return Arrays.stream(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                        .split("\0", -1))
                .filter(option -> option.startsWith("-X") && !option.contains("share") && !option.contains("Shared"))
                .filter(option -> !option.startsWith("-Xlog"))
                .toList();
    }

    /** User and system time so far. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        try (Scanner fields = new Scanner(stat.substring(stat.lastIndexOf(')') + 2))) {
            for (int field = 3; field < 14; field++) {
                fields.next();
            }
            return (fields.nextLong() + fields.nextLong()) / TICKS_PER_SECOND;
        }
    }

    double residentMebibytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return 0;
    }

    /**
     * What is alive after a full collection. That of a histogram itself would leave some of what is dead in place, as
     * arrays that it counts; one that is asked for moves everything.
     */
    Remains remains() throws IOException, InterruptedException {
        jcmd("GC.run");
        Histogram heap = Histogram.parse(jcmd("GC.class_histogram -all"));
        long loaders = jcmd("VM.classloader_stats")
                .lines()
                .filter(line -> line.contains("BundleWiringImpl$BundleClassLoader"))
                .count();
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            return new Remains(heap.bytes() / MEBI, heap.pageCache() / MEBI, (int) loaders, (int) threads.count());
        }
    }

    /** How many classes the class loaders of modules have loaded. */
    int bundleClasses() throws IOException, InterruptedException {
        return jcmd("VM.classloader_stats")
                .lines()
                .filter(line -> line.contains("BundleWiringImpl$BundleClassLoader"))
                .mapToInt(line -> Integer.parseInt(line.trim().split("\\s+", -1)[3]))
                .sum();
    }

    /** What each Java thread is at. */
    String threads() throws IOException, InterruptedException {
        return jcmd("Thread.print");
    }

    /** The names of Java threads without their numbers, so that a pool which grows is one kind. */
    Set<String> threadKinds() throws IOException, InterruptedException {
        Set<String> kinds = new TreeSet<>();
        threads()
                .lines()
                .filter(line -> line.startsWith("\"") && line.contains(" prio="))
                .map(line -> line.substring(1, line.indexOf('"', 1)).replaceAll("[0-9a-f-]{8,}|\\d+", "#"))
                .forEach(kinds::add);
        return kinds;
    }

    /**
     * @param heapMebibytes all that is alive
     * @param pageCacheMebibytes what of it H2's page store holds to be quick, up to a bound of its own
     * @param bundleLoaders class loaders of bundles that are not on the class path: those of modules
     */
    record Remains(double heapMebibytes, double pageCacheMebibytes, int bundleLoaders, int threads) {
        /** How much more is alive than there was, in percent; the page cache does not count. */
        double growth(Remains before) {
            double then = before.heapMebibytes - before.pageCacheMebibytes;
            return 100 * (heapMebibytes - pageCacheMebibytes - then) / then;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "{\"heapMebibytes\":%.2f,\"pageCacheMebibytes\":%.2f,\"bundleLoaders\":%d,\"threads\":%d}",
                    heapMebibytes,
                    pageCacheMebibytes,
                    bundleLoaders,
                    threads);
        }
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process tool = new ProcessBuilder(jcmd, Long.toString(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tool.waitFor() != 0) {
            throw new IOException(output);
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
