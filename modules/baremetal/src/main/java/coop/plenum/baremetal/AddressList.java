package coop.plenum.baremetal;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.BmcAddress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the addresses of a connection: {@code host}, {@code host:port}, {@code [v6]:port}, a range of ports
 * ({@code 127.0.0.1:6231-6240}), a range of addresses ({@code 10.0.0.10-10.0.0.50}) or a network ({@code 10.0.0.0/24}).
 * Looks nothing up.
 */
public final class AddressList {
    static final int MOST = 1024;

    private static final Pattern ENTRY =
            Pattern.compile("(\\[[0-9a-fA-F:.%a-z]+]|[^\\[\\]:\\s/]+)(/\\d{1,2})?(?::(\\d{1,5})(?:-(\\d{1,5}))?)?");
    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern V4_RANGE = Pattern.compile("(" + V4 + ")-(" + V4 + ")");
    private static final Pattern HOST =
            Pattern.compile("[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,62})(\\.[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,62}))*\\.?");

    private final Map<String, BmcAddress> found = new LinkedHashMap<>();

    private AddressList() {}

    /** @throws ProviderException {@code invalid-addresses} */
    public static List<BmcAddress> parse(List<?> entries) throws ProviderException {
        AddressList list = new AddressList();
        for (Object entry : entries) {
            list.entry(String.valueOf(entry).strip());
        }
        if (list.found.isEmpty()) {
            throw invalid("At least one address is needed.");
        }
        return new ArrayList<>(list.found.values());
    }

    private void entry(String entry) throws ProviderException {
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches()) {
            throw invalid("\"" + entry + "\" is not an address such as 10.0.0.5, bmc1.example:623 or 10.0.0.0/24.");
        }
        String host = parts.group(1);
        int first = port(entry, parts.group(3));
        int last = parts.group(4) == null ? first : port(entry, parts.group(4));
        if (last < first) {
            throw invalid("The ports of \"" + entry + "\" run backwards.");
        }
        Matcher range = V4_RANGE.matcher(host);
        if (parts.group(2) != null) {
            network(
                    entry,
                    host,
                    Integer.parseInt(parts.group(2), 1, parts.group(2).length(), 10),
                    first,
                    last);
        } else if (range.matches()) {
            span(entry, number(entry, range.group(1)), number(entry, range.group(6)), first, last);
        } else {
            boolean v6 = host.startsWith("[");
            if (!v6
                    && (V4.matcher(host).matches()
                            ? number(entry, host) < 0
                            : !HOST.matcher(host).matches())) {
                throw invalid("\"" + host + "\" is neither an address nor a host name.");
            }
            add(entry, v6 ? host.substring(1, host.length() - 1) : host, first, last, first == last);
        }
    }

    private void network(String entry, String host, int length, int first, int last) throws ProviderException {
        if (!V4.matcher(host).matches() || length > 32) {
            throw invalid("\"" + entry + "\" is not an IPv4 network such as 10.0.0.0/24.");
        }
        if (length < 22) {
            throw invalid("\"" + entry + "\" has more than " + MOST + " addresses.");
        }
        long size = 1L << (32 - length);
        long start = number(entry, host) & -size;
        // the first is the network's own, the last its broadcast
        int edge = length < 31 ? 1 : 0;
        span(entry, start + edge, start + size - 1 - edge, first, last);
    }

    private void span(String entry, long from, long to, int first, int last) throws ProviderException {
        if (to < from || to - from >= MOST) {
            throw invalid("\"" + entry + "\" is no range of at most " + MOST + " addresses.");
        }
        for (long address = from; address <= to; address++) {
            byte[] bytes = BigInteger.valueOf(address | 1L << 32).toByteArray();
            String host =
                    (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff) + "." + (bytes[4] & 0xff);
            add(entry, host, first, last, false);
        }
    }

    private void add(String entry, String host, int first, int last, boolean certain) throws ProviderException {
        for (int port = first; port <= last; port++) {
            BmcAddress address = new BmcAddress(host, port, certain);
            found.merge(address.id(), address, (one, other) -> one.certain() ? one : other);
            if (found.size() > MOST) {
                throw invalid(
                        "With \"" + entry + "\" there are more than " + MOST + " addresses. Make several connections.");
            }
        }
    }

    private static long number(String entry, String v4) throws ProviderException {
        long number = 0;
        for (String part : v4.split("\\.", -1)) {
            int value = Integer.parseInt(part);
            if (value > 255) {
                throw invalid("\"" + entry + "\" is not an IPv4 address.");
            }
            number = number << 8 | value;
        }
        return number;
    }

    private static int port(String entry, @org.jspecify.annotations.Nullable String text) throws ProviderException {
        int port = text == null ? 0 : Integer.parseInt(text);
        if (port > 65535 || (text != null && port == 0)) {
            throw invalid("The port of \"" + entry + "\" is not between 1 and 65535.");
        }
        return port;
    }

    private static ProviderException invalid(String message) {
        return new ProviderException(Category.USER, "invalid-addresses", message, "addresses", null, null);
    }
}
