package coop.plenum.core.module;

import aQute.bnd.osgi.repository.XMLResourceGenerator;
import aQute.bnd.osgi.resource.ResourceBuilder;
import coop.plenum.api.access.Caller;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.api.module.InstallPlan;
import coop.plenum.api.module.Module;
import coop.plenum.api.module.ModuleRequest;
import coop.plenum.core.module.runtime.TimeLimits;
import coop.plenum.core.module.state.Step;
import coop.plenum.core.store.JdbcDatabase;
import coop.plenum.core.store.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.resolver.Resolver;

/**
 * A real framework with a real component runtime and a real database, and the module service on top. Its service can be
 * started and ended several times, as if the process had been; a crash leaves all as it stands.
 */
final class TestPlatform {
    static final Caller ADMIN = Caller.system("test");
    static final TimeLimits QUICK = new TimeLimits(
            Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofSeconds(20), Duration.ofMinutes(5));

    /** Stands for the end of the process: nobody catches it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    final Path folder;
    final Path catalog;
    final Path build;
    final FakeContentTypes contentTypes = new FakeContentTypes();
    final FakePermissions permissions = new FakePermissions();
    final FakeAuditLog audit = new FakeAuditLog();
    final FakeAccess access = new FakeAccess();
    final List<PlatformEvent> events = new CopyOnWriteArrayList<>();
    final AtomicInteger coreStops = new AtomicInteger();
    final JdbcDatabase database;
    final Framework framework;
    boolean safe;
    List<String> safeModules = List.of();
    boolean unsigned;
    List<String> initial = List.of();
    TimeLimits limits = QUICK;

    @Nullable
    Step crashAt;

    private @Nullable JournaledModuleService service;

    TestPlatform(Path folder) throws Exception {
        this.folder = folder;
        this.catalog = folder.resolve("catalog");
        this.build = folder.resolve("build");
        Files.createDirectories(catalog);
        Signing.PUBLISHER.trustedIn(folder.resolve("trust"));
        database = TestDatabases.h2(folder.resolve("database"));
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("felix").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.osgi.service.component;version=1.5,org.osgi.service.component.runtime;version=1.5,"
                                + "org.osgi.service.component.runtime.dto;version=1.5,"
                                + "org.osgi.util.promise;version=1.1,org.osgi.util.function;version=1.1,"
                                + "coop.plenum.api;version=1.0"));
        framework.start();
        framework
                .getBundleContext()
                .installBundle(jarOf("org.apache.felix.scr").toString())
                .start();
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPING
                    && !event.getBundle().getLocation().startsWith("plenum:")) {
                coreStops.incrementAndGet();
            }
        });
    }

    /** The class path holds the component runtime's jar; the bundle is installed from it. */
    private static java.net.URI jarOf(String artifact) {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(artifact + "-"))
                .findFirst()
                .orElseThrow()
                .toUri();
    }

    /** Starts the service, with the boot done when this returns. */
    TestPlatform start() {
        service = new JournaledModuleService(
                framework.getBundleContext(),
                new ModuleSettings(
                        folder.resolve("modules"),
                        catalog,
                        List.of(folder.resolve("trust")),
                        unsigned,
                        safe,
                        safeModules,
                        initial),
                limits,
                step -> {
                    if (step == crashAt) {
                        throw new Crash();
                    }
                },
                database,
                access,
                audit,
                contentTypes,
                permissions,
                new Events(),
                service(Resolver.class),
                service(ServiceComponentRuntime.class));
        service.installed(ADMIN);
        return this;
    }

    /** Forgets the service as a killed process would: it gets no chance to tidy up. */
    TestPlatform crash() {
        service = null;
        crashAt = null;
        return this;
    }

    TestPlatform stop() throws InterruptedException {
        Objects.requireNonNull(service).close();
        service = null;
        return this;
    }

    JournaledModuleService service() {
        return Objects.requireNonNull(service);
    }

    <T> T service(Class<T> type) {
        ServiceReference<T> reference = framework.getBundleContext().getServiceReference(type);
        return framework.getBundleContext().getService(reference);
    }

    /** Puts modules, signed by the trusted publisher, into the bundled catalog. */
    TestPlatform offer(TestModule... modules) throws Exception {
        for (TestModule module : modules) {
            module.build(catalog, Signing.PUBLISHER);
        }
        return index();
    }

    /** Writes the index with the tool that the distribution uses. */
    TestPlatform index() throws Exception {
        XMLResourceGenerator index = new XMLResourceGenerator().name("test");
        try (Stream<Path> jars = Files.list(catalog)) {
            for (Path jar : jars.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                ResourceBuilder resource = new ResourceBuilder();
                resource.addFile(
                        jar.toFile(), java.net.URI.create(jar.getFileName().toString()));
                index.resource(resource.build());
            }
        }
        index.save(catalog.resolve("index.xml").toFile());
        return this;
    }

    Optional<Module> install(String module) {
        return service().execute(ADMIN, ModuleRequest.install(module), Optional.empty());
    }

    Optional<Module> change(InstallPlan.Kind kind, String module) {
        return service().execute(ADMIN, new ModuleRequest(kind, module, Optional.empty(), false), Optional.empty());
    }

    /** By somebody who has seen the plan. */
    Optional<Module> asPlanned(InstallPlan.Kind kind, String module) {
        return service()
                .execute(
                        ADMIN,
                        new ModuleRequest(kind, module, Optional.empty(), false),
                        Optional.of(plan(kind, module).digest()));
    }

    InstallPlan plan(InstallPlan.Kind kind, String module) {
        return service().plan(ADMIN, new ModuleRequest(kind, module, Optional.empty(), false));
    }

    Module.State state(String module) {
        return service().find(ADMIN, module).orElseThrow().state();
    }

    /** Symbolic name and version of the module bundles that are active. */
    List<String> active() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("plenum:") && bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                .sorted()
                .toList();
    }

    /** All module bundles, whatever their state. */
    long moduleBundles() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("plenum:"))
                .count();
    }

    List<String> eventTypes() {
        return events.stream().map(PlatformEvent::type).distinct().toList();
    }

    List<String> openJournal() {
        return database.read(
                sql -> sql.query("SELECT module FROM module_journal WHERE outcome = 'OPEN'", row -> row.text(1)));
    }

    /** Ends all, as a process that is told to stop does. */
    void end() throws Exception {
        try {
            if (service != null) {
                stop();
            }
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(10));
        } finally {
            database.close();
        }
    }

    private final class Events implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            events.add((PlatformEvent) event.getProperty(PlatformEvent.PROPERTY));
        }

        @Override
        public void sendEvent(Event event) {
            postEvent(event);
        }
    }
}
