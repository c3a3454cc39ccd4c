package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.ssh.client.HostAddress;
import coop.plenum.ssh.client.HostKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The hosts of a connection: those at its addresses, and those enrolled one by one. What is known of them comes from the
 * platform, which keeps it, and is brought up to date here by what this connection does. Thread-safe.
 */
final class Hosts {
    private final Map<String, HostAddress> covered = new LinkedHashMap<>();
    private final ConnectionContext context;
    private final Map<String, Host> known = new TreeMap<>();
    private final Map<String, HostKey> shown = new HashMap<>();
    private final Set<String> fromPlatform = new HashSet<>();
    private boolean read;

    /** Reads nothing yet. */
    Hosts(List<HostAddress> covered, ConnectionContext context) {
        covered.forEach(address -> this.covered.put(address.id(), address));
        this.context = context;
    }

    /** Reads anew what the platform knows: items may have been deleted. */
    synchronized void refresh() {
        Map<String, Values> items = context.known(Host.TYPE);
        fromPlatform.removeAll(items.keySet());
        known.keySet().removeAll(fromPlatform);
        fromPlatform.clear();
        items.forEach((id, values) -> address(id).ifPresent(address -> {
            known.put(id, Host.of(address, values));
            fromPlatform.add(id);
        }));
        read = true;
    }

    private Optional<HostAddress> address(String id) {
        return Optional.ofNullable(covered.get(id)).or(() -> HostAddress.parse(id));
    }

    /** One that is known. */
    synchronized Optional<Host> enrolled(String id) {
        if (!read) {
            refresh();
        }
        return Optional.ofNullable(known.get(id));
    }

    /** One that is known, or lies within the connection's addresses. */
    synchronized Optional<Host> find(String id) {
        return enrolled(id).or(() -> Optional.ofNullable(covered.get(id)).map(Host::unknown));
    }

    boolean covers(String id) {
        return covered.containsKey(id);
    }

    /** All, in the same order each time: those at the addresses first. */
    synchronized List<Host> all() {
        if (!read) {
            refresh();
        }
        List<Host> all = new ArrayList<>();
        covered.forEach((id, address) -> all.add(known.getOrDefault(id, Host.unknown(address))));
        known.forEach((id, host) -> {
            if (!covered.containsKey(id)) {
                all.add(host);
            }
        });
        return all;
    }

    synchronized List<Host> enrolled() {
        if (!read) {
            refresh();
        }
        return List.copyOf(known.values());
    }

    synchronized void note(Host host) {
        known.put(host.id(), host);
    }

    synchronized void forget(String id) {
        known.remove(id);
    }

    /** The key that a plan has shown to people, until somebody enrolls the host. */
    synchronized void shown(String id, HostKey key) {
        shown.put(id, key);
    }

    synchronized Optional<HostKey> shown(String id) {
        return Optional.ofNullable(shown.get(id));
    }
}
