package coop.plenum.openstack.identity;

import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.openstack.resource.Failures;
import java.util.regex.Pattern;

/**
 * The secret of a new application credential: one of the platform's, so that Keystone makes none up, which nobody could
 * be handed.
 */
final class CredentialSecret {
    static final String FIELD = "secret";
    private static final String PURPOSE = "Secret of an application credential of OpenStack";
    /** No more than Keystone's usual hash counts, and nothing that is escaped where it is passed on. */
    private static final Pattern POSSIBLE = Pattern.compile("[\\x21-\\x7e&&[^'\"\\\\]]{16,72}");

    private CredentialSecret() {}

    /** A copy that cannot be wiped: HTTP and JSON know only strings. */
    static String of(Change change, OperationContext context) throws ProviderException {
        String reference = change.after().text(FIELD).orElseThrow(() -> Failures.user(FIELD, "A secret is required."));
        try (SecretLease lease = context.secret(reference, PURPOSE)) {
            String secret = new String(lease.value());
            if (!POSSIBLE.matcher(secret).matches()) {
                throw Failures.user(
                        FIELD,
                        "The secret has to be 16 to 72 printable characters of ASCII, without spaces, quotes and"
                                + " backslashes.");
            }
            return secret;
        }
    }
}
