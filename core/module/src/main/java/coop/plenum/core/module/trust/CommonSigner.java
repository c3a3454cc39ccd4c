package coop.plenum.core.module.trust;

import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Narrows down who has signed every entry of a jar; it may be several. */
final class CommonSigner {
    private CodeSigner @Nullable [] last;
    private Set<X509Certificate> common = Set.of();
    private @Nullable String signed;
    private @Nullable String unsigned;

    void meet(String name, CodeSigner @Nullable [] signers) {
        if (signers == null || signers.length == 0) {
            unsigned = name;
        } else if (signed == null) {
            signed = name;
            common = certificates(signers);
        } else if (!Arrays.equals(signers, last)) {
            common.retainAll(certificates(signers));
            if (common.isEmpty()) {
                throw BadJar.untrusted("its entries are not all signed by the same publisher: see " + name);
            }
        }
        last = signers == null ? last : signers;
        if (signed != null && unsigned != null) {
            throw BadJar.untrusted("its entry " + unsigned + " is not signed, but others are");
        }
    }

    /** The certificate itself, not those it was issued by: a chain in a jar proves nothing. */
    private static Set<X509Certificate> certificates(CodeSigner[] signers) {
        Set<X509Certificate> certificates = new HashSet<>();
        for (CodeSigner signer : signers) {
            certificates.add((X509Certificate)
                    signer.getSignerCertPath().getCertificates().get(0));
        }
        return certificates;
    }

    List<X509Certificate> all() {
        return List.copyOf(common);
    }
}
