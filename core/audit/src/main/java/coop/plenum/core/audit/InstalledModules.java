package coop.plenum.core.audit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;

/** The bundles of modules that are there now, so that an entry on behalf of a module need not search for its. */
@Component(service = InstalledModules.class)
public final class InstalledModules implements BundleTrackerCustomizer<ModuleCode> {
    private final Map<String, ModuleCode> byName = new ConcurrentHashMap<>();
    private final BundleTracker<ModuleCode> tracker;

    @Activate
    public InstalledModules(BundleContext context) {
        tracker = new BundleTracker<>(context, ~Bundle.UNINSTALLED, this);
        tracker.open();
    }

    @Deactivate
    void close() {
        tracker.close();
    }

    ModuleCode find(String name) {
        return byName.getOrDefault(name, new ModuleCode(name, Optional.empty()));
    }

    @Override
    public @Nullable ModuleCode addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        Optional<ModuleCode> code = ModuleCode.of(bundle);
        code.ifPresent(module -> byName.put(module.name(), module));
        return code.orElse(null);
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, ModuleCode code) {}

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, ModuleCode code) {
        byName.remove(code.name(), code);
    }
}
