package coop.plenum.core.rest.http;

import coop.plenum.core.rest.problem.HttpProblem;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * While the server listens on loopback only, requests must name a loopback host: a web page whose name resolves to
 * 127.0.0.1 (DNS rebinding) would else be of the same origin.
 */
final class HostGuard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean active;
    private final Set<String> names;

    /**
     * @param listensOn the address listened on
     * @param more further names to accept, such as that of a reverse proxy, separated by commas
     */
    HostGuard(String listensOn, String more) {
        this.active = LOOPBACK.contains(listensOn) || listensOn.equals("::1");
        Set<String> all = new HashSet<>(LOOPBACK);
        for (String name : more.split(",", -1)) {
            if (!name.isBlank()) {
                all.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        this.names = Set.copyOf(all);
    }

    void check(@Nullable String host) {
        if (active && (host == null || !names.contains(name(host)))) {
            throw new HttpProblem(
                    421,
                    "host-refused",
                    "This server listens on the loopback address only; call it as localhost or 127.0.0.1. Where others"
                            + " reach it by a proxy, start it with their address in PLENUM_PUBLIC_URL.");
        }
    }

    private static String name(String host) {
        int port = host.lastIndexOf(':');
        String name = port > host.lastIndexOf(']') && port >= 0 ? host.substring(0, port) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
