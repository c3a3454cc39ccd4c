package coop.plenum.aws.account;

import coop.plenum.api.Values;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A connection form, read.
 *
 * @param fingerprints SHA-256, hexadecimal; with any, only these certificates are trusted
 * @param authorities with any, only what these have signed is trusted
 * @param all the form as it is
 */
public record Settings(
        List<String> regions,
        String accessKeyId,
        Optional<Role> role,
        Optional<URI> endpoint,
        Set<String> fingerprints,
        List<X509Certificate> authorities,
        Duration timeout,
        Values all) {

    /** A role to be assumed. */
    public record Role(String arn, Optional<String> externalId) {}

    /** Keys that AWS makes for a while begin so; they come with a session token. */
    boolean isTemporary() {
        return accessKeyId.startsWith("ASIA");
    }
}
