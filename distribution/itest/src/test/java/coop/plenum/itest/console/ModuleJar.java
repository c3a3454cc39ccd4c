package coop.plenum.itest.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Makes modules of plain files, without a signature. */
final class ModuleJar {
    private ModuleJar() {}

    /**
     * A module with one page, {@code <name>-page}, and its permission.
     *
     * @param api version of the console's contract that it says it is written for
     * @param script of the page
     */
    static Path ofPage(Path folder, String name, int api, String script) throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put("PLENUM-INF/console/page.js", script);
        files.put("PLENUM-INF/permissions.json", """
                [{"name": "%1$s.view", "title": "See %1$s", "restricted": false}]""".formatted(name));
        files.put("PLENUM-INF/console.json", """
                {"api": %2$d, "contributions": [{"place": "nav", "element": "%1$s-page", "title": "Page of %1$s",
                 "script": "page.js", "permission": "%1$s.view"}]}""".formatted(name, api));
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "test." + name);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue(
                "Provide-Capability",
                "plenum.module;name=\"%1$s\";title=\"Module %1$s\";version:Version=\"1.0.0\";description=\"\";publisher=\"Test\""
                        .formatted(name));
        return write(folder.resolve(name + ".jar"), manifest, files);
    }

    /** What {@code jar --create --manifest MANIFEST.MF PLENUM-INF} makes of a folder. */
    static Path ofFolder(Path source, Path jar) throws IOException {
        Manifest manifest;
        try (var in = Files.newInputStream(source.resolve("MANIFEST.MF"))) {
            manifest = new Manifest(in);
        }
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(source.resolve("PLENUM-INF"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(source.relativize(file).toString(), Files.readString(file));
            }
        }
        return write(jar, manifest, files);
    }

    private static Path write(Path jar, Manifest manifest, Map<String, String> files) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                entries.putNextEntry(new JarEntry(file.getKey()));
                entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
