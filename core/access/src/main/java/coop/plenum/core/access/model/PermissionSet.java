package coop.plenum.core.access.model;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The patterns of a role or a token: {@code *}, {@code *.view}, {@code compute.*} or an exact name. A restricted
 * permission is matched by its exact name and by {@code *} only.
 */
public final class PermissionSet {
    private static final String ALL = "*";
    private static final String SEGMENT = "[A-Za-z0-9][A-Za-z0-9_-]*";
    private static final String SEGMENTS = SEGMENT + "(\\." + SEGMENT + ")*";
    private static final Pattern WELL_FORMED =
            Pattern.compile("\\*|\\*\\." + SEGMENTS + "|" + SEGMENTS + "\\.\\*|" + SEGMENTS);

    private final Set<String> patterns;

    private PermissionSet(Set<String> patterns) {
        this.patterns = patterns;
    }

    public static PermissionSet of(Collection<String> patterns) {
        return new PermissionSet(Set.copyOf(patterns));
    }

    public static boolean wellFormed(String pattern) {
        return pattern.length() <= 200 && WELL_FORMED.matcher(pattern).matches();
    }

    public static boolean wildcard(String pattern) {
        return pattern.startsWith(ALL) || pattern.endsWith(ALL);
    }

    public boolean all() {
        return patterns.contains(ALL);
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    public boolean matches(String permission, Predicate<String> restricted) {
        return all() || patterns.contains(permission) || (anyWildcardOver(permission) && !restricted.test(permission));
    }

    /** The pattern by which a matched permission is contained. */
    public Optional<String> via(String permission) {
        if (patterns.contains(permission)) {
            return Optional.of(permission);
        }
        return patterns.stream()
                .filter(pattern -> over(pattern, permission))
                .sorted()
                .findFirst()
                .or(() -> all() ? Optional.of(ALL) : Optional.empty());
    }

    /** True if everything the pattern could ever match is matched by this set too. */
    public boolean covers(String pattern, Predicate<String> restricted) {
        if (!wildcard(pattern)) {
            return matches(pattern, restricted);
        }
        return all() || patterns.contains(pattern) || (!pattern.equals(ALL) && anyWildcardOver(pattern));
    }

    private boolean anyWildcardOver(String permission) {
        for (String pattern : patterns) {
            if (over(pattern, permission)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a wildcard pattern other than {@code *} includes a name or a narrower pattern of the same shape. */
    private static boolean over(String pattern, String name) {
        int length = pattern.length();
        if (length < 2) {
            return false;
        }
        if (pattern.charAt(0) == '*') {
            return name.length() >= length && name.endsWith(pattern.substring(1));
        }
        return pattern.charAt(length - 1) == '*'
                && name.length() >= length
                && name.regionMatches(0, pattern, 0, length - 1);
    }
}
