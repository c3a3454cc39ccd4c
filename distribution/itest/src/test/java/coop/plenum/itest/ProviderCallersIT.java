package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.classfile.ConstantPool;
import aQute.bnd.classfile.ConstantPool.AbstractRefInfo;
import aQute.bnd.classfile.ConstantPool.FieldrefInfo;
import aQute.bnd.classfile.ConstantPool.NameAndTypeInfo;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Of all that is shipped, only the module infrastructure uses providers, so that what it demands before is demanded always.
 * Each place where it does is known to its {@code WaysToProvidersTest}.
 */
class ProviderCallersIT {
    private static final String OURS = "coop/plenum/";
    private static final String PROVIDER = "coop/plenum/api/provider/";
    private static final String CONTEXT = "L" + PROVIDER + "OperationContext;";
    private static final String INFRASTRUCTURE = "coop.plenum.infrastructure";

    private final Path home = Path.of(System.getProperty("plenum.home"));

    @Test
    void onlyTheModuleInfrastructureUsesProviders() throws IOException {
        Map<String, Set<String>> calls = new TreeMap<>();
        for (String folder : Set.of("lib", "catalog")) {
            try (Stream<Path> files = Files.list(home.resolve(folder))) {
                for (Path jar :
                        files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    read(jar, calls);
                }
            }
        }

        Set<String> ofInfrastructure = calls.remove(INFRASTRUCTURE);
        assertThat(ofInfrastructure)
                .as("what this test would find in others")
                .contains(
                        "coop/plenum/infrastructure/provider/OpenConnection calls ProviderFactory.connect",
                        "coop/plenum/infrastructure/change/Application$Attempt calls ResourceHandler.apply",
                        "coop/plenum/infrastructure/resource/ActionAttempt calls Actions.act");
        assertThat(calls)
                .as("Bundles that call providers past the module infrastructure, and so past policies. Use its package"
                        + " \"api\" instead")
                .isEmpty();
    }

    /** Third-party libraries that a bundle embeds know nothing of the platform. */
    private static void read(Path jar, Map<String, Set<String>> calls) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String bundle = file.getManifest() == null
                    ? null
                    : file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName();
                if (bundle != null && name.startsWith(OURS) && !name.startsWith(PROVIDER) && name.endsWith(".class")) {
                    Set<String> found = calls(name.substring(0, name.length() - 6), file, entry);
                    if (!found.isEmpty()) {
                        calls.computeIfAbsent(bundle, key -> new TreeSet<>()).addAll(found);
                    }
                }
            }
        }
    }

    private static Set<String> calls(String caller, JarFile file, JarEntry entry) throws IOException {
        Set<String> found = new TreeSet<>();
        try (InputStream in = file.getInputStream(entry)) {
            DataInputStream data = new DataInputStream(in);
            data.skipNBytes(8); // the magic number and the version
            ConstantPool pool = ConstantPool.read(data);
            for (int i = 1; i < pool.size(); i++) {
                Object constant = pool.entry(i);
                if (constant instanceof AbstractRefInfo method && !(constant instanceof FieldrefInfo)) {
                    NameAndTypeInfo signature = pool.entry(method.name_and_type_index);
                    String owner = pool.className(method.class_index);
                    String name = pool.utf8(signature.name_index);
                    if (reachesProvider(owner, name, pool.utf8(signature.descriptor_index))) {
                        found.add(caller + " calls " + owner.substring(PROVIDER.length()) + "." + name);
                    }
                }
            }
        }
        return found;
    }

    /** Whoever calls a provider gives a context, or connects. The table of a provider's own actions is no other's. */
    private static boolean reachesProvider(String owner, String name, String descriptor) {
        return owner.startsWith(PROVIDER)
                && !owner.startsWith(PROVIDER + "action/")
                && (descriptor.contains(CONTEXT) || name.equals("connect"));
    }
}
