package coop.plenum.infrastructure.provider;

import coop.plenum.api.Values;
import coop.plenum.api.secret.SecretRef;
import java.util.Map;
import java.util.Set;

/**
 * What it takes to open a connection.
 *
 * @param secrets by field of the provider's form
 * @param pending secrets that are to replace some of them
 * @param previous secrets that were replaced, but not everywhere yet
 * @param unconfirmed settings that were changed by somebody who need not be allowed to use the secrets; as long as there
 *     are any, no secret is used
 */
public record ConnectionAccess(
        String provider,
        Values settings,
        Map<String, SecretRef> secrets,
        Map<String, SecretRef> pending,
        Map<String, SecretRef> previous,
        Set<String> unconfirmed,
        int callsPerSecond,
        int concurrency) {
    public ConnectionAccess {
        secrets = Map.copyOf(secrets);
        pending = Map.copyOf(pending);
        previous = Map.copyOf(previous);
        unconfirmed = Set.copyOf(unconfirmed);
    }

    /** One whose secrets stay as they are. */
    public ConnectionAccess(
            String provider, Values settings, Map<String, SecretRef> secrets, int callsPerSecond, int concurrency) {
        this(provider, settings, secrets, Map.of(), Map.of(), Set.of(), callsPerSecond, concurrency);
    }
}
