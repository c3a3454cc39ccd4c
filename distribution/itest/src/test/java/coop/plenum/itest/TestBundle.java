package coop.plenum.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.jspecify.annotations.Nullable;

/** Files of modules, written on the spot. */
public final class TestBundle {
    private TestBundle() {}

    /** @param imports for {@code Import-Package}; empty for none */
    static byte[] module(String name, String imports) throws IOException {
        return module(name, imports, null);
    }

    /** @param activator a class that needs no other of this one's package; null for none */
    static byte[] module(String name, String imports, @Nullable Class<?> activator) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test." + name);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue(
                "Provide-Capability",
                "plenum.module;name=\"%s\";title=\"%s\";description=\"A test's\";publisher=\"Test\";version:Version=\"1.0.0\""
                        .formatted(name, name));
        if (!imports.isEmpty()) {
            headers.putValue("Import-Package", imports);
        }
        if (activator != null) {
            headers.putValue("Bundle-Activator", activator.getName());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("PLENUM-INF/README.md"));
            jar.write(("The module " + name + ".\n").repeat(200).getBytes(StandardCharsets.UTF_8));
            if (activator != null) {
                String file = activator.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(file));
                try (InputStream in =
                        Objects.requireNonNull(activator.getClassLoader().getResourceAsStream(file))) {
                    in.transferTo(jar);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Signed with the key of this build, which its distribution trusts. */
    public static byte[] signed(byte[] jar) throws IOException, GeneralSecurityException {
        Path keys = Path.of(System.getProperty("plenum.root"), "build", "signing");
        char[] password = Files.readString(keys.resolve("password")).strip().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve("signing.p12"))) {
            store.load(in, password);
        }
        KeyStore.PrivateKeyEntry key =
                (KeyStore.PrivateKeyEntry) store.getEntry("publisher", new KeyStore.PasswordProtection(password));
        Path unsigned = Files.write(Files.createTempFile("module", ".jar"), jar);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile in = new ZipFile(unsigned.toFile())) {
            new JarSigner.Builder(key).signerName("PLENUM").build().sign(in, bytes);
        } finally {
            Files.delete(unsigned);
        }
        return bytes.toByteArray();
    }
}
