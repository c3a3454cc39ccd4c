package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Real OpenSSH servers at the TCP ports after a first one, each with a host key and accepted keys of its own. */
public final class SshRig implements AutoCloseable {
    private final Path folder;
    private final int basePort;
    private final int count;
    private final String password;

    private SshRig(Path folder, int basePort, int count, String password) {
        this.folder = folder;
        this.basePort = basePort;
        this.count = count;
        this.password = password;
    }

    public static SshRig start(Path folder, int basePort, int count) throws IOException {
        return start(folder, basePort, count, "");
    }

    /** Hosts that let their user in by a password as well; takes root. */
    public static SshRig start(Path folder, int basePort, int count, String password) throws IOException {
        // the rig's user must get at its keys
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        SshRig rig = new SshRig(folder, basePort, count, password);
        rig.up();
        return rig;
    }

    private void up() throws IOException {
        run(script("up.sh"), Integer.toString(count));
    }

    private static String script(String name) {
        return System.getProperty("plenum.root") + "/distribution/itest/rigs/sshd/" + name;
    }

    public String user() {
        return System.getProperty("user.name").equals("root") ? own() : System.getProperty("user.name");
    }

    public String privateKey() throws IOException {
        return Files.readString(state().resolve("id_ed25519"));
    }

    public String fingerprint(int number) throws IOException {
        return run(
                        "ssh-keygen",
                        "-l",
                        "-f",
                        host(number).resolve("host_key.pub").toString())
                .split(" ", -1)[1];
    }

    /** The lines of the keys that a host lets in. */
    public List<String> acceptedKeys(int number) throws IOException {
        return Files.readAllLines(host(number).resolve("home/.ssh/authorized_keys"));
    }

    /** As when a host is set up anew. */
    public void changeHostKey(int number) throws IOException {
        stop(number);
        Files.delete(host(number).resolve("host_key"));
        Files.delete(host(number).resolve("host_key.pub"));
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                host(number).resolve("host_key").toString());
        up();
    }

    public void stop(int number) throws IOException {
        Path file = host(number).resolve("pid");
        ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).ifPresent(server -> {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
            server.onExit().join();
        });
        Files.deleteIfExists(file);
    }

    public void resume() throws IOException {
        up();
    }

    /** Whether the key that the rig was made with still opens a host. */
    public boolean firstKeyOpens(int number) throws IOException {
        String first = Files.readString(state().resolve("id_ed25519.pub")).split(" ", -1)[1];
        return acceptedKeys(number).stream().anyMatch(line -> line.contains(first));
    }

    private Path state() {
        return folder.resolve("sshd");
    }

    private Path host(int number) {
        return state().resolve("host" + number);
    }

    @Override
    public void close() throws IOException {
        run(script("down.sh"));
    }

    /** Each rig makes a user of its own: one that ends takes its user along. */
    private String own() {
        return "plenum-" + basePort;
    }

    private String run(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(words));
        Path log = folder.resolve("rig.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "STATE", state().toString(),
                        "BASE_PORT", Integer.toString(basePort),
                        "SSH_USER", own(),
                        "SSH_PASSWORD", password));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
