package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.Creatable;
import coop.plenum.testkit.ProviderFixture.OutOfReach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract kit against real OpenSSH servers: one at an address of the connection, one that is enrolled. */
class SshContract extends ProviderContract {
    @TempDir
    private static Path folder;

    private static Path key;
    private static Path stranger;
    private static Sshd covered;
    private static Sshd apart;
    private static ServerSocket silent;

    @BeforeAll
    static void start() throws IOException {
        key = Sshd.newKey(folder.resolve("key"));
        stranger = Sshd.newKey(folder.resolve("stranger"));
        covered = Sshd.start(folder.resolve("covered"), Sshd.publicHalf(key));
        apart = Sshd.start(folder.resolve("apart"), Sshd.publicHalf(key));
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void stop() throws IOException {
        covered.close();
        apart.close();
        silent.close();
    }

    @Override
    protected ProviderFactory factory() {
        return new SshProviderFactory();
    }

    private static Values settings(String address) {
        return Values.builder()
                .put("username", Sshd.USER)
                .put("addresses", List.of(address))
                .build();
    }

    @Override
    protected ProviderFixture fixture() {
        try {
            String nowhere = "127.0.0.1:" + silent.getLocalPort();
            // by its name, so that its title is another than that of the other server on this machine
            Values enrolled = Values.builder()
                    .put("address", "localhost")
                    .put("port", apart.port())
                    .build();
            return ProviderFixture.of(settings(covered.id()), Map.of("privateKey", Files.readString(key)))
                    .refusing(Map.of("privateKey", Files.readString(stranger)))
                    .creating(new Creatable(
                            Host.TYPE, "localhost:" + apart.port(), enrolled, Values.of("user", Sshd.USER)))
                    .outOfReach(new OutOfReach(settings(nowhere), Host.TYPE, nowhere))
                    .acting(Host.TYPE, "run-command", Values.of("command", "echo here"))
                    .acting(Host.TYPE, "run-script", Values.of("script", "exit 0"))
                    .acting(
                            Host.TYPE,
                            "upload-file",
                            Values.of(Map.of("path", folder.resolve("uploaded").toString(), "content", "of the kit")))
                    .unproven(
                            Host.TYPE,
                            "accept-host-key",
                            "The servers keep their keys; SshProviderTest has one whose key changes.");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
