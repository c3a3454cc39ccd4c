package coop.plenum.openstack.client;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of an API such as 2.46; 2.9 comes before 2.10. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,6})(?:\\.(\\d{1,6}))?");
    private static final Comparator<ApiVersion> ORDER =
            Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

    /** Empty for whatever does not read {@code v2}, {@code 2.1} or {@code v2.1}. */
    public static Optional<ApiVersion> parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String minor = parts.group(2);
        return Optional.of(
                new ApiVersion(Integer.parseInt(parts.group(1)), minor == null ? 0 : Integer.parseInt(minor)));
    }

    /** The lower of the two. */
    public ApiVersion atMost(ApiVersion other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
