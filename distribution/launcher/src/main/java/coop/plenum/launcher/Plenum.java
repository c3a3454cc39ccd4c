package coop.plenum.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;

/** A running platform. */
final class Plenum {
    static final long STOP_MILLIS = 5_000;

    private static final long PATIENCE_MILLIS = 60_000;
    private static final long MODULES_PATIENCE_MILLIS = 30_000;

    private final Settings settings;
    private final Framework framework;
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    private Plenum(Settings settings, Framework framework) {
        this.settings = settings;
        this.framework = framework;
    }

    /** Starts the framework and the core bundles; returns before the platform is ready. */
    static Plenum start(Settings settings) throws StartupException, BundleException {
        requireFree(settings);
        CoreBundles core = core(settings);
        Framework framework = new FrameworkFactory().newFramework(properties(settings, core), core);
        Plenum plenum = new Plenum(settings, framework);
        framework.init();
        ServiceUses.forget(framework);

        framework
                .getBundleContext()
                .registerService(
                        new String[] {LogService.class.getName(), LoggerFactory.class.getName()},
                        new FrameworkLog(),
                        null);
        Consumer<String> listener = message -> {
            // all that needs what has failed will log that it cannot have it
            LogSetup.leaveTerminal();
            plenum.failure.compareAndSet(null, message);
        };
        framework
                .getBundleContext()
                .registerService(
                        Consumer.class, listener, FrameworkUtil.asDictionary(Map.of("plenum.startup.failure", "true")));
        RecentLog.find()
                .ifPresent(log -> framework
                        .getBundleContext()
                        .registerService(
                                Supplier.class, log, FrameworkUtil.asDictionary(Map.of("plenum.log", "recent"))));
        framework.start();
        return plenum;
    }

    private static CoreBundles core(Settings settings) throws StartupException {
        try {
            return CoreBundles.ofDistribution(settings.home());
        } catch (IOException e) {
            throw new StartupException(
                    ExitCode.FAILED,
                    "The distribution in " + settings.home() + " is incomplete (" + e.getMessage()
                            + "). Build it again.");
        }
    }

    private static Map<String, String> properties(Settings settings, CoreBundles core) {
        Map<String, String> properties = new HashMap<>();
        properties.put(
                Constants.FRAMEWORK_STORAGE, settings.data().resolve("cache").toString());
        // what is installed stands in the database; the cache is made anew
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, core.packages());
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "sun.*,com.sun.*");
        properties.put("felix.service.urlhandlers", "false");
        properties.put("felix.log.level", "1");
        properties.put("ds.loglevel", System.getProperty("ds.loglevel", "2"));
        properties.put("org.apache.felix.http.host", settings.host());
        properties.put("org.osgi.service.http.port", Integer.toString(settings.port()));
        properties.put("org.apache.felix.http.jetty.sendServerHeader", "false");
        // A page of a list fits; a quarter of it is what Jetty gathers in it, and more than Jackson writes at once.
        properties.put("org.apache.felix.http.jetty.responseBufferSize", "32768");
        properties.put("plenum.home", settings.home().toString());
        properties.put("plenum.data", settings.data().toString());
        properties.put("plenum.catalog", settings.home().resolve("catalog").toString());
        properties.put("plenum.trust", settings.home().resolve("trust").toString());
        properties.put("plenum.version", version());
        properties.put("plenum.http.host", settings.host());
        properties.put("plenum.http.port", Integer.toString(settings.port()));
        settings.publicUrl().ifPresent(url -> {
            properties.put("plenum.http.url", url.toString());
            properties.put("plenum.http.names", url.getHost()); // what a reverse proxy passes on
        });
        settings.rate().ifPresent(rate -> properties.put("plenum.http.rate", rate));
        settings.querySeconds().ifPresent(seconds -> properties.put("plenum.query.seconds", seconds));
        properties.put("plenum.modules.initial", settings.initialModules());
        properties.put("plenum.modules.unsigned", Boolean.toString(settings.unsignedModules()));
        // Without it nobody could look and act in a browser.
        properties.put("plenum.modules.safe", "console");
        properties.put("plenum.safe", Boolean.toString(settings.safeMode()));
        settings.databaseUrl().ifPresent(url -> properties.put("plenum.database.url", url));
        settings.databaseUser().ifPresent(user -> properties.put("plenum.database.user", user));
        settings.databasePassword().ifPresent(password -> properties.put("plenum.database.password", password));
        settings.adminPassword().ifPresent(password -> properties.put("plenum.admin.password", password));
        return properties;
    }

    static String version() {
        String version = Plenum.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static void requireFree(Settings settings) throws StartupException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
        } catch (IOException e) {
            throw new StartupException(
                    ExitCode.PORT_TAKEN,
                    "Cannot listen on " + settings.host() + ":" + settings.port() + " (" + e.getMessage()
                            + "). Stop what uses the port, or choose another with PLENUM_HTTP_PORT.");
        }
    }

    /** Waits until {@code /health/ready} answers 200. */
    void awaitReady() throws StartupException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!ready()) {
            String message = failure.get();
            if (message != null) {
                boolean folder = message.startsWith("data-folder");
                boolean setting = message.startsWith("weak-password");
                throw new StartupException(
                        setting ? ExitCode.WRONG_SETTING : folder ? ExitCode.DATA_FOLDER : ExitCode.DATABASE,
                        message.substring(message.indexOf(':') + 1).strip());
            }
            if (System.nanoTime() > end) {
                throw new StartupException(
                        ExitCode.NOT_READY,
                        "Not ready after " + PATIENCE_MILLIS / 1000 + " s. The log in "
                                + settings.data().resolve("log") + " says why.");
            }
            Thread.sleep(10);
        }
    }

    /** Waits until the modules are up as well; a module that hangs is not waited for any longer than this. */
    void awaitModules() throws InterruptedException {
        long end = System.nanoTime() + MODULES_PATIENCE_MILLIS * 1_000_000;
        while (framework.getState() == Framework.ACTIVE && !modulesUp() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }

    private boolean modulesUp() {
        return registered("(osgi.condition.id=plenum.modules.ready)");
    }

    /** Whether there is a page for setting up at all. */
    boolean servesConsole() {
        return registered("(osgi.http.whiteboard.servlet.pattern=/console/\\*)");
    }

    private boolean registered(String filter) {
        try {
            return framework.getBundleContext().getAllServiceReferences(null, filter) != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A bare socket: a HTTP client would cost more time than the whole check. */
    private boolean ready() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(probeAddress(), settings.port()), 1_000);
            socket.setSoTimeout(5_000);
            String request = "GET /health/ready HTTP/1.1\r\nHost: localhost:" + settings.port()
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(12), StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }

    private InetAddress probeAddress() throws IOException {
        InetAddress address = InetAddress.getByName(settings.host());
        return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    }

    /** The one-time set-up token, as long as there is no administrator. */
    Optional<String> setUpToken() {
        try {
            return Optional.of(java.nio.file.Files.readString(settings.data().resolve("setup-token"))
                    .strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Stops everything; at most 5 s.
     *
     * @return false if something had not ended by then
     */
    boolean stop() throws InterruptedException, BundleException {
        framework.stop();
        return framework.waitForStop(STOP_MILLIS).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    /** Returns when the framework has stopped. */
    void await() throws InterruptedException {
        framework.waitForStop(0);
    }
}
