package coop.plenum.launcher;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleException;

/** The process: {@code Main [--safe-mode]}, settings by environment, see {@code docs/reference/server.md}. */
public final class Main {
    private static final PrintStream OUT = System.out;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments).code());
    }

    private static ExitCode run(String[] arguments) {
        preloadLocales();
        try {
            Path home = Path.of(System.getProperty("plenum.home", ".")).toAbsolutePath();
            Settings settings = Settings.of(home, System.getenv(), List.of(arguments));
            try (DataFolder folder = DataFolder.open(settings.data())) {
                // for the logging, which starts before the framework
                System.setProperty("plenum.data", folder.path().toString());
                return serve(settings);
            }
        } catch (StartupException e) {
            System.err.println("Plenum cannot start: " + e.getMessage());
            return e.exitCode();
        } catch (BundleException e) {
            System.err.println("Plenum cannot start: a core bundle does not start. " + e.getMessage());
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            return ExitCode.FAILED;
        }
    }

    /** Jetty will ask for them, which takes a tenth of the start; a second processor has nothing to do meanwhile. */
    private static void preloadLocales() {
        Thread preload = new Thread(() -> List.of(Locale.getAvailableLocales()), "preload");
        preload.setDaemon(true);
        preload.start();
    }

    private static ExitCode serve(Settings settings) throws StartupException, BundleException, InterruptedException {
        Plenum plenum = Plenum.start(settings);
        AtomicBoolean ended = new AtomicBoolean();
        Thread stopper = new Thread(
                () -> {
                    if (!ended.get()) {
                        // the exit code of a signal would be 143; a clean stop is a success
                        Runtime.getRuntime().halt(stop(plenum).code());
                    }
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            plenum.awaitReady();
            double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
            OUT.printf(Locale.ROOT, "Plenum %s is ready after %.1f s%n", Plenum.version(), seconds);
            // nobody shall open an address at which the console is not there yet
            plenum.awaitModules();
            greet(settings, plenum);
            plenum.await();
        } catch (StartupException | InterruptedException | RuntimeException e) {
            ended.set(true);
            stop(plenum);
            throw e;
        }
        ended.set(true);
        return stop(plenum);
    }

    private static ExitCode stop(Plenum plenum) {
        String why;
        try {
            if (plenum.stop()) {
                return ExitCode.STOPPED;
            }
            why = "after " + Plenum.STOP_MILLIS / 1000
                    + " s something was still at work, and has been cut off. What was"
                    + " acknowledged is on disk; the log says what had been stopped.";
        } catch (InterruptedException | BundleException e) {
            why = String.valueOf(e.getMessage());
        }
        System.err.println("Plenum did not stop cleanly: " + why);
        return ExitCode.UNCLEAN_STOP;
    }

    private static void greet(Settings settings, Plenum plenum) {
        OUT.println("  Data folder  " + settings.data());
        OUT.println("  Database     " + settings.database());
        OUT.println("  Address      " + settings.address() + "/");
        if (settings.safeMode()) {
            OUT.println("  Safe mode    no module but the console has been started");
        }
        plenum.setUpToken().ifPresent(token -> {
            if (plenum.servesConsole()) {
                OUT.println("  Set-up       " + settings.address() + "/console/setup#token=" + token);
            }
            OUT.println("  Set-up token " + token);
        });
        OUT.println("  Stop with    Ctrl-C");
        OUT.flush();
    }
}
