package coop.plenum.api.access;

import coop.plenum.api.PlenumException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** API tokens. Everybody manages their own; {@code user.manage} those of others. Thread-safe. */
@ProviderType
public interface ApiTokens {
    List<ApiToken> list(Caller caller, UUID user);

    /**
     * Issues a token for the caller's own user; not with a token as credential.
     *
     * @param lifetime at most 365 days
     * @throws PlenumException {@code invalid-lifetime}, {@code unknown-permission}
     */
    Issued issue(Caller caller, String name, Set<String> permissions, UUID space, Duration lifetime);

    void revoke(Caller caller, UUID id);

    /** @param secret shown once: {@code plm_} and 43 characters */
    record Issued(ApiToken token, String secret) {
        @Override
        public String toString() {
            return "Issued[" + token.id() + "]";
        }
    }
}
