package coop.plenum.aws.account;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trust in servers: in those whose certificates are pinned by their SHA-256 fingerprints, whatever name they bear; with
 * none pinned, in what the given authorities have signed, or else those that the Java runtime knows, name included.
 */
final class Trust extends X509ExtendedTrustManager {
    private final Set<String> pinned;
    private final X509ExtendedTrustManager authorities;

    private Trust(Set<String> pinned, X509ExtendedTrustManager authorities) {
        this.pinned = pinned;
        this.authorities = authorities;
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

    static SSLContext context(Set<String> pinned, List<X509Certificate> authorities) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trust(pinned, manager(authorities))}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS is missing in this Java runtime.", e);
        }
    }

    private static X509ExtendedTrustManager manager(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        @Nullable KeyStore store = null;
        if (!authorities.isEmpty()) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry(fingerprint(authority), authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no X.509 trust");
    }

    private static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new CertificateException(e);
        }
    }

    /** The check that holds where nothing is pinned. */
    @FunctionalInterface
    private interface ByAuthority {
        void check() throws CertificateException;
    }

    private void require(X509Certificate[] chain, ByAuthority otherwise) throws CertificateException {
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
        require(chain, () -> authorities.checkServerTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        require(chain, () -> authorities.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        require(chain, () -> authorities.checkServerTrusted(chain, type, engine));
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
        return pinned.isEmpty() ? authorities.getAcceptedIssuers() : new X509Certificate[0];
    }
}
