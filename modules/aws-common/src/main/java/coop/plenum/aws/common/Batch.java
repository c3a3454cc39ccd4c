package coop.plenum.aws.common;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some of what a region has.
 *
 * @param next AWS's token for more
 * @param complete false when AWS kept some back: what is not there may exist all the same
 * @param <T> the client's object
 */
public record Batch<T>(List<T> some, Optional<String> next, boolean complete) {
    public static <T> Batch<T> of(List<T> some, @Nullable String next) {
        return new Batch<>(some, Optional.ofNullable(next).filter(token -> !token.isEmpty()), true);
    }

    /** All there is. */
    public static <T> Batch<T> all(List<T> all) {
        return new Batch<>(all, Optional.empty(), true);
    }

    /** With some that the identity may not see. */
    public Batch<T> withGaps() {
        return new Batch<>(some, next, false);
    }
}
