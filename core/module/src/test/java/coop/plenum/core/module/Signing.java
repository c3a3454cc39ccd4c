package coop.plenum.core.module;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** A publisher with a key of its own, made once per name and JVM: keytool is slow. */
final class Signing {
    private static final char[] PASSWORD = "not-a-secret".toCharArray();

    static final Signing PUBLISHER = new Signing("Publisher", 3650, "-0d");
    static final Signing STRANGER = new Signing("Stranger", 3650, "-0d");
    static final Signing EXPIRED = new Signing("Expired", 1, "-10d");

    private final String name;
    private final PrivateKeyEntry key;

    private Signing(String name, int days, String since) {
        this.name = name;
        try {
            Path folder = Files.createTempDirectory("plenum-signing");
            Path store = folder.resolve("keys.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "key",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=" + name,
                            "-validity",
                            Integer.toString(days),
                            "-startdate",
                            since,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            new String(PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            String output =
                    new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool: " + output);
            }
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
            key = (PrivateKeyEntry) keys.getEntry("key", new PasswordProtection(PASSWORD));
            Files.delete(store);
            Files.delete(folder);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void sign(Path jar) throws Exception {
        Path signed = jar.resolveSibling(jar.getFileName() + ".signed");
        try (ZipFile in = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(key)
                    .digestAlgorithm("SHA-256")
                    .signerName(name.substring(0, 4).toUpperCase(java.util.Locale.ROOT))
                    .build()
                    .sign(in, out);
        }
        Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes the folder trust this publisher. */
    void trustedIn(Path folder) throws Exception {
        Files.createDirectories(folder);
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getCertificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        Path file = Files.createTempFile(folder, "publisher", ".pem");
        Files.writeString(file, pem);
    }
}
