package coop.plenum.core.module.trust;

import coop.plenum.api.PlenumException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publishers that are trusted: certificates in PEM form in {@code *.pem} files of some folders. Read anew each time,
 * so that a certificate that is taken away counts no more.
 */
public final class TrustedCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedCertificates.class);

    private final List<Path> folders;
    private final boolean unsignedAllowed;

    /** @param unsignedAllowed the development switch: files that nobody signed are let in */
    public TrustedCertificates(List<Path> folders, boolean unsignedAllowed) {
        this.folders = List.copyOf(folders);
        this.unsignedAllowed = unsignedAllowed;
    }

    /**
     * The jar with the one signer that is trusted, or none where that is allowed.
     *
     * @throws PlenumException {@code untrusted-bundle}
     */
    public VerifiedJar require(VerifiedJar jar) {
        if (jar.signers().isEmpty()) {
            if (!unsignedAllowed) {
                throw BadJar.untrusted("it is not signed. Ask its publisher for a signed one");
            }
            return jar;
        }
        Set<Certificate> trusted = all();
        X509Certificate certificate =
                jar.signers().stream().filter(trusted::contains).findFirst().orElseThrow(() -> stranger(jar));
        requireValid(certificate);
        return jar.signedBy(certificate);
    }

    private static PlenumException stranger(VerifiedJar jar) {
        return BadJar.untrusted("it is signed by \"" + jar.signerName() + "\" (SHA-256 "
                + fingerprint(jar.signers().get(0))
                + "), who is not trusted here. If you trust that publisher, put the certificate as a .pem file"
                + " into the folder trust of the data folder");
    }

    private static void requireValid(X509Certificate certificate) {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw BadJar.untrusted("the certificate of its signer expired on " + certificate.getNotAfter());
        } catch (CertificateNotYetValidException e) {
            throw BadJar.untrusted("the certificate of its signer is valid only from " + certificate.getNotBefore());
        }
    }

    private Set<Certificate> all() {
        Set<Certificate> certificates = new HashSet<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(".pem"))
                            .forEach(file -> certificates.addAll(read(file)));
                } catch (IOException e) {
                    LOG.warn("The folder of trusted certificates {} cannot be read.", folder, e);
                }
            }
        }
        return certificates;
    }

    private static Set<Certificate> read(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            return Set.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(pem));
        } catch (IOException | CertificateException e) {
            LOG.warn("{} holds no readable certificate and is passed over: {}", file, e.getMessage());
            return Set.of();
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(Digests.sha256().digest(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw BadJar.untrusted("the certificate of its signer cannot be read");
        }
    }
}
