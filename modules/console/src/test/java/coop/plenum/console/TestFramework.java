package coop.plenum.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A real framework, and modules made of files. */
public final class TestFramework implements AutoCloseable {
    private final Framework framework;

    public TestFramework(Path folder) throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("felix").toString()));
        framework.start();
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Installs and starts a module with these files. */
    public Bundle module(String name, Map<String, String> files) throws IOException, BundleException {
        Bundle bundle = context().installBundle("test:" + name, new ByteArrayInputStream(jar(name, files)));
        bundle.start();
        return bundle;
    }

    /** Puts other files in the place of a module's. */
    public void update(Bundle bundle, String name, Map<String, String> files) throws IOException, BundleException {
        bundle.update(new ByteArrayInputStream(jar(name, files)));
    }

    private static byte[] jar(String name, Map<String, String> files) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test." + name);
        headers.putValue("Bundle-Version", "1.2.3");
        headers.putValue("Provide-Capability", "plenum.module;name=" + name + ";title=\"The " + name + "\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.ISO_8859_1));
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
