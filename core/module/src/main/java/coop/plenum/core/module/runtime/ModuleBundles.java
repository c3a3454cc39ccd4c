package coop.plenum.core.module.runtime;

import coop.plenum.core.module.state.ModuleRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Which bundles of the framework are modules; all others are the core. Modules are known by their location. */
public final class ModuleBundles {
    private static final String PREFIX = "plenum:";

    private final BundleContext context;

    public ModuleBundles(BundleContext context) {
        this.context = context;
    }

    static String location(ModuleRow row) {
        return PREFIX + row.name() + "@" + row.digest();
    }

    /** Empty for a bundle of the core. */
    public static Optional<String> module(Bundle bundle) {
        String location = bundle.getLocation();
        int end = location.indexOf('@');
        return location.startsWith(PREFIX) && end > 0
                ? Optional.of(location.substring(PREFIX.length(), end))
                : Optional.empty();
    }

    public Optional<Bundle> find(ModuleRow row) {
        return Optional.ofNullable(context.getBundle(location(row)));
    }

    public List<Bundle> all() {
        return Arrays.asList(context.getBundles());
    }

    public List<Bundle> modules() {
        return all().stream().filter(bundle -> module(bundle).isPresent()).toList();
    }

    public FrameworkWiring wiring() {
        return context.getBundle(0).adapt(FrameworkWiring.class);
    }

    /** The bundles and all that are wired to them, directly or not: what a refresh of them stops. */
    public Collection<Bundle> closure(Collection<Bundle> bundles) {
        return bundles.isEmpty() ? Set.of() : wiring().getDependencyClosure(bundles);
    }

    /** Those that others are wired to first. */
    static List<Bundle> inStartOrder(Collection<Bundle> bundles) {
        Map<Bundle, Boolean> ordered = new LinkedHashMap<>();
        Set<Bundle> seen = new HashSet<>();
        bundles.stream()
                .sorted((a, b) -> a.getLocation().compareTo(b.getLocation()))
                .forEach(bundle -> visit(bundle, new HashSet<>(bundles), seen, ordered));
        return new ArrayList<>(ordered.keySet());
    }

    private static void visit(Bundle bundle, Set<Bundle> among, Set<Bundle> seen, Map<Bundle, Boolean> ordered) {
        if (!among.contains(bundle) || !seen.add(bundle)) {
            return;
        }
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null && wiring.isCurrent()) {
            for (BundleWire wire : wiring.getRequiredWires(null)) {
                visit(wire.getProvider().getBundle(), among, seen, ordered);
            }
        }
        ordered.put(bundle, true);
    }
}
