package coop.plenum.infrastructure.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The UUID that a firmware gives its machine. Programs read its first three parts in either order of bytes, so the same
 * one comes in two forms.
 */
final class SystemUuid {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    /** That makers leave in their boards. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "03000200-0400-0500-0006-000700080009",
            "00020003-0004-0005-0006-000700080009",
            "01234567-8910-1112-1314-151617181920",
            "12345678-1234-5678-90ab-cddeefaabbcc",
            "12345678-1234-1234-1234-123456789abc",
            "00112233-4455-6677-8899-aabbccddeeff",
            "fefefefe-fefe-fefe-fefe-fefefefefefe",
            "4c4c4544-0000-2010-8020-80c04f202020");

    private SystemUuid() {}

    /** The one of its two forms that both have in common; empty for what tells no machine from another. */
    static Optional<String> canonical(String told) {
        String lower = told.toLowerCase(Locale.ROOT);
        boolean written = told.equals(lower) || told.equals(told.toUpperCase(Locale.ROOT));
        if (!written || !FORM.matcher(lower).matches() || nothing(lower)) {
            return Optional.empty();
        }
        String swapped = swapped(lower);
        return PLACEHOLDERS.contains(lower) || PLACEHOLDERS.contains(swapped)
                ? Optional.empty()
                : Optional.of(lower.compareTo(swapped) < 0 ? lower : swapped);
    }

    private static boolean nothing(String uuid) {
        return uuid.chars().filter(c -> c != '-').distinct().count() <= 1;
    }

    /** With the bytes of the first three parts the other way round. */
    static String swapped(String uuid) {
        String[] parts = uuid.split("-", -1);
        return String.join("-", reversed(parts[0]), reversed(parts[1]), reversed(parts[2]), parts[3], parts[4]);
    }

    private static String reversed(String hexadecimal) {
        StringBuilder bytes = new StringBuilder();
        for (int at = hexadecimal.length(); at > 0; at -= 2) {
            bytes.append(hexadecimal, at - 2, at);
        }
        return bytes.toString();
    }

    /** All the ways in which an item may hold it. */
    static List<String> written(String canonical) {
        String other = swapped(canonical);
        return List.of(canonical, other, canonical.toUpperCase(Locale.ROOT), other.toUpperCase(Locale.ROOT));
    }
}
