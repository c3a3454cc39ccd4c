package coop.plenum.openstack.client;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trust in servers: in those whose certificates are pinned by their SHA-256 fingerprints, whatever name they bear; or,
 * with none pinned, in what the Java runtime trusts, name included. Who is refused is named by fingerprint.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final Set<String> pinned;
    private final X509ExtendedTrustManager runtime;

    private PinnedTrust(Set<String> pinned, X509ExtendedTrustManager runtime) {
        this.pinned = pinned;
        this.runtime = runtime;
    }

    /** A certificate that is not trusted. */
    static final class Refused extends CertificateException {
        private static final long serialVersionUID = 1L;

        final String fingerprint;

        Refused(String fingerprint, @Nullable CertificateException why) {
            super("untrusted certificate " + fingerprint, why);
            this.fingerprint = fingerprint;
        }
    }

    static SSLContext context(Set<String> pinned) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedTrust(pinned, ofRuntime())}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is missing in this Java runtime.", e);
        }
    }

    private static X509ExtendedTrustManager ofRuntime() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no X.509 trust");
    }

    private static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new CertificateException(e);
        }
    }

    @FunctionalInterface
    private interface RuntimeCheck {
        void check() throws CertificateException;
    }

    private void require(X509Certificate[] chain, RuntimeCheck otherwise) throws CertificateException {
        String met = fingerprint(chain[0]);
        if (pinned.contains(met)) {
            return;
        }
        if (!pinned.isEmpty()) {
            throw new Refused(met, null);
        }
        try {
            otherwise.check();
        } catch (CertificateException e) {
            throw new Refused(met, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        require(chain, () -> runtime.checkServerTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        require(chain, () -> runtime.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        require(chain, () -> runtime.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw noClients();
    }

    private static CertificateException noClients() {
        return new CertificateException("Nobody signs in here by certificate.");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pinned.isEmpty() ? runtime.getAcceptedIssuers() : new X509Certificate[0];
    }
}
