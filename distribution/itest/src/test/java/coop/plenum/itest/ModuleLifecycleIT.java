package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.core.store.Database;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;

/** Modules come and go in the running framework: the traps of those before us, each a test. */
@ExtendWith(PlenumContainer.class)
class ModuleLifecycleIT {
    /** Of the core; what some of them tell changes while a module comes or goes. */
    private static final List<String> ROUTES = List.of(
            "/api/v1/session",
            "/api/v1/items?limit=5",
            "/api/v1/content-types",
            "/api/v1/modules",
            "/api/v1/access/permissions",
            "/api/v1/audit/entries?limit=5",
            "/api/v1/openapi.json");

    private static final int CYCLES = Integer.getInteger("plenum.module.cycles", 30);
    private static final int READERS = 8;

    private final Client admin;
    private final BundleContext framework;

    ModuleLifecycleIT(Client admin, BundleContext framework) {
        this.admin = admin;
        this.framework = framework;
    }

    @AfterEach
    void removeAll() {
        for (String module : List.of("console", "blueprint", "example", "baremetal", "openstack", "infrastructure")) {
            admin.send("DELETE", "/api/v1/modules/" + module, null);
        }
    }

    private void install(String module) {
        admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
    }

    private void uninstall(String module) {
        admin.send("DELETE", "/api/v1/modules/" + module, null).expect(204);
    }

    @Test
    void anInstallNeverRefreshesOrStopsTheCore() {
        Set<Bundle> core = Arrays.stream(framework.getBundles()).collect(Collectors.toSet());
        ConcurrentLinkedQueue<String> disturbed = new ConcurrentLinkedQueue<>();
        SynchronousBundleListener listener = event -> {
            if (core.contains(event.getBundle())
                    && (event.getType() & (BundleEvent.STOPPED | BundleEvent.UNRESOLVED)) != 0) {
                disturbed.add(event.getBundle().getSymbolicName());
            }
        };
        framework.addBundleListener(listener);
        try {
            install("baremetal");
            uninstall("baremetal");
            uninstall("infrastructure");
        } finally {
            framework.removeBundleListener(listener);
        }
        assertThat(disturbed).isEmpty();
    }

    @Test
    void aModuleBringsItsRouteTypesAndPermissionsAndTakesTheFirstAndLastAway() {
        install("example");
        admin.get("/api/v1/ext/example/status").expect(200);
        assertThat(admin.get("/api/v1/openapi.json").body()).contains("/ext/example/status");
        assertThat(admin.get("/api/v1/access/permissions").body()).contains("example.server.edit");
        uninstall("example");
        admin.get("/api/v1/ext/example/status").expectProblem(404, "module-route-missing");
        assertThat(admin.get("/api/v1/openapi.json").body()).doesNotContain("/ext/example/status");
        assertThat(admin.get("/api/v1/content-types/example.server").expect(200).text("/orphaned"))
                .isEqualTo("true");
    }

    @Test
    void storedDataNamesNoClassAndNoBundle() {
        install("example");
        String connection = admin.post(
                        "/api/v1/ext/infrastructure/connections",
                        Map.of("title", "lab", "provider", "simulator", "settings", Map.of("seed", 7, "count", 10)))
                .expect(201)
                .text("/id");
        String stored = admin.get("/api/v1/items/" + connection).expect(200).body()
                + admin.get("/api/v1/items/" + connection + "/revisions")
                        .expect(200)
                        .body()
                + admin.get("/api/v1/content-types").expect(200).body()
                + admin.get("/api/v1/operations").expect(200).body();
        assertThat(stored).doesNotContain("coop.plenum");
        Answer now = admin.get("/api/v1/ext/infrastructure/connections/" + connection);
        admin.delete("/api/v1/ext/infrastructure/connections/" + connection + "?release=true", now.etag());
    }

    @Test
    void cyclesLeaveNoClassLoaderNoThreadAndNoTableBehindWhileReadersSeeNoFailure() throws Exception {
        install("infrastructure");
        install("example");
        uninstall("example");
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        long tables = tables();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong failures = new AtomicLong();
        AtomicLong reads = new AtomicLong();
        List<Thread> readers = startReaders(stop, reads, failures);
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            install("example");
            admin.get("/api/v1/ext/example/status").expect(200);
            loaders.add(new WeakReference<>(example().adapt(BundleWiring.class).getClassLoader()));
            uninstall("example");
        }
        stop.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(failures).as("failed of %d reads", reads.get()).hasValue(0);
        assertThat(reads.get()).isPositive();
        Waiting.until("all but the last class loader collected", Duration.ofSeconds(20), () -> {
            System.gc();
            return loaders.stream().filter(loader -> loader.get() != null).count() <= 1;
        });
        Set<Thread> after = Thread.getAllStackTraces().keySet();
        assertThat(after.stream()
                        .filter(thread -> !before.contains(thread))
                        .map(Thread::getName)
                        .filter(name -> !name.startsWith("HttpClient-")) // of the readers: the simulator has none
                        .filter(name -> !CoreThreads.isOne(name)))
                .isEmpty();
        assertThat(Arrays.stream(framework.getBundles()).map(Bundle::getSymbolicName))
                .doesNotContain("coop.plenum.example");
        assertThat(tables()).isEqualTo(tables);
    }

    private long tables() {
        Database database = framework.getService(framework.getServiceReference(Database.class));
        return database.read(sql -> sql.query("SELECT COUNT(*) FROM information_schema.tables", row -> row.number(1))
                .get(0));
    }

    private Bundle example() {
        return Arrays.stream(framework.getBundles())
                .filter(bundle -> "coop.plenum.example".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private List<Thread> startReaders(AtomicBoolean stop, AtomicLong reads, AtomicLong failures) {
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            Thread reader = new Thread(
                    () -> {
                        for (int read = 0; !stop.get(); read++) {
                            if (admin.get(ROUTES.get(read % ROUTES.size())).status() != 200) {
                                failures.incrementAndGet();
                            }
                            reads.incrementAndGet();
                        }
                    },
                    "reader");
            reader.start();
            readers.add(reader);
        }
        return readers;
    }
}
