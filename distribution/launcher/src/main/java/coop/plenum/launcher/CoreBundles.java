package coop.plenum.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/**
 * The core: jars of the class path that the framework treats as bundles (OSGi Core R8, chapter 60, Connect). Modules are
 * ordinary bundles with class loaders of their own.
 */
final class CoreBundles implements ModuleConnector {
    /** Prefix of a core bundle's location; the rest is the file's name. */
    static final String LOCATION = "core:";

    private final Path lib;
    private final CoreIndex index;

    CoreBundles(Path lib, Path index) {
        this.lib = lib;
        try {
            this.index = CoreIndex.read(index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packages of the libraries on the class path, which the framework exports. */
    String packages() {
        return index.packages();
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {
        // nothing is kept between starts
    }

    @Override
    public Optional<ConnectModule> connect(String location) {
        return Optional.of(location)
                .filter(text -> text.startsWith(LOCATION))
                .map(text -> text.substring(LOCATION.length()))
                .filter(index.bundles()::containsKey)
                .map(file -> new JarContent(
                        lib.resolve(file),
                        new LinkedHashMap<>(index.bundles().get(file)),
                        CoreBundles.class.getClassLoader()));
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }

    /** Installs and starts all of them. */
    void start(BundleContext context) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (String file : index.bundles().keySet()) {
            bundles.add(context.installBundle(LOCATION + file));
        }
        // Declarative Services last: then every component is seen at once and activated in the order of its needs
        for (Bundle bundle : bundles) {
            if (!bundle.getSymbolicName().equals("org.apache.felix.scr")) {
                bundle.start();
            }
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }
}
