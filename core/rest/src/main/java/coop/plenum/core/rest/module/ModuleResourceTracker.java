package coop.plenum.core.rest.module;

import coop.plenum.api.module.PlenumModule;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the resources that modules register as services, after the Jakarta REST whiteboard. */
public final class ModuleResourceTracker extends ServiceTracker<Object, ModuleResourceTracker.Tracked> {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleResourceTracker.class);

    /** What was found; the reference tells nothing any more when it goes. */
    record Tracked(String module, Object resource) {}

    private final ModuleApplications applications;

    public ModuleResourceTracker(BundleContext context, ModuleApplications applications) {
        super(context, filter(), null);
        this.applications = applications;
    }

    private static Filter filter() {
        try {
            return FrameworkUtil.createFilter("(osgi.jakartars.resource=true)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable Tracked addingService(ServiceReference<Object> reference) {
        String module = module(reference.getBundle());
        if (module == null) {
            LOG.warn("{} registers a REST resource but is no module; it is not served.", reference.getBundle());
            return null;
        }
        Object resource = context.getService(reference);
        if (resource == null) {
            return null;
        }
        applications.add(module, resource);
        return new Tracked(module, resource);
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Tracked tracked) {
        applications.remove(tracked.module(), tracked.resource());
        context.ungetService(reference);
    }

    private static @Nullable String module(@Nullable Bundle bundle) {
        BundleRevision revision = bundle == null ? null : bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return null;
        }
        return revision.getDeclaredCapabilities(PlenumModule.NAMESPACE).stream()
                .map(capability -> capability.getAttributes().get("name"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse(null);
    }
}
