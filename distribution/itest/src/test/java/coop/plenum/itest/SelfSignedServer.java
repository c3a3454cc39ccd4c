package coop.plenum.itest;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An HTTPS server whose certificate is of its own making, or of an authority that nobody knows. */
final class SelfSignedServer implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final HttpsServer server;
    private final byte[] certificate;
    private final String authority;

    private SelfSignedServer(HttpsServer server, byte[] certificate, String authority) {
        this.server = server;
        this.certificate = certificate;
        this.authority = authority;
    }

    static SelfSignedServer start(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("server.p12");
        keytool(file, "-alias", "server", "-dname", "CN=bmc.example", "-validity", "30");
        return serving(load(file), "");
    }

    /**
     * One whose certificate is signed by an authority, see {@link #authority}.
     *
     * @param name that it is for, such as {@code ip:127.0.0.1}
     * @param from when it is valid, for a day, as keytool takes it
     */
    static SelfSignedServer signed(Path folder, String name, String from)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("signed.p12");
        keytool(file, "-alias", "authority", "-dname", "CN=Authority", "-ext", "bc:c", "-validity", "30");
        keytool(
                file,
                "-alias",
                "server",
                "-dname",
                "CN=bmc.example",
                "-ext",
                "san=" + name,
                "-startdate",
                from,
                "-validity",
                "1",
                "-signer",
                "authority");
        KeyStore store = load(file);
        byte[] authority = store.getCertificate("authority").getEncoded();
        store.deleteEntry("authority"); // else it might serve with that one
        return serving(
                store,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(authority)
                        + "\n-----END CERTIFICATE-----\n");
    }

    private static SelfSignedServer serving(KeyStore store, String authority)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.start();
        return new SelfSignedServer(server, store.getCertificate("server").getEncoded(), authority);
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void keytool(Path file, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Path log = file.resolveSibling("keytool.log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
    }

    void serve(HttpHandler handler) {
        server.createContext("/", handler);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** SHA-256 of the certificate in lower-case hex. */
    String fingerprint() throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    }

    /** Who has signed it, as PEM; empty when nobody has. */
    String authority() {
        return authority;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
