package coop.plenum.blueprint.deploy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.module.PlenumModule;
import coop.plenum.blueprint.language.Blueprint.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The modules that run now, as the framework knows them. Thread-safe. */
@Component(service = InstalledModules.class)
public final class InstalledModules {
    private final BundleContext framework;

    @Activate
    public InstalledModules(BundleContext framework) {
        this.framework = framework;
    }

    Map<String, Version> running() {
        Map<String, Version> running = new LinkedHashMap<>();
        for (Bundle bundle : framework.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null && (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0) {
                revision.getDeclaredCapabilities(PlenumModule.NAMESPACE)
                        .forEach(module -> running.put(
                                String.valueOf(module.getAttributes().get("name")), bundle.getVersion()));
            }
        }
        return running;
    }

    /** @throws PlenumException {@code module-required} with all that are missing */
    void require(List<Wanted> wanted) {
        require(wanted, running());
    }

    static void require(List<Wanted> wanted, Map<String, Version> running) {
        List<Violation> missing = new ArrayList<>();
        for (Wanted module : wanted) {
            Version version = running.get(module.module());
            if (version == null) {
                missing.add(missing(
                        module, "The module \"" + module.module() + "\" is not there. Install it, or enable it."));
            } else if (!module.versions().isEmpty() && !new VersionRange(module.versions()).includes(version)) {
                missing.add(missing(
                        module,
                        "The module \"" + module.module() + "\" is there in version " + version + "; "
                                + module.versions() + " is wanted."));
            }
        }
        if (!missing.isEmpty()) {
            throw new PlenumException(
                    PlenumException.Category.CONFLICT,
                    "module-required",
                    missing.get(0).message(),
                    missing,
                    null,
                    null);
        }
    }

    private static Violation missing(Wanted module, String message) {
        return new Violation("/modules/" + module.module(), "module-required", message);
    }
}
