package coop.plenum.api.provider.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Keeps what {@link PinnedTrust} promises. Being an extended one, it is asked alone: the runtime adds no check of its own. */
final class PinnedTrustManager extends X509ExtendedTrustManager {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    private final Set<String> pinned;
    private final X509ExtendedTrustManager authorities;

    private PinnedTrustManager(Set<String> pinned, X509ExtendedTrustManager authorities) {
        this.pinned = pinned;
        this.authorities = authorities;
    }

    static PinnedTrustManager of(Set<String> fingerprints, List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        Set<String> pinned = Set.copyOf(fingerprints);
        for (String fingerprint : pinned) {
            if (!FINGERPRINT.matcher(fingerprint).matches()) {
                throw new IllegalArgumentException(
                        "A SHA-256 fingerprint is 64 small hexadecimal digits, not \"" + fingerprint + "\".");
            }
        }
        return new PinnedTrustManager(pinned, byAuthority(authorities));
    }

    private static X509ExtendedTrustManager byAuthority(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        @Nullable KeyStore store = null; // stands for what the runtime knows
        if (!authorities.isEmpty()) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry(PinnedTrust.fingerprint(authority), authority);
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

    /** The check that holds where nothing is pinned. */
    @FunctionalInterface
    private interface ByAuthority {
        void check() throws CertificateException;
    }

    private void require(X509Certificate[] chain, ByAuthority otherwise) throws CertificateException {
        String met = PinnedTrust.fingerprint(chain[0]);
        if (pinned.contains(met)) {
            return;
        }
        if (!pinned.isEmpty()) {
            throw new UntrustedCertificateException(met, null);
        }
        try {
            otherwise.check();
        } catch (CertificateException e) {
            throw new UntrustedCertificateException(met, e);
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
        return new CertificateException("This trust is for clients only.");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pinned.isEmpty() ? authorities.getAcceptedIssuers() : new X509Certificate[0];
    }
}
