package coop.plenum.openstack.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where and as whom to sign in. Holds no secret.
 *
 * @param region empty: the only one that the catalog has
 * @param endpoints which of a service's endpoints to use: public, internal or admin
 * @param fingerprints SHA-256 of the certificates to trust; empty: what the Java runtime trusts
 * @param timeout for a single answer
 * @param allProjects whether to list what other projects have, too
 */
public record Account(
        URI identity,
        Login login,
        Optional<String> region,
        String endpoints,
        Set<String> fingerprints,
        Duration timeout,
        boolean allProjects) {
    public Account {
        fingerprints = Set.copyOf(fingerprints);
    }

    /** How to sign in. */
    public sealed interface Login {}

    /** @param domain name of the user's domain */
    public record Password(String user, String domain, Scope scope) implements Login {}

    public record ApplicationCredential(String id) implements Login {}

    /** What a token is good for. */
    public sealed interface Scope {}

    /** @param project its name or id */
    public record ProjectScope(String project, String domain) implements Scope {}

    public record DomainScope(String domain) implements Scope {}

    public record SystemScope() implements Scope {}
}
