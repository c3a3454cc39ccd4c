package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.ssh.client.Finished;
import coop.plenum.ssh.client.HostKey;
import coop.plenum.ssh.client.HostKeyException;
import coop.plenum.ssh.client.Link;
import coop.plenum.ssh.client.Login;
import coop.plenum.ssh.client.Patience;
import coop.plenum.ssh.client.Ssh;
import coop.plenum.ssh.client.Trust;
import coop.plenum.ssh.facts.Facts;
import coop.plenum.ssh.facts.FactsReader;
import coop.plenum.ssh.facts.FactsScript;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at hosts: one login, one command. Thread-safe. */
final class Inspection {
    /** The kernel works out when it started from two clocks; that the answer wavers is no news. */
    private static final Duration WAVERS = Duration.ofMinutes(2);

    private final Ssh ssh;
    private final Settings settings;

    Inspection(Ssh ssh, Settings settings) {
        this.ssh = ssh;
        this.settings = settings;
    }

    /** What a look gave. */
    record Sight(Host host, ResourceState state, Facts facts) {}

    /** Logs in under the key that is pinned, else under what the connection trusts. */
    Link connect(Host host, Login login, Patience patience) throws ProviderException, InterruptedException {
        return connect(host, login, trust(host), patience);
    }

    Trust trust(Host host) {
        return settings.trust(host.pinned());
    }

    Link connect(Host host, Login login, Trust trust, Patience patience)
            throws ProviderException, InterruptedException {
        return ssh.connect(host.address(), host.user().map(login::as).orElse(login), trust, patience);
    }

    HostKey greet(Host host, Patience patience) throws ProviderException, InterruptedException {
        return ssh.greet(host.address(), settings.trust(host.pinned()), patience);
    }

    Sight look(Host host, Login login, Patience patience) throws ProviderException, InterruptedException {
        try (Link link = connect(host, login, patience)) {
            return look(host, link, patience);
        }
    }

    Sight look(Host host, Link link, Patience patience) throws ProviderException, InterruptedException {
        Finished told = link.run(
                Link.Command.of("exec /bin/sh -s", FactsScript.text(settings.become()), FactsScript.LIMIT), patience);
        if (told.truncated()) {
            throw new ProviderException(
                    Category.INTERNAL, "facts-too-long", host.id() + " does not stop telling what it is.");
        }
        Facts facts = FactsReader.read(told.output());
        Values values = Values.builder()
                .putAll(identity(host, link.hostKey()))
                .put("status", "ok")
                .put("powerState", "on")
                .putAll(facts.values())
                .put("bootedAt", bootedAt(host, facts))
                .build();
        Host now = Host.of(host.address(), values);
        return new Sight(now, new ResourceState(host.id(), title(host, facts.hostname()), Map.of(), values), facts);
    }

    private static Values identity(Host host, HostKey key) {
        return Values.builder()
                .put("address", host.address().host())
                .put("port", host.address().port())
                .put("user", host.user().orElse(null))
                .put("hostKeyFingerprint", key.fingerprint())
                .put("hostKeyType", key.type())
                .build();
    }

    private static @Nullable String bootedAt(Host host, Facts facts) {
        Optional<Instant> now = facts.values().text("bootedAt").map(Instant::parse);
        Optional<Instant> before = host.known().text("bootedAt").map(Instant::parse);
        return now.filter(at -> before.filter(
                                known -> Duration.between(known, at).abs().compareTo(WAVERS) < 0)
                        .isEmpty())
                .or(() -> before)
                .map(Instant::toString)
                .orElse(null);
    }

    /** The name by which people gave it; where they gave figures, the host's own. */
    private static String title(Host host, Optional<String> hostname) {
        boolean figures = host.address().host().matches("[0-9.]+|.*:.*");
        return figures ? hostname.orElse(host.id()) : host.id();
    }

    /** A host that is known and cannot be looked at: what was known of it, and what is the matter. */
    static ResourceState trouble(Host host, ProviderException why) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(host.known().asMap());
        values.put("address", host.address().host());
        values.put("port", (long) host.address().port());
        values.put("status", status(why));
        values.put("problem", why.getMessage());
        values.put("powerState", "unknown");
        values.remove("presentedHostKeyFingerprint");
        if (why instanceof HostKeyException other && other.code().equals(HostKeyException.CHANGED)) {
            values.put("presentedHostKeyFingerprint", other.presented().fingerprint());
        }
        return new ResourceState(host.id(), title(host, host.known().text("hostname")), Map.of(), Values.of(values));
    }

    private static String status(ProviderException why) {
        return switch (why.code()) {
            case HostKeyException.CHANGED, HostKeyException.UNKNOWN -> "host-key-changed";
            case "authentication-refused" -> "authentication-refused";
            case "no-shell" -> "no-shell";
            default -> "unreachable";
        };
    }
}
