package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Facts of many hosts over SSH: {@code SshBench HOME RIG [HOSTS] [TIMES]}. RIG is the folder of the rig {@code sshd}. The
 * baseline is plain {@code ssh} that logs in at each of the same hosts and runs {@code true}, as many at once, in turn with
 * the syncs.
 */
final class SshBench {
    private static final int AT_ONCE = 32;
    private static final int PORT = 2200;

    private SshBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Path rig = Path.of(arguments[1]).toAbsolutePath();
        int hosts = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 64;
        int times = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
        Path data = Files.createTempDirectory("bench-ssh");
        // the rig's user must get at its keys
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        Path state = data.resolve("sshd");
        run(state, rig.resolve("up.sh").toString(), "0", Integer.toString(hosts));
        try (StartedProcess started = StartedProcess.plenum(home, data.resolve("plenum"), "infrastructure,ssh")) {
            System.out.println(measured(BenchClient.signedIn(started.port()), started, state, hosts, times));
        } finally {
            run(state, rig.resolve("down.sh").toString());
        }
    }

    private static String measured(BenchClient client, StartedProcess started, Path state, int hosts, int times)
            throws IOException, InterruptedException {
        List<String> addresses = IntStream.range(0, hosts)
                .mapToObj(i -> "127.10." + i / 250 + "." + (i % 250 + 1))
                .toList();
        String connection = connection(client, state, addresses);
        double first = sync(client, connection, hosts);
        double[] plain = new double[times];
        double[] facts = new double[times];
        for (int i = 0; i < times; i++) {
            plain[i] = plain(state, addresses);
            facts[i] = sync(client, connection, hosts);
        }
        double ratio = DoubleStream.of(facts).sum() / DoubleStream.of(plain).sum();
        return "{\"bench\":\"ssh\",\"hosts\":" + hosts + ",\"firstSeconds\":" + first + ",\"factsSeconds\":"
                + Spread.of(DoubleStream.of(facts)) + ",\"plainSshSeconds\":" + Spread.of(DoubleStream.of(plain))
                + ",\"ratio\":" + Math.round(ratio * 100) / 100.0 + ",\"residentMebibytes\":"
                + Math.round(started.residentMebibytes()) + "}";
    }

    private static String connection(BenchClient client, Path state, List<String> addresses)
            throws IOException, InterruptedException {
        Map<String, Object> settings = Map.of(
                "username",
                user(),
                "addresses",
                addresses.stream().map(address -> address + ":" + PORT).toList());
        Map<String, Object> wanted = Map.of(
                "title",
                "bench",
                "provider",
                "ssh",
                "syncEvery",
                "off",
                "callsPerSecond",
                1_000,
                "settings",
                settings,
                "secrets",
                Map.of("privateKey", Files.readString(state.resolve("id_ed25519"))));
        while (!client.get("/api/v1/ext/infrastructure/providers").body().contains("\"ssh\"")) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return BenchClient.json(client.post("/api/v1/ext/infrastructure/connections", wanted))
                .path("id")
                .asText();
    }

    private static String user() {
        String runner = System.getProperty("user.name");
        return runner.equals("root") ? "plenum-rig" : runner;
    }

    private static double sync(BenchClient client, String connection, int hosts)
            throws IOException, InterruptedException {
        JsonNode synced = client.sync(connection);
        if (synced.at("/result/seen").asInt() != hosts) {
            throw new IOException(synced.toString());
        }
        return BenchClient.seconds(synced);
    }

    /** What a person with a shell would do. */
    private static double plain(Path state, List<String> addresses) throws IOException, InterruptedException {
        Path list = Files.write(state.resolve("addresses"), addresses);
        String login = "ssh -n -F /dev/null -i " + state.resolve("id_ed25519")
                + " -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
                + " -o LogLevel=ERROR -p " + PORT + " " + user() + "@{} true";
        long begin = System.nanoTime();
        run(state, "xargs", "-a", list.toString(), "-P", Integer.toString(AT_ONCE), "-I{}", "sh", "-c", login);
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void run(Path state, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("bench-ssh", ".log").toFile());
        builder.environment().putAll(Map.of("STATE", state.toString(), "PORT", Integer.toString(PORT)));
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
    }
}
