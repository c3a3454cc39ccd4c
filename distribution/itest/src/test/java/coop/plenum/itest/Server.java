package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The runnable folder as a process of its own. */
public final class Server implements AutoCloseable {
    /** Of the administrator {@code admin} that every server here has unless told otherwise. */
    public static final String ADMIN_PASSWORD = PlenumContainer.ADMIN_PASSWORD;

    /** Most servers of tests end before the second compiler has paid off, as the JVMs of the tests do themselves. */
    private static final String BRIEF = "-XX:TieredStopAtLevel=1";

    private static final Pattern SET_UP = Pattern.compile("http://\\S+(/console/setup#token=\\S+)");

    private final Process process;
    private final Path data;
    private final Path output;
    private final int port;

    private Server(Process process, Path data, Path output, int port) {
        this.process = process;
        this.data = data;
        this.output = output;
        this.port = port;
    }

    /** Starts it; returns at once. */
    public static Server launch(Path data, int port, Map<String, String> environment, String... arguments)
            throws IOException {
        return launch("plenum", data, port, environment, arguments);
    }

    /** Starts the prepared site of {@code script/server --demo}; returns at once. */
    static Server launchDemo(Path data) throws IOException {
        return launch("demo", data, Ports.free(), Map.of());
    }

    /** The prepared site of {@code script/server --demo}; returns when all of it is there. */
    public static Server demo(Path data) throws IOException {
        Server server = launchDemo(data);
        try {
            server.await("Demo  ", Duration.ofMinutes(5));
            return server;
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
    }

    private static Server launch(
            String program, Path data, int port, Map<String, String> environment, String... arguments)
            throws IOException {
        Path output = Files.createTempFile("plenum-server", ".log");
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("plenum.home") + "/bin/" + program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("PLENUM_ADMIN_PASSWORD", PlenumContainer.ADMIN_PASSWORD);
        // some clients here do nothing but ask
        all.putIfAbsent("PLENUM_HTTP_RATE", "1000000");
        all.put("PLENUM_DATA", data.toString());
        all.put("PLENUM_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(all);
        return new Server(builder.start(), data, output, port);
    }

    public static Server start(Path data, Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("PLENUM_JAVA_OPTIONS", BRIEF);
        return launch(data, Ports.free(), all).awaitReady();
    }

    public static Server start(Path data) throws IOException {
        return start(data, Map.of());
    }

    public Server awaitReady() {
        await("Stop with", Duration.ofSeconds(60));
        return this;
    }

    private void await(String line, Duration patience) {
        Waiting.until("ready: " + output(), patience, () -> output().contains(line) || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + output());
        }
    }

    /** Until this start counts as a good one: then another kill is no sign of a bad module. */
    public Server awaitProven() {
        Client client = client();
        Path unproven = data.resolve("modules").resolve("failed-starts");
        Waiting.until(
                "ready",
                Duration.ofSeconds(60),
                () -> client.get("/health/ready").status() == 200);
        Waiting.until("proven", Duration.ofSeconds(60), () -> !Files.exists(unproven));
        return this;
    }

    public Client client() {
        return new Client(URI.create("http://127.0.0.1:" + port));
    }

    public Client admin() {
        return client().logIn("admin", PlenumContainer.ADMIN_PASSWORD);
    }

    /** The address that it prints while nobody has set it up. */
    public String setUpAddress() {
        Matcher printed = SET_UP.matcher(output());
        assertThat(printed.find()).as(output()).isTrue();
        return printed.group(1);
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "";
        }
    }

    public long pid() {
        return process.pid();
    }

    /** What the JVM answers to a command of {@code jcmd}. */
    public String ask(String... command) throws IOException {
        List<String> whole = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + pid()));
        whole.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(whole).redirectErrorStream(true).start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The names of the packages and classes that have been loaded. */
    public String classes() throws IOException {
        return ask("VM.classloaders", "show-classes=true");
    }

    /** It and all that it has started. */
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return exitCode(Duration.ofSeconds(10));
    }

    public int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + patience + ": " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
