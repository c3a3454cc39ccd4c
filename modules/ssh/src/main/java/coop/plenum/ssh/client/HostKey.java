package coop.plenum.ssh.client;

import java.security.PublicKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * The key by which a host is known.
 *
 * @param type such as {@code ssh-ed25519}; empty when only the fingerprint was given
 * @param fingerprint as OpenSSH shows it: {@code SHA256:} and 43 letters of Base64
 */
public record HostKey(String type, String fingerprint) {
    private static final Pattern FINGERPRINT = Pattern.compile("(?:SHA256:)?([A-Za-z0-9+/]{43})=?");

    static HostKey of(PublicKey key) {
        return new HostKey(KeyUtils.getKeyType(key), KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
    }

    /** A fingerprint as people give it, in the one form that is kept; empty when it is none. */
    public static Optional<String> normalized(String fingerprint) {
        Matcher parts = FINGERPRINT.matcher(fingerprint.strip());
        return parts.matches() ? Optional.of("SHA256:" + parts.group(1)) : Optional.empty();
    }

    @Override
    public String toString() {
        return type.isEmpty() ? fingerprint : type + " " + fingerprint;
    }
}
