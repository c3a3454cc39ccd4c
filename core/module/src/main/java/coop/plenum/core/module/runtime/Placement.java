package coop.plenum.core.module.runtime;

import coop.plenum.api.PlenumException;
import coop.plenum.core.module.state.JarStore;
import coop.plenum.core.module.state.ModuleRow;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the framework hold exactly the module bundles that are wanted, and run them. Never refreshes a bundle of the
 * core. Not for use by several threads at once.
 */
public final class Placement {
    private static final Logger LOG = LoggerFactory.getLogger(Placement.class);

    /**
     * @param stopped modules that stay but had to stop, since they use one that went
     * @param problems by module, in words
     */
    public record Placed(Set<String> stopped, Map<String, String> problems) {}

    private final BundleContext context;
    private final ModuleBundles bundles;
    private final JarStore store;
    private final TimeLimits limits;

    public Placement(BundleContext context, ModuleBundles bundles, JarStore store, TimeLimits limits) {
        this.context = context;
        this.bundles = bundles;
        this.store = store;
        this.limits = limits;
    }

    /**
     * Removes module bundles that are not wanted, installs those that are missing, and wires them; starts nothing.
     *
     * @throws PlenumException {@code install-refused} before anything happens when a core bundle would be refreshed
     */
    public Placed place(Collection<ModuleRow> wanted) {
        Set<String> locations = wanted.stream().map(ModuleBundles::location).collect(Collectors.toSet());
        Set<Bundle> gone = bundles.modules().stream()
                .filter(bundle -> !locations.contains(bundle.getLocation()))
                .collect(Collectors.toSet());
        Collection<Bundle> closure = bundles.closure(gone);
        requireModules(closure);
        Map<String, String> problems = new TreeMap<>();
        remove(gone, closure, problems);
        for (ModuleRow row : wanted) {
            if (bundles.find(row).isEmpty()) {
                install(row).ifPresent(problem -> problems.put(row.name(), problem));
            }
        }
        List<Bundle> here = present(wanted);
        if (!here.isEmpty()) {
            bundles.wiring().resolveBundles(here);
        }
        Set<String> stopped = new HashSet<>();
        closure.stream()
                .filter(bundle -> !gone.contains(bundle))
                .forEach(bundle -> ModuleBundles.module(bundle).ifPresent(stopped::add));
        return new Placed(stopped, problems);
    }

    /** Starts those that do not run, in the order in which they use each other. */
    public Map<String, String> start(Collection<ModuleRow> wanted) {
        Map<String, String> problems = new TreeMap<>();
        for (Bundle bundle : ModuleBundles.inStartOrder(present(wanted))) {
            if (bundle.getState() != Bundle.ACTIVE) {
                String name = ModuleBundles.module(bundle).orElseThrow();
                call("start", name, () -> bundle.start(Bundle.START_TRANSIENT))
                        .ifPresent(problem -> problems.put(name, "it does not start: " + problem));
            }
        }
        return problems;
    }

    private List<Bundle> present(Collection<ModuleRow> wanted) {
        return wanted.stream().flatMap(row -> bundles.find(row).stream()).toList();
    }

    private static void requireModules(Collection<Bundle> closure) {
        List<String> core = closure.stream()
                .filter(bundle -> ModuleBundles.module(bundle).isEmpty())
                .map(Bundle::getSymbolicName)
                .sorted()
                .toList();
        if (!core.isEmpty()) {
            throw PlenumException.conflict(
                    "install-refused", "The core would be restarted: " + String.join(", ", core) + ".");
        }
    }

    private void remove(Set<Bundle> gone, Collection<Bundle> closure, Map<String, String> problems) {
        if (gone.isEmpty()) {
            return;
        }
        List<Bundle> order = ModuleBundles.inStartOrder(closure);
        for (int i = order.size() - 1; i >= 0; i--) {
            Bundle bundle = order.get(i);
            String name = ModuleBundles.module(bundle).orElseThrow();
            Optional<String> problem = call("stop", name, () -> {
                bundle.stop(Bundle.STOP_TRANSIENT);
                if (gone.contains(bundle)) {
                    bundle.uninstall();
                }
            });
            if (problem.isPresent()) {
                LOG.error("Module {} does not stop: {}", name, problem.get());
                problems.put(name, "it does not stop: " + problem.get());
            }
        }
        refresh(closure, problems);
    }

    private void refresh(Collection<Bundle> closure, Map<String, String> problems) {
        List<Bundle> stopped = closure.stream()
                .filter(bundle -> bundle.getState() == Bundle.UNINSTALLED
                        || bundle.getState() == Bundle.RESOLVED
                        || bundle.getState() == Bundle.INSTALLED)
                .toList();
        if (stopped.isEmpty()) {
            return;
        }
        CountDownLatch refreshed = new CountDownLatch(1);
        bundles.wiring().refreshBundles(new ArrayList<>(stopped), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        try {
            if (!refreshed.await(limits.start().toMillis(), TimeUnit.MILLISECONDS)) {
                stopped.forEach(bundle -> problems.put(
                        ModuleBundles.module(bundle).orElseThrow(),
                        "its classes cannot be taken out; start the platform again"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> install(ModuleRow row) {
        try (InputStream jar = store.open(row.digest())) {
            context.installBundle(ModuleBundles.location(row), jar);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("its stored file cannot be read (" + e.getMessage() + "); install it again");
        } catch (BundleException e) {
            return Optional.of(words(e));
        }
    }

    private Optional<String> call(String verb, String name, BoundedCall.Action action) {
        try {
            BoundedCall.run("plenum-module-" + verb + "-" + name, limits.start(), action);
            return Optional.empty();
        } catch (PlenumException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("Module {}: {} failed.", name, verb, e);
            return Optional.of(words(e));
        }
    }

    /** The innermost message: the framework wraps what a module threw. */
    static String words(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        boolean ours = cause instanceof BundleException || cause instanceof BoundedCall.TimedOut;
        return ours && message != null
                ? message
                : cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
