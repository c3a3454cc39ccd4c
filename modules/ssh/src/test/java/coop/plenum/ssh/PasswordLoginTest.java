package coop.plenum.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.CredentialRotation;
import coop.plenum.api.provider.CredentialRotation.Rollout;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.testkit.FakeOperationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that let in by a password, on real OpenSSH servers, until a key takes its place. */
class PasswordLoginTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String[] BY_PASSWORD = {"PasswordAuthentication yes"};
    private static final String[] BY_QUESTION = {"KbdInteractiveAuthentication yes", "UsePAM yes"};

    @TempDir
    private Path folder;

    private TestUser user;
    private KeptSecrets kept;

    @BeforeEach
    void start() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        user = TestUser.make(PASSWORD);
        kept = new KeptSecrets(Map.of("password", PASSWORD));
    }

    @AfterEach
    void stop() throws Exception {
        if (user != null) {
            user.close();
        }
    }

    private Sshd host(String name, String... options) throws Exception {
        Sshd host = Sshd.start(folder.resolve(name), "# no key yet", options);
        user.own(host.home());
        kept.know(host.id(), Values.of(Map.of("address", "127.0.0.1", "port", (long) host.port())));
        return host;
    }

    private Provider connect(Sshd... hosts) throws ProviderException {
        return new SshProviderFactory()
                .connect(
                        Values.builder()
                                .put("username", user.name())
                                .put(
                                        "addresses",
                                        List.of(hosts).stream().map(Sshd::id).toList())
                                .put("timeout", "PT5S")
                                .build(),
                        kept);
    }

    private Diagnostics check(Sshd... hosts) throws Exception {
        try (Provider provider = connect(hosts)) {
            return provider.check(FakeOperationContext.create());
        }
    }

    /** Lines of the server's log, once one of them says it: it writes them when it comes to it. */
    private static List<String> told(Sshd host, String words) throws Exception {
        List<String> lines = List.of();
        for (int i = 0; i < 100 && lines.stream().noneMatch(line -> line.contains(words)); i++) {
            TimeUnit.MILLISECONDS.sleep(i == 0 ? 0 : 100);
            lines = Files.readAllLines(host.log());
        }
        return lines.stream().filter(line -> line.contains(words)).toList();
    }

    @Test
    void aPasswordOpensAHostWhetherItIsAskedForOrSentUnasked() throws Exception {
        try (Sshd sent = host("sent", BY_PASSWORD);
                Sshd asked = host("asked", BY_QUESTION)) {
            Diagnostics diagnostics = check(sent, asked);
            assertThat(diagnostics.problems()).isEmpty();
            assertThat(diagnostics.summary()).contains("2 of 2 addresses let the user in");
            assertThat(told(asked, "Accepted keyboard-interactive/pam")).isNotEmpty();
        }
    }

    @Test
    void aWrongPasswordIsToldAsCredentialsAndTriedOnce() throws Exception {
        kept.put("password", "Tr0ub4dor&3");
        try (Sshd sent = host("sent", BY_PASSWORD);
                Sshd asked = host("asked", BY_QUESTION)) {
            for (Sshd host : List.of(sent, asked)) {
                kept.forget(); // only the one that is named is asked
                Diagnostics diagnostics = check(host);
                assertThat(diagnostics.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.category()).isEqualTo(Category.AUTHENTICATION);
                    assertThat(problem.code()).isEqualTo("authentication-refused");
                    assertThat(problem.field()).contains("password");
                    assertThat(problem.message())
                            .contains(host.id(), user.name())
                            .doesNotContain("Tr0ub4dor&3");
                });
                String failure = host == sent ? "Failed password" : "PAM: Authentication failure";
                assertThat(told(host, failure)).hasSize(1);
            }
        }
    }

    @Test
    void aKeyTakesThePlaceOfThePasswordAlsoWhereAHostWasAwayMeanwhile() throws Exception {
        try (Sshd here = host("here", BY_PASSWORD);
                Sshd away = host("away", BY_PASSWORD)) {
            away.stop();
            rotating(CredentialRotation::generate)
                    .forEach((field, secret) -> kept.pending.put(field, new String(secret)));
            assertThat(kept.pending).containsEntry("password", "").containsKey("privateKey");
            Rollout first = rotating(rotation -> rotation.introduce(FakeOperationContext.create()));
            assertThat(first.done()).containsExactly(here.id());
            changeOver();

            Rollout second = rotating(rotation -> rotation.withdraw(FakeOperationContext.create()));
            assertThat(second.failures()).containsOnlyKeys(away.id());
            away.resume();
            assertThat(check(here, away).problems())
                    .as("the password opens what has no key yet")
                    .isEmpty();
            assertThat(rotating(rotation -> rotation.withdraw(FakeOperationContext.create()))
                            .complete())
                    .isTrue();
            kept.previous.clear();
            assertThat(check(here, away).problems()).isEmpty();
            assertThat(Files.readAllLines(away.authorizedKeys())).hasSize(2).contains("# no key yet");
        }
    }

    private interface Part<T> {
        T of(CredentialRotation rotation) throws Exception;
    }

    private <T> T rotating(Part<T> part) throws Exception {
        try (Provider provider = connect()) {
            return part.of((CredentialRotation) provider);
        }
    }

    private void changeOver() {
        kept.pending.forEach((field, secret) -> {
            String before = secret.isEmpty() ? kept.secrets.remove(field) : kept.secrets.put(field, secret);
            if (before != null) {
                kept.previous.put(field, before);
            }
        });
        kept.pending.clear();
    }
}
