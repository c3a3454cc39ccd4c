package coop.plenum.ssh;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.ssh.client.HostAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that a connection covers: {@code host}, {@code host:port}, {@code [v6]:port}, and the ranges
 * {@code 10.0.0.10-10.0.0.50}, {@code 10.0.0.0/24} and {@code 127.0.0.1:2301-2310}. Looks nothing up.
 */
final class AddressList {
    static final int MOST = 1024;

    private static final Pattern ENTRY =
            Pattern.compile("(?<host>\\[[0-9a-fA-F:.%a-z]+]|[^\\[\\]:\\s/]+)(?:/(?<length>\\d{1,2}))?"
                    + "(?::(?<first>\\d{1,5})(?:-(?<last>\\d{1,5}))?)?");
    private static final Pattern NAME =
            Pattern.compile("[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,62})(?:\\.[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})*\\.?");
    private static final Pattern FIGURES = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final int SHORTEST_PREFIX = 22;

    private final Map<String, HostAddress> found = new LinkedHashMap<>();

    private AddressList() {}

    /** @throws ProviderException {@code invalid-addresses} */
    static List<HostAddress> parse(List<?> entries) throws ProviderException {
        AddressList list = new AddressList();
        for (Object entry : entries) {
            list.take(String.valueOf(entry).strip());
        }
        return new ArrayList<>(list.found.values());
    }

    private void take(String entry) throws ProviderException {
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches()) {
            throw invalid(entry + " is no address such as 10.0.0.5, web1.example:2222 or 10.0.0.0/24.");
        }
        Ports ports = Ports.of(entry, parts.group("first"), parts.group("last"));
        String host = parts.group("host");
        String[] ends = host.split("-", -1);
        if (parts.group("length") != null) {
            network(entry, host, Integer.parseInt(parts.group("length")), ports);
        } else if (ends.length == 2
                && FIGURES.matcher(ends[0]).matches()
                && FIGURES.matcher(ends[1]).matches()) {
            range(entry, number(entry, ends[0]), number(entry, ends[1]), ports);
        } else {
            add(single(host), ports, ports.first() == ports.last());
        }
    }

    private static String single(String host) throws ProviderException {
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        if (FIGURES.matcher(host).matches()
                ? v4(host).isEmpty()
                : !NAME.matcher(host).matches()) {
            throw invalid(host + " is neither an address nor a host name.");
        }
        return host;
    }

    private void network(String entry, String host, int length, Ports ports) throws ProviderException {
        if (length < SHORTEST_PREFIX || length > 32) {
            throw invalid("The network " + entry + " must have a prefix from " + SHORTEST_PREFIX + " to 32 bits.");
        }
        long size = 1L << (32 - length);
        long start = number(entry, host) & -size;
        int edge = length < 31 ? 1 : 0; // the network's own address and its broadcast address are no hosts
        range(entry, start + edge, start + size - 1 - edge, ports);
    }

    private void range(String entry, long from, long to, Ports ports) throws ProviderException {
        if (to < from || to - from >= MOST) {
            throw invalid(entry + " is no range of at most " + MOST + " addresses.");
        }
        for (long number = from; number <= to; number++) {
            add(text(number), ports, false);
        }
    }

    private void add(String host, Ports ports, boolean certain) throws ProviderException {
        for (int port = ports.first(); port <= ports.last(); port++) {
            HostAddress address = new HostAddress(host, port, certain);
            found.merge(address.id(), address, (one, other) -> one.certain() ? one : other);
            if (found.size() > MOST) {
                throw invalid("There are more than " + MOST + " addresses. Make several connections.");
            }
        }
    }

    private static long number(String entry, String figures) throws ProviderException {
        return v4(figures).orElseThrow(() -> invalid(entry + " has an address that is none of IPv4."));
    }

    private static OptionalLong v4(String figures) {
        if (!FIGURES.matcher(figures).matches()) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (String part : figures.split("\\.", -1)) {
            int value = Integer.parseInt(part);
            if (value > 255) {
                return OptionalLong.empty();
            }
            number = number * 256 + value;
        }
        return OptionalLong.of(number);
    }

    private static String text(long number) {
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    /** A range of ports, mostly of one. */
    private record Ports(int first, int last) {
        static Ports of(
                String entry,
                @org.jspecify.annotations.Nullable String from,
                @org.jspecify.annotations.Nullable String to)
                throws ProviderException {
            int first = from == null ? HostAddress.USUAL_PORT : Integer.parseInt(from);
            int last = to == null ? first : Integer.parseInt(to);
            if (first < 1 || last > 65_535 || last < first) {
                throw invalid("The ports of " + entry + " must be from 1 to 65535 and not run backwards.");
            }
            return new Ports(first, last);
        }
    }

    private static ProviderException invalid(String message) {
        return new ProviderException(Category.USER, "invalid-addresses", message, "addresses", null, null);
    }
}
