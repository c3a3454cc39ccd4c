package coop.plenum.core.module.runtime;

import coop.plenum.api.PlenumException;
import coop.plenum.core.module.state.ModuleRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * The running modules. Takes rows as they are wanted and leaves out those that are disabled, quarantined, or all of them
 * when the core is to run alone.
 */
public final class ModuleHost {
    private final ModuleBundles bundles;
    private final Placement placement;
    private final ComponentHealth health;
    private final TimeLimits limits;
    /** Why a module that is wanted is not there, or did not start; the rest is asked of the framework each time. */
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    private volatile @Nullable Alone alone;

    /** @param but names of modules that run nevertheless */
    private record Alone(String reason, Set<String> but) {}

    public ModuleHost(ModuleBundles bundles, Placement placement, ComponentHealth health, TimeLimits limits) {
        this.bundles = bundles;
        this.placement = placement;
        this.health = health;
        this.limits = limits;
    }

    /**
     * From now on no module runs, for this reason.
     *
     * @param but names of modules that run nevertheless
     */
    public void runCoreAlone(String reason, Set<String> but) {
        alone = new Alone(reason, Set.copyOf(but));
    }

    /** Why no module may be started; empty: they may. */
    public Optional<String> coreAlone() {
        return Optional.ofNullable(alone).map(Alone::reason);
    }

    /** Whether a module is wanted and nothing keeps it from being started. */
    public boolean mayRun(ModuleRow row) {
        return row.runs() && reasonAgainst(row).isEmpty();
    }

    private Optional<String> reasonAgainst(ModuleRow row) {
        return Optional.ofNullable(alone)
                .filter(kept -> !kept.but().contains(row.name()))
                .map(Alone::reason);
    }

    private List<ModuleRow> running(Collection<ModuleRow> rows) {
        return rows.stream().filter(this::mayRun).toList();
    }

    /**
     * Puts the bundles in place.
     *
     * @param concerned modules whose problems count
     * @return names of modules that stay but had to stop; the caller's to change
     * @throws PlenumException {@code install-failed}
     */
    public Set<String> place(Collection<ModuleRow> rows, Set<String> concerned) {
        Placement.Placed placed = placement.place(running(rows));
        require(placed.problems(), concerned);
        return placed.stopped();
    }

    /**
     * @param names of the modules to start; others that do not run may hang and are left alone
     * @throws PlenumException {@code install-failed} when one of the concerned does not start in time
     */
    public void start(Collection<ModuleRow> rows, Set<String> names, Set<String> concerned) {
        List<ModuleRow> chosen =
                rows.stream().filter(row -> names.contains(row.name())).toList();
        require(startQuietly(chosen), concerned);
    }

    /** @throws PlenumException {@code install-failed} when one of the concerned does not get healthy in time */
    public void awaitHealthy(Collection<ModuleRow> rows, Set<String> concerned) {
        require(
                waitFor(running(rows).stream()
                        .filter(row -> concerned.contains(row.name()))
                        .toList()),
                concerned);
    }

    private static void require(Map<String, String> problems, Set<String> concerned) {
        String words = problems.entrySet().stream()
                .filter(problem -> concerned.contains(problem.getKey()))
                .map(problem -> "Module " + problem.getKey() + ": " + problem.getValue())
                .collect(Collectors.joining(" "));
        if (!words.isEmpty()) {
            throw PlenumException.conflict("install-failed", words);
        }
    }

    /** Puts the bundles in place as well as possible; problems are kept and shown. */
    public void converge(Collection<ModuleRow> rows) {
        failures.clear();
        failures.putAll(placement.place(running(rows)).problems());
    }

    /** Starts all as well as possible and waits a bounded time for them. */
    public void startAll(Collection<ModuleRow> rows) {
        startQuietly(rows);
        waitFor(running(rows));
    }

    private Map<String, String> startQuietly(Collection<ModuleRow> rows) {
        List<ModuleRow> wanted = running(rows);
        Map<String, String> problems = placement.start(wanted);
        wanted.forEach(row -> {
            if (bundles.find(row).isPresent()) {
                failures.remove(row.name());
            }
        });
        failures.putAll(problems);
        return problems;
    }

    private Map<String, String> waitFor(List<ModuleRow> rows) {
        List<Bundle> present =
                rows.stream().flatMap(row -> bundles.find(row).stream()).toList();
        try {
            Map<String, String> problems = new TreeMap<>();
            health.await(present, limits.healthy())
                    .forEach((bundle, words) ->
                            problems.put(ModuleBundles.module(bundle).orElseThrow(), String.join(" ", words)));
            return problems;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlenumException(
                    PlenumException.Category.UNAVAILABLE, "shutting-down", "The platform is stopping.", e);
        }
    }

    /** Names of the modules that run and work now. */
    public Set<String> healthy(Collection<ModuleRow> rows) {
        return running(rows).stream()
                .filter(row -> problems(row).isEmpty())
                .map(ModuleRow::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Why a module that is wanted does not work now, in words. */
    public List<String> problems(ModuleRow row) {
        Optional<String> reason = reasonAgainst(row);
        if (reason.isPresent()) {
            return List.of(reason.get());
        }
        String failure = failures.get(row.name());
        Optional<Bundle> bundle = bundles.find(row);
        if (bundle.isEmpty()) {
            return List.of(failure == null ? "It is not there; start the platform again." : sentence(failure));
        }
        List<String> problems = health.problems(bundle.get());
        return failure == null || problems.isEmpty() ? problems : List.of(sentence(failure));
    }

    private static String sentence(String failure) {
        return Character.toUpperCase(failure.charAt(0)) + failure.substring(1) + (failure.endsWith(".") ? "" : ".");
    }
}
