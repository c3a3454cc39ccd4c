package coop.plenum.api.provider.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Trust in servers, for clients.
 *
 * <p>With fingerprints given, exactly the certificates that have one of them are trusted: whatever name they bear, whoever
 * has signed them, and also when they have expired. Nothing else is, even if a known authority has signed it.
 *
 * <p>With none given, what the given authorities have signed is trusted; and with no authorities either, what those have
 * signed that the Java runtime knows. Then certificates must be valid by the runtime's rules, and bear the name of the
 * server where the client has that checked: {@link java.net.http.HttpClient} always has; a bare socket only with
 * {@link javax.net.ssl.SSLParameters#setEndpointIdentificationAlgorithm SSLParameters} that say {@code HTTPS}.
 *
 * <p>A server that is not trusted is sent no request. The handshake fails, and in the failure is an
 * {@link UntrustedCertificateException} that tells the fingerprint met.
 */
public final class PinnedTrust {
    private PinnedTrust() {}

    /** As {@link #context(Set, List)}, without authorities of one's own. */
    public static SSLContext context(Set<String> fingerprints) {
        return context(fingerprints, List.of());
    }

    /**
     * A context for the clients of one connection. Thread-safe; later changes to what is given have no effect. A session
     * that is resumed is not checked anew, so connections that trust others need contexts of their own.
     *
     * @param fingerprints SHA-256 of certificates, 64 small hexadecimal digits each, as {@link #fingerprint} tells them
     * @param authorities not looked at where there are fingerprints
     * @throws IllegalArgumentException when one is no such fingerprint
     */
    public static SSLContext context(Set<String> fingerprints, List<X509Certificate> authorities) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {PinnedTrustManager.of(fingerprints, authorities)}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS is missing in this Java runtime.", e);
        }
    }

    /** The SHA-256 fingerprint of a certificate: 64 small hexadecimal digits. */
    public static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new CertificateException(e);
        }
    }
}
