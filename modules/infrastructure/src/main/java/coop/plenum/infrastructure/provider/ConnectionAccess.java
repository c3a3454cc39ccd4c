package coop.plenum.infrastructure.provider;

import coop.plenum.api.Values;
import coop.plenum.api.secret.SecretRef;
import java.util.Map;

/**
 * What it takes to open a connection.
 *
 * @param secrets by field of the provider's form
 */
public record ConnectionAccess(
        String provider, Values settings, Map<String, SecretRef> secrets, int callsPerSecond, int concurrency) {
    public ConnectionAccess {
        secrets = Map.copyOf(secrets);
    }
}
