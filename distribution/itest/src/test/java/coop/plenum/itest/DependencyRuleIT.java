package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.OSGiHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house's dependency rule, read off the built manifests. */
class DependencyRuleIT {
    private final Path home = Path.of(System.getProperty("plenum.home"));

    @Test
    void theApiDependsOnTheJdkAndOsgiOnly() throws IOException {
        assertThat(imports("lib", "coop.plenum.api"))
                .isNotEmpty()
                .allSatisfy((bundle, names) ->
                        assertThat(names).as(bundle).allMatch(name -> isJdk(name) || isOsgi(name) || isApi(name)));
    }

    @Test
    void coreBundlesMeetThroughServices() throws IOException {
        assertThat(imports("lib", "coop.plenum.core"))
                .hasSize(8)
                .allSatisfy((bundle, names) -> assertThat(names)
                        .as(bundle)
                        .noneMatch(name -> name.startsWith("coop.plenum.")
                                && !isApi(name)
                                && !name.startsWith("coop.plenum.core.store")));
    }

    @Test
    void onlyRestKnowsJersey() throws IOException {
        Map<String, Set<String>> all = imports("lib", "coop.plenum");
        all.keySet().removeIf(bundle -> bundle.equals("coop.plenum.core.rest"));
        assertThat(all)
                .allSatisfy((bundle, names) ->
                        assertThat(names).as(bundle).noneMatch(name -> name.startsWith("org.glassfish.jersey")));
    }

    @Test
    void modulesDependOnTheApiAndEmbedTheRest() throws IOException {
        assertThat(imports("catalog", "coop.plenum"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy((bundle, names) -> assertThat(names)
                        .as(bundle)
                        .allMatch(name ->
                                isJdk(name) || isOsgi(name) || isApi(name) || isOffered(name) || isShared(name)));
    }

    @Test
    void onlyTheCoreTalksSql() throws IOException {
        Map<String, Set<String>> outside = imports("catalog", "coop.plenum");
        outside.putAll(imports("lib", "coop.plenum.api"));
        assertThat(outside)
                .allSatisfy((bundle, names) -> assertThat(names)
                        .as(bundle)
                        .noneMatch(name -> name.startsWith("java.sql") || name.startsWith("javax.sql")));
    }

    @Test
    void noBundleImportsDynamicallyOrStartsByActivator() throws IOException {
        for (String folder : List.of("lib", "catalog")) {
            for (Path jar : jars(folder)) {
                Attributes manifest = manifest(jar);
                if (String.valueOf(manifest.getValue("Bundle-SymbolicName")).startsWith("coop.plenum")) {
                    assertThat(manifest.getValue("DynamicImport-Package"))
                            .as(jar.toString())
                            .isNull();
                    assertThat(manifest.getValue("Bundle-Activator"))
                            .as(jar.toString())
                            .isNull();
                }
            }
        }
    }

    @Test
    void noCoreBundleImportsOptionally() throws IOException {
        for (Path jar : jars("lib")) {
            Attributes manifest = manifest(jar);
            if (String.valueOf(manifest.getValue("Bundle-SymbolicName")).startsWith("coop.plenum")) {
                assertThat(String.valueOf(manifest.getValue("Import-Package")))
                        .as(jar.toString())
                        .doesNotContain("resolution:=optional");
            }
        }
    }

    private static boolean isJdk(String name) {
        return name.startsWith("java.") || name.startsWith("javax.");
    }

    /** The one package that a module offers to others. */
    private static boolean isOffered(String name) {
        return name.matches("coop\\.plenum\\.[a-z]+\\.api");
    }

    private static boolean isOsgi(String name) {
        return name.startsWith("org.osgi.");
    }

    private static boolean isApi(String name) {
        return name.startsWith("coop.plenum.api");
    }

    /** What the platform gives to modules beside its API: one logging facade, the REST and servlet specifications. */
    private static boolean isShared(String name) {
        return name.equals("org.slf4j")
                || name.equals("org.slf4j.event")
                || name.startsWith("jakarta.ws.rs")
                || name.startsWith("jakarta.servlet");
    }

    /** Imported packages by symbolic name, of the bundles whose name starts with the prefix. */
    private Map<String, Set<String>> imports(String folder, String prefix) throws IOException {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (Path jar : jars(folder)) {
            Attributes manifest = manifest(jar);
            String name = manifest.getValue("Bundle-SymbolicName");
            if (name != null && name.startsWith(prefix)) {
                imports.put(
                        name,
                        new TreeSet<>(OSGiHeader.parseHeader(manifest.getValue("Import-Package"))
                                .keySet()));
            }
        }
        return imports;
    }

    private List<Path> jars(String folder) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static Attributes manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest() == null
                    ? new Attributes()
                    : file.getManifest().getMainAttributes();
        }
    }
}
