package coop.plenum.ssh.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a host is reached.
 *
 * @param certain false when it is one of a range, where there may be nothing
 */
public record HostAddress(String host, int port, boolean certain) {
    public static final int USUAL_PORT = 22;

    private static final Pattern ID = Pattern.compile("(?:\\[([0-9a-fA-F:.%a-z]+)]|([^\\[\\]:\\s/]+))(?::(\\d{1,5}))?");

    /** {@code host}, {@code host:port} or {@code [v6]:port}; the external id of the host. */
    public String id() {
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == USUAL_PORT ? bracketed : bracketed + ":" + port;
    }

    /** The address of an external id; empty when it is none. */
    public static Optional<HostAddress> parse(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(3) == null ? USUAL_PORT : Integer.parseInt(parts.group(3));
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return port < 1 || port > 65_535 ? Optional.empty() : Optional.of(new HostAddress(host, port, true));
    }

    @Override
    public String toString() {
        return id();
    }
}
