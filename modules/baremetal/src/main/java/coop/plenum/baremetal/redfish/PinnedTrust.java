package coop.plenum.baremetal.redfish;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts exactly the certificates whose SHA-256 fingerprints are pinned, whatever name they bear; with none pinned, what
 * the Java runtime trusts, name included. A refusal tells the fingerprint that was met.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final Set<String> fingerprints;
    private final X509ExtendedTrustManager system;

    private PinnedTrust(Set<String> fingerprints, X509ExtendedTrustManager system) {
        this.fingerprints = fingerprints;
        this.system = system;
    }

    /** A certificate that is not trusted. */
    static final class Untrusted extends CertificateException {
        private static final long serialVersionUID = 1L;

        final String fingerprint;

        Untrusted(String fingerprint, @Nullable CertificateException why) {
            super("untrusted certificate " + fingerprint, why);
            this.fingerprint = fingerprint;
        }
    }

    static SSLContext context(Set<String> fingerprints) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            X509ExtendedTrustManager system = Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedTrust(fingerprints, system)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is missing in this Java runtime.", e);
        }
    }

    static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new CertificateException(e);
        }
    }

    @FunctionalInterface
    private interface SystemCheck {
        void run() throws CertificateException;
    }

    private void check(X509Certificate[] chain, SystemCheck bySystem) throws CertificateException {
        String met = fingerprint(chain[0]);
        if (!fingerprints.isEmpty()) {
            if (!fingerprints.contains(met)) {
                throw new Untrusted(met, null);
            }
            return;
        }
        try {
            bySystem.run();
        } catch (CertificateException e) {
            throw new Untrusted(met, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, () -> system.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, () -> system.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, () -> system.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw noServer();
    }

    private static CertificateException noServer() {
        return new CertificateException("This trust is for clients only.");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return fingerprints.isEmpty() ? system.getAcceptedIssuers() : new X509Certificate[0];
    }
}
