package coop.plenum.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.Planner;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.FakeOperationContext;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the provider does at real OpenSSH servers, and what it says when that does not go well. */
class SshProviderTest {
    @TempDir
    private Path folder;

    private Sshd host;
    private KeptSecrets context;
    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        Path key = Sshd.newKey(folder.resolve("key"));
        host = Sshd.start(folder.resolve("host"), Sshd.publicHalf(key));
        context = new KeptSecrets(Map.of("privateKey", Files.readString(key)));
        provider = connect(Map.of());
    }

    @AfterEach
    void stop() {
        provider.close();
        host.close();
    }

    private Provider connect(Map<String, Object> more) throws ProviderException {
        Values settings = Values.builder()
                .put("username", Sshd.USER)
                .put("addresses", List.of(host.id()))
                .put("timeout", "PT5S")
                .putAll(Values.of(more))
                .build();
        return new SshProviderFactory().connect(settings, context);
    }

    private HostHandler handler() {
        return (HostHandler) provider.handlers().get(0);
    }

    private ResourceState seen() throws InterruptedException {
        Observed observed = handler().observe(ref(Values.empty()), FakeOperationContext.create());
        assertThat(observed).as(String.valueOf(observed)).isInstanceOf(Observed.Present.class);
        return ((Observed.Present) observed).state();
    }

    private ResourceRef ref(Values known) {
        return new ResourceRef(UUID.randomUUID(), Optional.of(host.id()), "host", known);
    }

    /** Of the latest action. */
    private volatile FakeOperationContext operation = FakeOperationContext.create();

    private Step act(String action, Map<String, Object> parameters) throws InterruptedException {
        operation = FakeOperationContext.create();
        return handler().act(action, Values.of(parameters), ref(Values.empty()), Optional.empty(), operation);
    }

    private static String code(Step step) {
        return step instanceof Step.Failed failed ? failed.cause().code() : "done";
    }

    private Diagnostics check() throws InterruptedException {
        return provider.check(FakeOperationContext.create());
    }

    @Test
    void oneLoginTellsWhatAMachineIs() throws Exception {
        Values facts = seen().values();
        assertThat(facts.requireText("hostKeyFingerprint")).isEqualTo(host.fingerprint());
        assertThat(facts.requireText("hostKeyType")).isEqualTo("ssh-ed25519");
        assertThat(facts.requireText("status")).isEqualTo("ok");
        assertThat(facts.requireText("powerState")).isEqualTo("on");
        assertThat(facts.requireText("kernel")).isEqualTo(System.getProperty("os.version"));
        assertThat(facts.integer("processors").orElse(0)).isPositive();
        assertThat(facts.decimal("memory")).isPresent();
        assertThat(seen().values()).isEqualTo(facts);
    }

    @Test
    void aChangedHostKeyIsRefusedAndBothAreShownUntilItIsAccepted() throws Exception {
        String before = host.fingerprint();
        seen();
        host.changeHostKey();

        Values changed = seen().values();
        assertThat(changed.requireText("status")).isEqualTo("host-key-changed");
        assertThat(changed.requireText("hostKeyFingerprint")).isEqualTo(before);
        assertThat(changed.requireText("presentedHostKeyFingerprint")).isEqualTo(host.fingerprint());
        assertThat(changed.requireText("problem")).contains(before, host.fingerprint());
        assertThat(changed.text("kernel")).isPresent();
        assertThat(check().problems()).extracting(Diagnostics.Problem::code).containsExactly("host-key-changed");
        assertThat(check().problems().get(0).message()).contains(before, host.fingerprint());
        assertThat(code(act("run-command", Map.of("command", "true")))).isEqualTo("host-key-changed");

        assertThat(code(act("accept-host-key", Map.of("fingerprint", before)))).isEqualTo("host-key-changed");
        assertThat(code(act("accept-host-key", Map.of("fingerprint", host.fingerprint()))))
                .isEqualTo("done");
        assertThat(seen().values().requireText("hostKeyFingerprint")).isEqualTo(host.fingerprint());
        assertThat(seen().values().asMap()).doesNotContainKeys("presentedHostKeyFingerprint", "problem");
    }

    @Test
    void theKnownKeyComesFromThePlatformAfterARestart() throws Exception {
        context.know(host.id(), seen().values());
        String before = host.fingerprint();
        host.changeHostKey();
        provider.close();
        provider = connect(Map.of());

        Discoverer.Found found = handler().discover(Optional.empty(), 100, operation);
        assertThat(found.states()).hasSize(1);
        assertThat(found.states().get(0).values().requireText("hostKeyFingerprint"))
                .isEqualTo(before);
        assertThat(found.states().get(0).values().requireText("status")).isEqualTo("host-key-changed");
        assertThat(found.complete()).isFalse();
    }

    @Test
    void aHostIsEnrolledUnderTheKeyThatThePlanHasShown() throws Exception {
        Values wanted = Values.builder()
                .put("address", "localhost")
                .put("port", host.port())
                .build();
        Change change = new Change(
                Change.Kind.CREATE,
                new ResourceRef(UUID.randomUUID(), Optional.empty(), "web", wanted),
                Values.empty(),
                wanted,
                Optional.empty());
        Planner.Planned planned = handler().plan(change, operation);
        assertThat(((Planner.Planned.Create) planned).after().requireText("hostKeyFingerprint"))
                .isEqualTo(host.fingerprint());
        host.changeHostKey();
        assertThat(code(handler().apply(change, operation))).isEqualTo("host-key-changed");
    }

    @Test
    void aKeyThatWasNotGivenIsRefusedWhereKeysAreGivenBeforehand() throws Exception {
        provider.close();
        provider =
                connect(Map.of("hostKeyTrust", "pinned", "hostKeyFingerprints", List.of("SHA256:" + "A".repeat(43))));
        assertThat(check().problems()).extracting(Diagnostics.Problem::code).containsExactly("host-key-unknown");
        provider.close();
        provider = connect(Map.of("hostKeyTrust", "pinned", "hostKeyFingerprints", List.of(host.fingerprint())));
        assertThat(check().problems()).isEmpty();
    }

    @Test
    void aPasswordIsNotGivenToAnUnknownHostAtAnAddressThatNobodyNamed() throws Exception {
        context.put("password", "hunter2");
        Values wanted = Values.builder()
                .put("address", "localhost")
                .put("port", host.port())
                .build();
        Change change = new Change(
                Change.Kind.CREATE,
                new ResourceRef(UUID.randomUUID(), Optional.empty(), "web", wanted),
                Values.empty(),
                wanted,
                Optional.empty());
        assertThat(code(handler().apply(change, operation))).isEqualTo("host-key-needed");
    }

    @Test
    void aCommandsOutputGoesIntoTheLogAndItsExitStatusIsTold() throws Exception {
        assertThat(code(act("run-command", Map.of("command", "echo one; echo 'two  three' >&2"))))
                .isEqualTo("done");
        assertThat(operation.messages()).contains("one", "stderr: two  three", "Ended with exit status 0.");
        Step failed = act("run-command", Map.of("command", "exit 7"));
        assertThat(code(failed)).isEqualTo("command-failed");
        assertThat(((Step.Failed) failed).cause()).hasMessageContaining("exit status 7");
    }

    @Test
    void outputIsBounded() throws Exception {
        assertThat(code(act("run-command", Map.of("command", "yes | head -n 200000"))))
                .isEqualTo("done");
        assertThat(operation.messages())
                .hasSizeLessThan(510)
                .anyMatch(line -> line.startsWith("There was more output"));
    }

    @Test
    void aCommandThatTakesTooLongIsKilledWithAllItHasStarted() throws Exception {
        String mark = "31" + (System.nanoTime() % 1_000_000);
        String command = "sleep " + mark + " & sleep " + mark;
        assertThat(code(act("run-command", Map.of("command", command, "timeout", "PT1S"))))
                .isEqualTo("command-timed-out");
        assertThat(running("sleep " + mark)).isFalse();
    }

    @Test
    void aCommandThatIsCancelledIsKilled() throws Exception {
        String mark = "32" + (System.nanoTime() % 1_000_000);
        Thread caller = new Thread(() -> {
            try {
                act("run-command", Map.of("command", "sleep " + mark));
            } catch (InterruptedException e) {
                // as it should
            }
        });
        caller.start();
        while (!running("sleep " + mark)) {
            Thread.sleep(20);
        }
        operation.cancel();
        caller.join(10_000);
        assertThat(caller.isAlive()).isFalse();
        assertThat(running("sleep " + mark)).isFalse();
    }

    private static boolean running(String command) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            Thread.sleep(30);
        }
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info()
                        .commandLine()
                        .filter(line -> line.endsWith(command) && !line.contains("sh "))
                        .isPresent());
    }

    @Test
    void aScriptRunsInAnyInterpreterWithArgumentsAndLeavesNoFile() throws Exception {
        Map<String, Object> parameters = Map.of(
                "script", "echo \"$0\"; echo \"it's $1\"; echo \"[$2]\"", "arguments", List.of("a'b", "$HOME \"x\""));
        assertThat(code(act("run-script", parameters))).isEqualTo("done");
        assertThat(operation.messages()).contains("it's a'b", "[$HOME \"x\"]");
        assertThat(Path.of(operation.messages().get(0))).doesNotExist();
        assertThat(code(act("run-script", Map.of("script", "print(6*7)", "interpreter", "sh -c"))))
                .isEqualTo("invalid-interpreter");
    }

    @Test
    void aFileIsWrittenWholeWithItsMode() throws Exception {
        Path file = folder.resolve("it's a file");
        byte[] bytes = {0, 1, (byte) 255, '\n', '\''};
        Map<String, Object> parameters = Map.of(
                "path",
                file.toString(),
                "content",
                Base64.getEncoder().encodeToString(bytes),
                "encoding",
                "base64",
                "mode",
                "0640");
        assertThat(code(act("upload-file", parameters))).isEqualTo("done");
        assertThat(file).hasBinaryContent(bytes);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(code(act("upload-file", Map.of("path", folder + "/none/x", "content", "x"))))
                .isEqualTo("folder-missing");
        assertThat(code(act("upload-file", Map.of("path", folder.toString(), "content", "x"))))
                .isEqualTo("is-folder");
    }

    @Test
    void aFullDiskIsToldAndWhatWasThereStays() throws Exception {
        Path file = Files.writeString(folder.resolve("kept"), "before");
        // the kernel's own answer, without filling a disk
        host.program("cat", "exec /bin/cat \"$@\" >/dev/full");
        assertThat(code(act("upload-file", Map.of("path", file.toString(), "content", "after"))))
                .isEqualTo("disk-full");
        assertThat(file).hasContent("before");
        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".plenum"));
    }

    @Test
    void rootIsBecomeOrItIsSaidThatItIsRefused() throws Exception {
        assertThat(code(act("run-command", Map.of("command", "id", "become", true))))
                .isEqualTo("done");
        host.program("sudo", "echo 'sudo: a password is required' >&2; exit 1");
        assertThat(code(act("run-command", Map.of("command", "id", "become", true))))
                .isEqualTo("become-refused");
        assertThat(code(act("reboot", Map.of("become", true)))).isEqualTo("become-refused");
    }

    @Test
    void aRebootIsOverWhenTheKernelIsAnotherRun() throws Exception {
        Step begun = act("reboot", Map.of());
        assertThat(begun).isInstanceOf(Step.Pending.class);
        String token = ((Step.Pending) begun).resumeToken();
        host.stop();
        assertThat(rebooting(token)).isInstanceOf(Step.Pending.class);
        host.resume();
        assertThat(rebooting(token)).isInstanceOf(Step.Done.class);
        String now = Files.readString(folder.resolve("host/boot-id")).strip();
        assertThat(rebooting(now + " " + (System.currentTimeMillis() / 1000 - 1)))
                .as("the same run, long after")
                .isInstanceOf(Step.Failed.class);
    }

    private Step rebooting(String token) throws InterruptedException {
        return handler()
                .act("reboot", Values.empty(), ref(Values.empty()), Optional.of(token), FakeOperationContext.create());
    }

    @Test
    void failuresAreToldApart() throws Exception {
        host.stop();
        assertThat(failure(host.id())).isEqualTo("connection-refused");
        assertThat(code(act("run-command", Map.of("command", "true")))).isEqualTo("connection-refused");
        assertThat(failure("no-such-host.invalid")).isEqualTo("name-unknown");
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(failure("127.0.0.1:" + silent.getLocalPort())).isEqualTo("timed-out");
        }
        host.resume();
        Files.writeString(host.authorizedKeys(), "");
        assertThat(failure(host.id())).isEqualTo("authentication-refused");
    }

    private String failure(String address) throws Exception {
        try (Provider other = connect(Map.of("addresses", List.of(address), "timeout", "PT1S"))) {
            List<Diagnostics.Problem> problems =
                    other.check(FakeOperationContext.create()).problems();
            assertThat(problems).hasSize(1);
            assertThat(problems.get(0).category())
                    .isIn(Category.TRANSIENT, Category.AUTHENTICATION, Category.UNSUPPORTED);
            return problems.get(0).code();
        }
    }

    @Test
    void anAccountWithoutAShellIsToldApart() throws Exception {
        host.close();
        host = Sshd.start(
                folder.resolve("other"), Sshd.publicHalf(folder.resolve("key")), "ForceCommand echo no shell for you");
        provider.close();
        provider = connect(Map.of());
        Observed observed = handler().observe(ref(Values.empty()), operation);
        assertThat(((Observed.Unknown) observed).reason().code()).isEqualTo("no-shell");
    }

    @Test
    void aKeyWithAPassphraseOpensOnlyWithIt() throws Exception {
        Path locked = Sshd.newKey(folder.resolve("locked"), "-N", "open sesame");
        Files.writeString(host.authorizedKeys(), Sshd.publicHalf(locked) + "\n");
        context.put("privateKey", Files.readString(locked));
        assertThat(check().problems()).extracting(Diagnostics.Problem::code).containsExactly("wrong-passphrase");
        context.put("passphrase", "open barley");
        assertThat(check().problems()).extracting(Diagnostics.Problem::code).containsExactly("wrong-passphrase");
        context.put("passphrase", "open sesame");
        assertThat(check().problems()).isEmpty();
    }

    @Test
    void keysOfOtherKindsOpenToo() throws Exception {
        for (List<String> kind : List.of(List.of("rsa", "PEM"), List.of("ecdsa", "RFC4716"))) {
            Path key = folder.resolve(kind.get(0));
            Sshd.keygen("-q", "-t", kind.get(0), "-m", kind.get(1), "-N", "", "-f", key.toString());
            Files.writeString(host.authorizedKeys(), Sshd.publicHalf(key) + "\n");
            context.put("privateKey", Files.readString(key));
            assertThat(check().problems()).as(kind.toString()).isEmpty();
        }
    }

    @Test
    void noThreadIsStartedBeforeTheFirstCall() {
        int before = Thread.activeCount();
        assertThat(provider.handlers()).hasSize(1);
        assertThat(Thread.activeCount()).isEqualTo(before);
    }
}
