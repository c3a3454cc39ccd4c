package coop.plenum.core.module.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Manifest;

/**
 * What a jar holds, all of it read and its signature found intact. Whether the signer is trusted is another question.
 *
 * @param manifest its main attributes only
 * @param signers who signed every entry; empty: nobody signed anything
 * @param permissions text of {@code PLENUM-INF/permissions.json}
 * @param types texts of {@code PLENUM-INF/types/*.json} by path, in order
 */
public record VerifiedJar(
        Manifest manifest, List<X509Certificate> signers, Optional<String> permissions, Map<String, String> types) {
    /** The same, of all signers only the one that counts. */
    VerifiedJar signedBy(X509Certificate signer) {
        return new VerifiedJar(manifest, List.of(signer), permissions, types);
    }

    /** Subject of the first signer, empty when nobody signed. */
    public String signerName() {
        return signers.stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .findFirst()
                .orElse("");
    }
}
