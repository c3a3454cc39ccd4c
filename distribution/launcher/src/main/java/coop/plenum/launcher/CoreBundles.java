package coop.plenum.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
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

    private final Map<String, Path> jars;
    private final CoreIndex index;

    private CoreBundles(Map<String, Path> jars, CoreIndex index) {
        this.jars = jars;
        this.index = index;
    }

    /** Those of a distribution: {@code lib/*.jar}, described by {@code core.index}. */
    static CoreBundles ofDistribution(Path home) throws IOException {
        CoreIndex index = CoreIndex.read(home.resolve("core.index"));
        Map<String, Path> jars = new HashMap<>();
        index.bundles()
                .keySet()
                .forEach(file -> jars.put(file, home.resolve("lib").resolve(file)));
        return new CoreBundles(jars, index);
    }

    /** Those on the class path of this process, for tests. A module there is none of them: a test uses its classes. */
    static CoreBundles ofClassPath() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String file : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (file.endsWith(".jar") && !isModule(Path.of(file))) {
                files.add(Path.of(file));
            }
        }
        Map<String, Path> jars = new HashMap<>();
        files.forEach(file -> jars.put(file.getFileName().toString(), file));
        return new CoreBundles(jars, CoreIndex.of(files));
    }

    private static boolean isModule(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest != null
                    && String.valueOf(manifest.getMainAttributes().getValue("Provide-Capability"))
                            .contains("plenum.module;");
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
                        jars.get(file),
                        new LinkedHashMap<>(index.bundles().get(file)),
                        CoreBundles.class.getClassLoader()));
    }

    /** The framework runs this as part of its own initialization: where it is, the core is. */
    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.of(new BundleActivator() {
            @Override
            public void start(BundleContext context) throws BundleException {
                CoreBundles.this.start(context);
            }

            @Override
            public void stop(BundleContext context) {
                // the framework stops its bundles
            }
        });
    }

    private void start(BundleContext context) throws BundleException {
        // Declarative Services last: then every component is seen at once and activated in the order of its needs
        List<String> files = new ArrayList<>(index.bundles().keySet());
        files.sort(Comparator.comparing(file -> file.startsWith("org.apache.felix.scr-")));
        for (String file : files) {
            context.installBundle(LOCATION + file).start();
        }
    }
}
