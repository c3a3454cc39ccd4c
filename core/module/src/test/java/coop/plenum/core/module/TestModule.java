package coop.plenum.core.module;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.EmbeddedResource;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a module's jar with bnd from the classes under {@code sample}. */
final class TestModule {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> resources = new LinkedHashMap<>();
    private final String name;
    private final String version;

    private TestModule(String name, String version) {
        this.name = name;
        this.version = version;
        headers.put("Bundle-SymbolicName", "test." + name);
        headers.put("Bundle-Version", version);
        headers.put(
                "Provide-Capability",
                "plenum.module;name=" + name + ";title=\"The " + name + "\";description=\"A test, no more\""
                        + ";publisher=Tests;version:Version=\"" + version + "\"");
        headers.put("Import-Package", "!org.jspecify.annotations,*");
        headers.put("-noextraheaders", "true");
        headers.put("-reproducible", "true");
    }

    static TestModule of(String name, String version) {
        return new TestModule(name, version);
    }

    TestModule header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** Brings the classes of a sample along. */
    TestModule code(String sample) {
        return header("-privatepackage", packageName(sample));
    }

    TestModule exports(String sample, String packageVersion) {
        return header("-exportcontents", packageName(sample) + ";version=" + packageVersion)
                .header("-privatepackage", packageName(sample));
    }

    TestModule activator(String sample, String type) {
        return code(sample).header("Bundle-Activator", packageName(sample) + "." + type);
    }

    TestModule imports(String sample, String range) {
        return header(
                "Import-Package", packageName(sample) + ";version=\"" + range + "\", !org.jspecify.annotations, *");
    }

    TestModule requires(String module) {
        return header("Require-Capability", "plenum.module;filter:=\"(name=" + module + ")\"");
    }

    TestModule permission(String permission) {
        return resource(
                "PLENUM-INF/permissions.json",
                "[{\"name\":\"" + permission + "\",\"title\":\"May " + permission + "\",\"restricted\":true}]");
    }

    TestModule type(String type) {
        return resource("PLENUM-INF/types/" + type + ".json", "{\"name\":\"" + type + "\",\"label\":\"" + type + "\"}");
    }

    TestModule resource(String path, String text) {
        resources.put(path, text);
        return this;
    }

    static String packageName(String sample) {
        return "coop.plenum.core.module.sample." + sample;
    }

    /** An unsigned jar in the folder. */
    Path build(Path folder) throws Exception {
        Path jar = folder.resolve(name + "-" + version + ".jar");
        try (Builder builder = new Builder()) {
            builder.setClasspath(new File[] {
                Path.of(Objects.requireNonNull(
                                        TestModule.class.getProtectionDomain().getCodeSource())
                                .getLocation()
                                .toURI())
                        .toFile()
            });
            headers.forEach(builder::setProperty);
            aQute.bnd.osgi.Jar built = builder.build();
            resources.forEach((path, text) -> built.putResource(path, new EmbeddedResource(text, 0)));
            if (!builder.getErrors().isEmpty()) {
                throw new IllegalStateException(builder.getErrors().toString());
            }
            Files.createDirectories(folder);
            built.write(jar.toFile());
        }
        return jar;
    }

    /** A signed jar in the folder. */
    Path build(Path folder, @Nullable Signing signing) throws Exception {
        Path unsigned = build(folder);
        if (signing != null) {
            signing.sign(unsigned);
        }
        return unsigned;
    }
}
