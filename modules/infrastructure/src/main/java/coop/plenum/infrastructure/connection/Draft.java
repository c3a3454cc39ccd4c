package coop.plenum.infrastructure.connection;

import coop.plenum.api.Values;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A connection as somebody wants it; what is empty stays as it is, or gets its default.
 *
 * @param settings merged after RFC 7396
 * @param secrets in the clear by field, never stored in this form; an empty array removes the secret
 * @param syncEvery an ISO 8601 duration, or {@value Connection#OFF}
 */
@SuppressWarnings("ArrayRecordComponent") // the arrays are wiped by who made them
public record Draft(
        Optional<String> title,
        Optional<UUID> space,
        Optional<String> provider,
        Values settings,
        Map<String, char[]> secrets,
        Optional<String> syncEvery,
        Optional<Long> callsPerSecond,
        Optional<Long> concurrency,
        Values labels) {
    public Draft {
        secrets = Map.copyOf(secrets);
    }

    /** The same with these secrets. */
    public Draft with(Map<String, char[]> given) {
        return new Draft(title, space, provider, settings, given, syncEvery, callsPerSecond, concurrency, labels);
    }

    @Override
    public String toString() {
        return "Draft[" + title + ", " + provider + "]";
    }
}
