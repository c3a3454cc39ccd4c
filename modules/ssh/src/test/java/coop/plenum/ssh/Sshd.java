package coop.plenum.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A real OpenSSH server on loopback, for the user that the tests run as, with a host key, a home and accepted keys of its own
 * in a folder of the test.
 */
final class Sshd implements AutoCloseable {
    static final String USER = System.getProperty("user.name");

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final int PATIENCE = 100;

    private final Path folder;
    private final int port;
    private final String options;
    private Process process;

    private Sshd(Path folder, int port, String options) throws IOException {
        this.folder = folder;
        this.port = port;
        this.options = options;
        this.process = run();
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param key public half that is let in
     * @param options further lines of its configuration
     */
    static Sshd start(Path folder, String key, String... options) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            if (System.getenv("CI") != null) {
                throw new IllegalStateException("openssh-server is missing; script/test installs it.");
            }
            throw new TestAbortedException("openssh-server is missing; script/test installs it.");
        }
        Files.createDirectories(folder.resolve("home/.ssh"));
        Files.createDirectories(folder.resolve("bin"));
        if (USER.equals("root")) {
            Files.createDirectories(Path.of("/run/sshd")); // the program refuses to start without it
        }
        Files.writeString(folder.resolve("home/.ssh/authorized_keys"), key + "\n");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        newHostKey(folder);
        Sshd host = new Sshd(folder, port, String.join("\n", options));
        host.pretendToReboot();
        return host;
    }

    private static void newHostKey(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve("host_key"));
        Files.deleteIfExists(folder.resolve("host_key.pub"));
        keygen("-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("host_key").toString());
    }

    static String keygen(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("ssh-keygen"));
        command.addAll(List.of(arguments));
        Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (made.waitFor() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return output;
    }

    private Process run() throws IOException {
        Path configuration = folder.resolve("sshd_config");
        Files.writeString(configuration, """
                %s
                ListenAddress 127.0.0.1:%d
                HostKey %s
                PidFile none
                AuthorizedKeysFile %s
                SetEnv HOME=%s PATH=%s:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
                PermitRootLogin yes
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                UsePAM no
                StrictModes no
                UseDNS no
                MaxStartups 100
                Subsystem sftp internal-sftp
                """.formatted(
                        options,
                        port,
                        folder.resolve("host_key"),
                        authorizedKeys(),
                        folder.resolve("home"),
                        folder.resolve("bin")));
        Process started = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int i = 0; i < PATIENCE; i++) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return started;
            } catch (IOException e) {
                pause();
            }
        }
        throw new IOException(Files.readString(folder.resolve("log")));
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** A key pair of the tests: its private half, and beside it the public one. */
    static Path newKey(Path file, String... more) throws IOException {
        List<String> arguments =
                new java.util.ArrayList<>(List.of("-q", "-t", "ed25519", "-C", "test", "-f", file.toString()));
        arguments.addAll(more.length == 0 ? List.of("-N", "") : List.of(more));
        keygen(arguments.toArray(String[]::new));
        return file;
    }

    static String publicHalf(Path key) throws IOException {
        return Files.readString(Path.of(key + ".pub")).strip();
    }

    Path authorizedKeys() {
        return folder.resolve("home/.ssh/authorized_keys");
    }

    /** What the server says, since it was started last. */
    Path log() {
        return folder.resolve("log");
    }

    Path home() {
        return folder.resolve("home");
    }

    int port() {
        return port;
    }

    String id() {
        return "127.0.0.1:" + port;
    }

    /** As ssh-keygen tells it. */
    String fingerprint() throws IOException {
        return keygen("-l", "-f", folder.resolve("host_key.pub").toString()).split(" ", -1)[1];
    }

    /** Puts a program in the way of the system's own. */
    void program(String name, String script) throws IOException {
        Path file = folder.resolve("bin").resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** No test may reboot the machine it runs on: sudo and shutdown are fakes here, and so is the kernel's word for it. */
    private void pretendToReboot() throws IOException {
        Files.writeString(folder.resolve("boot-id"), "first");
        program("shutdown", "date +%s%N >" + folder.resolve("boot-id"));
        program("sudo", "while [ \"${1#-}\" != \"$1\" ]; do shift; done; exec \"$@\"");
        program(
                "cat",
                "[ \"$1\" = /proc/sys/kernel/random/boot_id ] && set -- " + folder.resolve("boot-id")
                        + "; exec /bin/cat \"$@\"");
    }

    /** Sets the host up anew: the same address, another key. */
    void changeHostKey() throws IOException {
        stop();
        newHostKey(folder);
        process = run();
    }

    void stop() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    void resume() throws IOException {
        process = run();
    }

    @Override
    public void close() {
        stop();
    }
}
