package coop.plenum.infrastructure.provider;

import coop.plenum.api.Values;
import coop.plenum.api.secret.SecretRef;
import java.util.Map;

/**
 * What it takes to open a connection.
 *
 * @param secrets by field of the provider's form
 * @param pending secrets that are to replace some of them
 * @param previous secrets that were replaced, but not everywhere yet
 */
public record ConnectionAccess(
        String provider,
        Values settings,
        Map<String, SecretRef> secrets,
        Map<String, SecretRef> pending,
        Map<String, SecretRef> previous,
        int callsPerSecond,
        int concurrency) {
    public ConnectionAccess {
        secrets = Map.copyOf(secrets);
        pending = Map.copyOf(pending);
        previous = Map.copyOf(previous);
    }

    /** One whose secrets stay as they are. */
    public ConnectionAccess(
            String provider, Values settings, Map<String, SecretRef> secrets, int callsPerSecond, int concurrency) {
        this(provider, settings, secrets, Map.of(), Map.of(), callsPerSecond, concurrency);
    }
}
