package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.openstack.fake.FakeCloud;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Modules that were at work when they went: their connections had threads, sockets and HTTP clients. Threads are compared
 * one by one, whatever they are called.
 */
@ExtendWith(PlenumContainer.class)
class UsedModuleLeakIT {
    private static final int CYCLES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ROOT = "00000000-0000-0000-0000-000000000001";

    private final Client admin;
    private final BundleContext framework;

    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private final Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();

    @TempDir
    private Path folder;

    UsedModuleLeakIT(Client admin, BundleContext framework) {
        this.admin = admin;
        this.framework = framework;
    }

    @BeforeEach
    void listen() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
    }

    @AfterEach
    void removeAll() {
        Thread.setDefaultUncaughtExceptionHandler(usual);
        for (String module : List.of("baremetal", "ssh", "openstack", "infrastructure")) {
            admin.send("DELETE", "/api/v1/modules/" + module, null);
        }
    }

    @Test
    void baremetalLeavesNothingBehind() throws Exception {
        try (FakeRedfishService controller = new FakeRedfishService(Maker.STANDARD)) {
            Map<String, Object> settings = Map.of(
                    "protocol",
                    "redfish",
                    "timeout",
                    "PT30S",
                    "addresses",
                    List.of("127.0.0.1:" + controller.port()),
                    "username",
                    "admin",
                    "tlsTrust",
                    "pinned",
                    "certificateFingerprints",
                    List.of(FakeRedfishService.fingerprint()));
            comesAndGoes("baremetal", settings, Map.of("password", FakeRedfishService.PASSWORD), "baremetal.machine");
            assertThat(controller.openSessions())
                    .as("the few that a controller has")
                    .isZero();
        }
    }

    @Test
    void sshLeavesNothingBehind() throws Exception {
        int ports = Ports.before(2);
        try (SshRig rig = SshRig.start(folder, ports, 2)) {
            Map<String, Object> settings = Map.of(
                    "addresses", List.of("127.0.0.1:" + (ports + 1) + "-" + (ports + 2)), "username", rig.user());
            comesAndGoes("ssh", settings, Map.of("privateKey", rig.privateKey()), "ssh.host");
        }
    }

    @Test
    void openStackLeavesNothingBehind() throws Exception {
        try (FakeCloud cloud = new FakeCloud()) {
            cloud.services().put("network/networks", Map.of("name", "base"));
            Map<String, Object> settings =
                    Map.of("authUrl", cloud.authUrl(), "username", "tester", "project", "proving");
            comesAndGoes("openstack", settings, Map.of("password", FakeCloud.PASSWORD), "openstack.network");
        }
    }

    private void comesAndGoes(String module, Map<String, Object> settings, Map<String, Object> secrets, String type) {
        Set<String> ownClients = ownClients();
        install(module);
        String connection = Inventory.connect(admin, ROOT, "leaks of " + module, module, settings, secrets);
        assertThat(admin.get("/api/v1/items?type=" + type).expect(200).json().path("items"))
                .as("the module has been at work")
                .isNotEmpty();
        uninstall(module);
        Set<Thread> before = threads(ownClients); // the rigs' own have started, too

        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            install(module);
            loaders.add(
                    new WeakReference<>(bundle(module).adapt(BundleWiring.class).getClassLoader()));
            Inventory.sync(admin, connection);
            uninstall(module);
        }
        awaitNoneBut(before, ownClients);
        assertThat(uncaught).as("what ended threads of " + module).isEmpty();
        Waiting.until("all class loaders of " + module + " collected", PATIENCE, () -> {
            System.gc();
            return loaders.stream().filter(loader -> loader.get() != null).count() <= 1;
        });
        assertThat(Arrays.stream(framework.getBundles()).map(Bundle::getSymbolicName))
                .doesNotContain("coop.plenum." + module);
        Answer now = admin.get("/api/v1/ext/infrastructure/connections/" + connection);
        admin.delete("/api/v1/ext/infrastructure/connections/" + connection + "?release=true", now.etag());
    }

    private void install(String module) {
        admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
    }

    private void uninstall(String module) {
        admin.send("DELETE", "/api/v1/modules/" + module, null).expect(204);
    }

    private Bundle bundle(String module) {
        return Arrays.stream(framework.getBundles())
                .filter(bundle -> ("coop.plenum." + module).equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** How threads of HTTP clients begin that were there before the module: those of the tests. */
    private static Set<String> ownClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.endsWith("-SelectorManager"))
                .map(name -> name.replace("-SelectorManager", "-Worker-"))
                .collect(Collectors.toSet());
    }

    private static Set<Thread> threads(Set<String> ownClients) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !CoreThreads.isOne(thread.getName()))
                .filter(thread ->
                        ownClients.stream().noneMatch(client -> thread.getName().startsWith(client)))
                .filter(thread -> !thread.getName().equals("process reaper")) // of the rigs' scripts
                .collect(Collectors.toSet());
    }

    private static void awaitNoneBut(Set<Thread> before, Set<String> ownClients) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Set<Thread> left;
        do {
            System.gc(); // an HTTP client ends its thread when nobody holds it any more
            left = threads(ownClients);
            left.removeAll(before);
        } while (!left.isEmpty() && System.nanoTime() < end);
        assertThat(left).as("threads that are left").isEmpty();
    }
}
