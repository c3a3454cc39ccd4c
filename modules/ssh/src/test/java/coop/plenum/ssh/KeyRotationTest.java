package coop.plenum.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.CredentialRotation;
import coop.plenum.api.provider.CredentialRotation.Rollout;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of real OpenSSH servers are replaced; whatever happens in between, the connection opens every host. */
class KeyRotationTest {
    private static final int HOSTS = 2;

    @TempDir
    private Path folder;

    private final List<Sshd> hosts = new ArrayList<>();
    private KeptSecrets kept;

    @BeforeEach
    void start() throws Exception {
        Path key = Sshd.newKey(folder.resolve("key"));
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(Sshd.start(folder.resolve("host" + i), Sshd.publicHalf(key)));
        }
        kept = new KeptSecrets(Map.of("privateKey", Files.readString(key)));
        hosts.forEach(host -> kept.know(
                host.id(),
                Values.builder()
                        .put("address", "127.0.0.1")
                        .put("port", host.port())
                        .build()));
    }

    @AfterEach
    void stop() {
        hosts.forEach(Sshd::close);
    }

    /** As after a restart: a provider that knows nothing but what the platform keeps. */
    private Provider fresh() throws ProviderException {
        return new SshProviderFactory()
                .connect(
                        Values.builder()
                                .put("username", Sshd.USER)
                                .put("timeout", "PT5S")
                                .build(),
                        kept);
    }

    private void assertOpen(Sshd... which) throws Exception {
        try (ProviderDriver driver = new ProviderDriver(fresh())) {
            // the first hosts that are away fail it, so each is looked at by itself
            for (Sshd host : which) {
                assertThat(driver.observe(Host.TYPE, host.id())).isPresent();
            }
        }
    }

    private void generate() throws Exception {
        try (Provider provider = fresh()) {
            ((CredentialRotation) provider)
                    .generate()
                    .forEach((field, secret) -> kept.pending.put(field, new String(secret)));
        }
    }

    private Rollout introduce() throws Exception {
        try (Provider provider = fresh()) {
            return ((CredentialRotation) provider).introduce(FakeOperationContext.create());
        }
    }

    private Rollout withdraw() throws Exception {
        try (Provider provider = fresh()) {
            return ((CredentialRotation) provider).withdraw(FakeOperationContext.create());
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

    private List<String> lines(Sshd host) throws Exception {
        return Files.readAllLines(host.authorizedKeys());
    }

    @Test
    void theNewKeyComesBesideTheOldOneWhichGoesWhenTheNewOneIsProven() throws Exception {
        String old = lines(hosts.get(0)).get(0);
        generate();
        assertThat(introduce().done()).hasSize(HOSTS);
        assertThat(lines(hosts.get(0))).hasSize(2).contains(old);
        assertOpen(hosts.get(0), hosts.get(1));
        changeOver();
        assertOpen(hosts.get(0), hosts.get(1));
        assertThat(withdraw().complete()).isTrue();
        kept.previous.clear();
        assertOpen(hosts.get(0), hosts.get(1));
        assertThat(lines(hosts.get(0))).hasSize(1).doesNotContain(old);
    }

    @Test
    void aKeyWithAPassphraseIsReplacedByOneWithout() throws Exception {
        Path locked = Sshd.newKey(folder.resolve("locked"), "-N", "open sesame");
        Files.writeString(hosts.get(0).authorizedKeys(), Sshd.publicHalf(locked) + "\n");
        kept.put("privateKey", Files.readString(locked));
        kept.put("passphrase", "open sesame");
        hosts.remove(1).close();
        kept.forget();
        kept.know(
                hosts.get(0).id(),
                Values.builder()
                        .put("address", "127.0.0.1")
                        .put("port", hosts.get(0).port())
                        .build());
        generate();
        introduce();
        changeOver();
        assertThat(kept.secrets).containsOnlyKeys("privateKey");
        assertThat(withdraw().complete()).isTrue();
        assertThat(lines(hosts.get(0))).hasSize(1).doesNotContain(Sshd.publicHalf(locked));
        kept.previous.remove("passphrase"); // as when the platform is killed while it deletes them
        assertThat(withdraw().complete()).isTrue();
        assertOpen(hosts.get(0));
    }

    @Test
    void eachStepMayBeDoneAgainAndLeavesOneLineOfEachKey() throws Exception {
        generate();
        introduce();
        introduce();
        assertThat(lines(hosts.get(0))).hasSize(2);
        changeOver();
        withdraw();
        assertThat(withdraw().complete()).isTrue();
        assertThat(lines(hosts.get(0))).hasSize(1);
        assertOpen(hosts.get(0), hosts.get(1));
    }

    @Test
    void whateverRequestItStopsAtAccessIsKeptAndTheNextRunFinishesIt() throws Exception {
        for (int requests = 0; requests < HOSTS; requests++) {
            generate();
            try (Provider provider = fresh()) {
                ((CredentialRotation) provider).introduce(FakeOperationContext.cutShort("key", requests));
            } catch (InterruptedException e) {
                // as when the process is killed
            }
            Thread.interrupted();
            assertOpen(hosts.get(0), hosts.get(1));
            assertThat(introduce().complete()).isTrue();
            changeOver();
            try (Provider provider = fresh()) {
                ((CredentialRotation) provider).withdraw(FakeOperationContext.cutShort("key", requests));
            } catch (InterruptedException e) {
                // as when the process is killed
            }
            Thread.interrupted();
            assertOpen(hosts.get(0), hosts.get(1));
            assertThat(withdraw().complete()).isTrue();
            kept.previous.clear();
            assertOpen(hosts.get(0), hosts.get(1));
            assertThat(lines(hosts.get(0))).hasSize(1);
            assertThat(lines(hosts.get(1))).hasSize(1);
        }
    }

    @Test
    void aHostThatIsAwayKeepsTheOldKeyAndIsBroughtUpLater() throws Exception {
        Sshd away = hosts.get(1);
        away.stop();
        generate();
        Rollout first = introduce();
        assertThat(first.done()).containsExactly(hosts.get(0).id());
        assertThat(first.failures()).containsOnlyKeys(away.id());
        changeOver();
        assertThat(withdraw().failures()).containsOnlyKeys(away.id());
        away.resume();
        assertOpen(hosts.get(0), away);
        assertThat(withdraw().complete()).isTrue();
        kept.previous.clear();
        assertThat(lines(away)).hasSize(1);
        assertOpen(hosts.get(0), away);
    }

    @Test
    void whatTheOldKeyWasForbiddenSoIsTheNewOneAndOtherKeysStay() throws Exception {
        Path file = hosts.get(0).authorizedKeys();
        String other = Sshd.publicHalf(Sshd.newKey(folder.resolve("other")));
        Files.writeString(
                file,
                "# people\n" + other + "\nfrom=\"127.0.0.1\",no-pty "
                        + lines(hosts.get(0)).get(0));
        generate();
        introduce();
        changeOver();
        withdraw();
        assertThat(lines(hosts.get(0))).hasSize(3).contains("# people", other);
        assertThat(lines(hosts.get(0)).get(2)).startsWith("from=\"127.0.0.1\",no-pty ssh-ed25519 ");
        kept.previous.clear();
        assertOpen(hosts.get(0));
    }

    @Test
    void aHostThatReadsItsKeysElsewhereIsToldOfAndNothingIsTakenAway() throws Exception {
        hosts.get(0).close();
        Path key = folder.resolve("key");
        Path elsewhere = Files.writeString(folder.resolve("keys"), Sshd.publicHalf(key) + "\n");
        Sshd odd = Sshd.start(folder.resolve("odd"), Sshd.publicHalf(key), "AuthorizedKeysFile " + elsewhere);
        hosts.set(0, odd);
        kept.know(
                odd.id(),
                Values.builder()
                        .put("address", "127.0.0.1")
                        .put("port", odd.port())
                        .build());
        generate();
        assertThat(introduce().failures().get(odd.id()).code()).isEqualTo("new-key-not-accepted");
        assertOpen(odd);
    }
}
