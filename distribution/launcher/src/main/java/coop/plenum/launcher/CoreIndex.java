package coop.plenum.launcher;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the class path, in one file that is written when the distribution is built, so that a start opens it
 * instead of fifty jars: the headers of the bundles that have something to start, and the packages of all libraries,
 * which the framework itself exports.
 *
 * <p>Format: the line {@code packages: LIST}, then for each bundle a line {@code =FILE} and a line {@code Name: value}
 * per header, in the order of the file names.
 *
 * @param packages of libraries, as the value of {@code org.osgi.framework.system.packages.extra}
 * @param bundles headers by file name
 */
record CoreIndex(String packages, Map<String, Map<String, String>> bundles) {
    private static final String PACKAGES = "packages: ";
    /** A clause of Export-Package: the package, and its attributes with their quoted texts. */
    private static final Pattern EXPORT = Pattern.compile("([\\w.]+)((?:;[^\",;]*(?:\"[^\"]*\")?)*)(?:,|$)");

    private static final Pattern VERSION = Pattern.compile("[;\\s]version=\"?([\\w.-]+)");
    /** Beside the API: specifications and the logging facade. */
    private static final List<String> SHARED = List.of("org.osgi.", "org.slf4j", "jakarta.ws.rs", "jakarta.servlet");

    private static final List<String> HEADERS = List.of(
            "Bundle-ManifestVersion",
            "Bundle-SymbolicName",
            "Bundle-Version",
            "Bundle-Name",
            "Bundle-Activator",
            "Export-Package",
            "Import-Package",
            "Provide-Capability",
            "Require-Capability",
            "Service-Component");

    /** Writes the index of a folder of jars: {@code CoreIndex LIB INDEX}. Part of the build. */
    public static void main(String[] arguments) throws IOException {
        Path lib = Path.of(arguments[0]);
        try (Stream<Path> files = Files.list(lib)) {
            of(files.filter(file -> file.toString().endsWith(".jar")).sorted().toList())
                    .write(Path.of(arguments[1]));
        }
    }

    static CoreIndex of(List<Path> jars) throws IOException {
        TreeSet<String> packages = new TreeSet<>();
        Set<String> imported = new HashSet<>();
        Map<String, Map<String, String>> bundles = new LinkedHashMap<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                Manifest manifest = file.getManifest();
                Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
                String name = attributes.getValue("Bundle-SymbolicName");
                if (isLauncher(jar)) {
                    continue;
                }
                boolean ours = name != null && name.startsWith("coop.plenum.");
                if (ours) {
                    imported.addAll(names(attributes.getValue("Import-Package")));
                } else {
                    packages.addAll(packages(file, attributes.getValue("Export-Package")));
                }
                if (ours || (name != null && name.startsWith("org.apache.felix."))) {
                    bundles.put(jar.getFileName().toString(), headers(attributes, ours));
                }
            }
        }
        packages.removeIf(clause -> !isWanted(clause.replaceFirst(";.*", ""), imported));
        return new CoreIndex(String.join(",", packages), bundles);
    }

    /**
     * Only what the core imports and what modules may share: the resolver takes its time over each package, and a module
     * has no business with the core's libraries.
     */
    private static boolean isWanted(String name, Set<String> imported) {
        return imported.contains(name) || SHARED.stream().anyMatch(name::startsWith);
    }

    private static Set<String> names(@Nullable String header) {
        Set<String> names = new HashSet<>();
        Matcher clauses = EXPORT.matcher(header == null ? "" : header);
        while (clauses.find()) {
            names.add(clauses.group(1));
        }
        return names;
    }

    private static boolean isLauncher(Path jar) {
        String name = jar.getFileName().toString();
        return name.startsWith("org.apache.felix.framework-") || name.startsWith("coop.plenum.launcher-");
    }

    private static Map<String, String> headers(Attributes attributes, boolean ours) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : HEADERS) {
            String value = attributes.getValue(header);
            // The class path gives every bundle what it needs, so only our own are wired, for good messages. A package
            // must have one exporter, or services of its types are hidden from those wired to another
            boolean wiring = header.equals("Import-Package")
                    || header.equals("Require-Capability")
                    || header.equals("Export-Package");
            if (value != null && (ours || !wiring)) {
                headers.put(header, value);
            }
        }
        return headers;
    }

    private static TreeSet<String> packages(JarFile file, @Nullable String exports) {
        TreeSet<String> packages = new TreeSet<>();
        if (exports != null) {
            Matcher clauses = EXPORT.matcher(exports);
            while (clauses.find()) {
                Matcher version = VERSION.matcher(clauses.group(2));
                packages.add(clauses.group(1) + (version.find() ? ";version=\"" + version.group(1) + "\"" : ""));
            }
            return packages;
        }
        for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements(); ) {
            String entry = entries.nextElement().getName();
            int slash = entry.lastIndexOf('/');
            if (entry.endsWith(".class") && slash > 0 && !entry.startsWith("META-INF/")) {
                packages.add(entry.substring(0, slash).replace('/', '.'));
            }
        }
        return packages;
    }

    void write(Path index) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(index)) {
            out.write(PACKAGES + packages + "\n");
            for (Map.Entry<String, Map<String, String>> bundle : bundles.entrySet()) {
                out.write("=" + bundle.getKey() + "\n");
                for (Map.Entry<String, String> header : bundle.getValue().entrySet()) {
                    out.write(header.getKey() + ": " + header.getValue() + "\n");
                }
            }
        }
    }

    static CoreIndex read(Path index) throws IOException {
        String packages = "";
        Map<String, Map<String, String>> bundles = new LinkedHashMap<>();
        Map<String, String> current = Map.of();
        for (String line : Files.readAllLines(index)) {
            if (line.startsWith(PACKAGES)) {
                packages = line.substring(PACKAGES.length());
            } else if (line.startsWith("=")) {
                current = new LinkedHashMap<>();
                bundles.put(line.substring(1), current);
            } else {
                int colon = line.indexOf(": ");
                current.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return new CoreIndex(packages, bundles);
    }
}
