package coop.plenum.api.provider.http;

import java.security.cert.CertificateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server has shown a certificate that is not trusted. */
public final class UntrustedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final String fingerprint;

    /** @param why what speaks against it; null when it is not one of those that are pinned */
    UntrustedCertificateException(String fingerprint, @Nullable CertificateException why) {
        super("untrusted certificate " + fingerprint, why);
        this.fingerprint = fingerprint;
    }

    /** Of the certificate met, as {@link PinnedTrust#fingerprint} tells it; for a person to compare, then to pin. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The one that a failure came of, however deep it lies; empty when the failure came of something else. */
    public static Optional<UntrustedCertificateException> in(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof UntrustedCertificateException untrusted) {
                return Optional.of(untrusted);
            }
        }
        return Optional.empty();
    }
}
