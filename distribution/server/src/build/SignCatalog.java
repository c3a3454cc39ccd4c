import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/**
 * Signs the modules of a catalog: {@code java SignCatalog.java CATALOG TRUST KEYS}. Part of the distribution's build, run
 * from source.
 *
 * <p>Where the folder KEYS holds no {@code signing.p12} with its {@code password}, a key of this build's own is made
 * there; its certificate goes to TRUST, so that this distribution trusts what it was built with.
 */
final class SignCatalog {
    private static final String ALIAS = "publisher";

    public static void main(String[] arguments) throws Exception {
        Path catalog = Path.of(arguments[0]);
        Path trust = Path.of(arguments[1]);
        Path keys = Path.of(arguments[2]);
        KeyStore.PrivateKeyEntry key = key(keys);
        Files.createDirectories(trust);
        Files.writeString(trust.resolve("publisher.pem"), pem(key.getCertificate()));
        List<Path> jars;
        try (Stream<Path> files = Files.list(catalog)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        JarSigner signer = new JarSigner.Builder(key).signerName("PLENUM").digestAlgorithm("SHA-256").build();
        for (Path jar : jars) {
            Path signed = jar.resolveSibling(jar.getFileName() + ".signed");
            try (ZipFile in = new ZipFile(jar.toFile());
                    OutputStream out = Files.newOutputStream(signed)) {
                signer.sign(in, out);
            }
            Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static KeyStore.PrivateKeyEntry key(Path keys) throws Exception {
        Path store = keys.resolve("signing.p12");
        Path passwordFile = keys.resolve("password");
        if (!Files.exists(store)) {
            make(keys, store, passwordFile);
        }
        char[] password = Files.readString(passwordFile).strip().toCharArray();
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keyStore.load(in, password);
        }
        return (KeyStore.PrivateKeyEntry) keyStore.getEntry(ALIAS, new KeyStore.PasswordProtection(password));
    }

    private static void make(Path keys, Path store, Path passwordFile) throws IOException, InterruptedException {
        Files.createDirectories(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.writeString(passwordFile, password);
        Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        ProcessBuilder command = new ProcessBuilder(
                        keytool, "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1",
                        "-dname", "CN=Plenum build key", "-validity", "3650", "-storetype", "PKCS12",
                        "-keystore", store.toString(), "-storepass:env", "STORE_PASSWORD")
                .redirectErrorStream(true);
        command.environment().put("STORE_PASSWORD", password);
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
    }

    private static String pem(Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
