package coop.plenum.core.module.trust;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Manifest;

/**
 * What a jar holds, all of it read and its signature found intact. Whether the signer is trusted is another question.
 *
 * @param manifest its main attributes only
 * @param signer who signed every entry; empty: nobody signed anything
 * @param permissions text of {@code PLENUM-INF/permissions.json}
 * @param types texts of {@code PLENUM-INF/types/*.json} by path, in order
 */
public record VerifiedJar(
        Manifest manifest, Optional<X509Certificate> signer, Optional<String> permissions, Map<String, String> types) {
    public String signerName() {
        return signer.map(certificate -> certificate.getSubjectX500Principal().getName())
                .orElse("");
    }
}
