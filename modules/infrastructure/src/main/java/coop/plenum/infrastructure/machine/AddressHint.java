package coop.plenum.infrastructure.machine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An IP address, where it is one that not every machine has. */
final class AddressHint {
    /** Of a machine to itself, of a link, and for many. */
    private static final List<String> BEGINNINGS = List.of("127.", "0.", "169.254.", "fe8", "fe9", "fea", "feb", "ff");
    /** Of nobody, of oneself, and of the bridges that Docker and libvirt make everywhere. */
    private static final Set<String> WHOLE = Set.of("::", "::1", "172.17.0.1", "192.168.122.1");

    private static final Pattern FOUR =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    private AddressHint() {}

    /** @param told as items hold it, after RFC 5952 */
    static Optional<String> telling(String told) {
        boolean everywhere =
                WHOLE.contains(told) || toMany(told) || BEGINNINGS.stream().anyMatch(told::startsWith);
        return everywhere ? Optional.empty() : Optional.of(told);
    }

    private static boolean toMany(String told) {
        return isFour(told) && Integer.parseInt(told, 0, told.indexOf('.'), 10) >= 224;
    }

    /** Whether a text is an IPv4 address in its usual form. */
    static boolean isFour(String text) {
        return FOUR.matcher(text).matches();
    }
}
