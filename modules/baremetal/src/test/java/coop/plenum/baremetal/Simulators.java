package coop.plenum.baremetal;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Real {@code ipmi_sim} processes of the rig in {@code distribution/itest/rigs/ipmi}, on ports of their own. */
public final class Simulators implements AutoCloseable {
    /** Of the user ipmiusr; a word that stands in no message by chance. */
    public static final String PASSWORD = "Xy7-pa55";

    private static final Path RIG = Path.of("..", "..", "distribution", "itest", "rigs", "ipmi");

    private final int basePort;
    private final Path state;

    private Simulators(int basePort, Path state) {
        this.basePort = basePort;
        this.state = state;
    }

    /** Skips the test, loudly, where the simulator is not installed; fails it on the build server. */
    public static Simulators start(int count) {
        if (!onPath("ipmi_sim") || !onPath("ipmitool")) {
            String missing = "ipmi_sim or ipmitool is missing: apt-get install openipmi ipmitool";
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(missing);
            }
            System.err.println("\n*** SKIPPED, nothing was tested against an IPMI controller: " + missing + "\n");
            abort(missing);
        }
        try {
            Simulators simulators = new Simulators(freePorts(count), Files.createTempDirectory("plenum-ipmi"));
            try {
                simulators.run("up.sh", String.valueOf(count));
            } catch (IllegalStateException e) {
                simulators.close();
                throw e;
            }
            return simulators;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port(int number) {
        return basePort + number;
    }

    public String address(int number) {
        return "127.0.0.1:" + port(number);
    }

    /** What the simulator's own log says that it was told. */
    public List<String> actions(int number) {
        try (Stream<String> lines = Files.lines(state.resolve("bmc" + number).resolve("actions.log"))) {
            return lines.map(line -> line.substring(line.indexOf(' ') + 1)).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    public String read(int number, String file) {
        try {
            return Files.readString(state.resolve("bmc" + number).resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the power behind the client's back. */
    public void power(int number, boolean on) {
        try {
            Files.writeString(state.resolve("bmc" + number).resolve("power"), on ? "1\n" : "0\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the simulator a command of {@code ipmi_sim_cmd(5)}. */
    public void control(int number, String command) {
        run("ctl.sh", String.valueOf(number), command);
    }

    /** Asks the simulator by ipmitool, which is the judge of what our client says and does. */
    public String ipmitool(int number, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "ipmitool",
                "-I",
                "lanplus",
                "-C",
                "3",
                "-H",
                "127.0.0.1",
                "-p",
                String.valueOf(port(number)),
                "-U",
                "ipmiusr",
                "-E"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("IPMI_PASSWORD", PASSWORD);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroy();
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void run(String script, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("bash", RIG.resolve(script).toAbsolutePath().normalize().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Path output = state.resolve(script + ".log");
        builder.redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "BASE_PORT", String.valueOf(basePort), "STATE", state.toString(), "IPMI_PASS", PASSWORD));
        try {
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new IllegalStateException(script + " failed: " + Files.readString(output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static int freePorts(int count) {
        for (int tries = 0; tries < 50; tries++) {
            int base = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (free(base, count)) {
                return base;
            }
        }
        throw new IllegalStateException("No " + count + " free ports in a row.");
    }

    private static boolean free(int base, int count) {
        for (int port = base + 1; port <= base + count; port++) {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            try (DatagramSocket udp = new DatagramSocket(port, loopback);
                    ServerSocket tcp = new ServerSocket(port, 1, loopback)) {
                if (!udp.isBound() || !tcp.isBound()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        run("down.sh", "--wipe");
    }
}
