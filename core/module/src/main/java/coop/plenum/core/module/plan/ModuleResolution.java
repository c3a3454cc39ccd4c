package coop.plenum.core.module.plan;

import coop.plenum.core.module.catalog.ModuleResource;
import coop.plenum.core.module.runtime.ModuleBundles;
import coop.plenum.core.module.state.ModuleRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.resource.Resource;
import org.osgi.resource.Wire;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.ResolutionException;
import org.osgi.service.resolver.Resolver;

/**
 * Finds the modules that must come along with the wanted ones, over what is wired now and what the catalog offers. A
 * module is there once: a chosen version replaces an installed one, and what uses that one is wired anew.
 */
final class ModuleResolution {
    /**
     * @param modules to install, those that others need first
     * @param replaced bundles of modules that go, with all that use them
     * @param refusal why it cannot be done; empty: it can
     */
    record Result(List<ModuleResource> modules, Collection<Bundle> replaced, String refusal) {}

    private final Resolver resolver;
    private final ModuleBundles bundles;
    private final Map<String, ModuleRow> installed;
    private final List<ModuleResource> offers;

    ModuleResolution(
            Resolver resolver, ModuleBundles bundles, Map<String, ModuleRow> installed, List<ModuleResource> offers) {
        this.resolver = resolver;
        this.bundles = bundles;
        this.installed = installed;
        this.offers = offers;
    }

    Result resolve(ModuleResource target) {
        Map<String, ModuleResource> wanted = new LinkedHashMap<>();
        wanted.put(target.name(), target);
        Set<ModuleResource> excluded = new HashSet<>();
        while (true) {
            Collection<Bundle> replaced = bundles.closure(bundlesOf(wanted.keySet()));
            Attempt attempt = new Attempt(wanted, replaced, usable(wanted, excluded));
            Map<Resource, List<Wire>> wires;
            try {
                wires = resolver.resolve(attempt.context());
            } catch (ResolutionException e) {
                return new Result(List.of(), replaced, attempt.explain(String.valueOf(e.getMessage())));
            }
            List<ModuleResource> chosen = inOrder(wires);
            ModuleResource surplus = twice(chosen);
            if (surplus != null) {
                excluded.add(surplus);
                continue;
            }
            boolean replacesMore = false;
            for (ModuleResource module : chosen) {
                replacesMore |= wanted.put(module.name(), module) == null && runs(module.name());
            }
            if (!replacesMore) {
                return new Result(chosen, replaced, "");
            }
        }
    }

    private boolean runs(String module) {
        ModuleRow row = installed.get(module);
        return row != null && row.runs();
    }

    private List<Bundle> bundlesOf(Set<String> modules) {
        return bundles.modules().stream()
                .filter(bundle ->
                        ModuleBundles.module(bundle).filter(modules::contains).isPresent())
                .toList();
    }

    /** No other version of what is wanted, nothing older than what is installed, nothing that was switched off. */
    private List<ModuleResource> usable(Map<String, ModuleResource> wanted, Set<ModuleResource> excluded) {
        return offers.stream()
                .filter(offer -> !wanted.containsKey(offer.name()) && !excluded.contains(offer))
                .filter(offer -> {
                    ModuleRow row = installed.get(offer.name());
                    return row == null
                            || (row.runs() && offer.version().compareTo(Version.parseVersion(row.version())) > 0);
                })
                .toList();
    }

    private static @Nullable ModuleResource twice(List<ModuleResource> chosen) {
        Map<String, ModuleResource> byName = new HashMap<>();
        for (ModuleResource module : chosen) {
            ModuleResource other = byName.put(module.name(), module);
            if (other != null) {
                return other.version().compareTo(module.version()) < 0 ? other : module;
            }
        }
        return null;
    }

    private static List<ModuleResource> inOrder(Map<Resource, List<Wire>> wires) {
        Set<ModuleResource> ordered = new LinkedHashSet<>();
        Set<Resource> seen = new HashSet<>();
        wires.keySet().stream()
                .filter(ModuleResource.class::isInstance)
                .map(ModuleResource.class::cast)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(module -> visit(module, wires, seen, ordered));
        return new ArrayList<>(ordered);
    }

    private static void visit(
            Resource resource, Map<Resource, List<Wire>> wires, Set<Resource> seen, Set<ModuleResource> ordered) {
        if (seen.add(resource)) {
            wires.getOrDefault(resource, List.of()).forEach(wire -> visit(wire.getProvider(), wires, seen, ordered));
            if (resource instanceof ModuleResource module) {
                ordered.add(module);
            }
        }
    }

    /** One question to the resolver. */
    private final class Attempt {
        private final Set<Resource> mandatory = new LinkedHashSet<>();
        private final Map<Resource, Wiring> wirings = new HashMap<>();
        private final CapabilityIndex capabilities = new CapabilityIndex();

        Attempt(Map<String, ModuleResource> wanted, Collection<Bundle> replaced, List<ModuleResource> usable) {
            mandatory.addAll(wanted.values());
            for (Bundle bundle : bundles.all()) {
                BundleWiring wiring = bundle.adapt(BundleWiring.class);
                if (wiring == null) {
                    continue;
                }
                BundleRevision revision = wiring.getRevision();
                if (!replaced.contains(bundle)) {
                    wirings.put(revision, wiring);
                    capabilities.add(wiring.getResourceCapabilities(null));
                } else if (!wanted.containsKey(ModuleBundles.module(bundle).orElse(""))) {
                    mandatory.add(revision);
                }
            }
            mandatory.forEach(resource -> capabilities.add(resource.getCapabilities(null)));
            usable.stream()
                    .sorted((a, b) -> Boolean.compare(installed.containsKey(a.name()), installed.containsKey(b.name())))
                    .forEach(offer -> capabilities.add(offer.getCapabilities(null)));
        }

        ModuleContext context() {
            return new ModuleContext(mandatory, wirings, capabilities);
        }

        String explain(String resolver) {
            Set<String> off = new HashSet<>();
            installed.values().stream().filter(row -> !row.runs()).forEach(row -> off.add(row.name()));
            return new Explanation(capabilities, off).of(mandatory, resolver);
        }
    }
}
