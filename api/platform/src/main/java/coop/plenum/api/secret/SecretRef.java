package coop.plenum.api.secret;

import coop.plenum.api.PlenumException;
import java.util.UUID;

/** Names one version of a secret; what content stores in place of the secret itself. */
public record SecretRef(UUID id, int version) {
    private static final String PREFIX = "secret:";

    /** @throws PlenumException {@code invalid-secret-reference} */
    public static SecretRef parse(String text) {
        int hash = text.lastIndexOf('#');
        if (text.startsWith(PREFIX) && hash > 0) {
            try {
                return new SecretRef(
                        UUID.fromString(text.substring(PREFIX.length(), hash)),
                        Integer.parseInt(text, hash + 1, text.length(), 10));
            } catch (IllegalArgumentException e) {
                // falls through: the text is no reference, whatever the reason
            }
        }
        throw PlenumException.invalid(
                "invalid-secret-reference", "Not a secret reference of the form secret:<id>#<version>.");
    }

    @Override
    public String toString() {
        return PREFIX + id + "#" + version;
    }
}
