package coop.plenum.api;

import java.util.Optional;

/**
 * Which part of a list to return.
 *
 * @param limit 1 to {@value #MAX_LIMIT}
 * @param after the {@link Page#next()} of the page before; empty for the first
 */
public record PageRequest(int limit, Optional<String> after) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 1000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw PlenumException.invalid("invalid-limit", "limit must be between 1 and " + MAX_LIMIT + ".");
        }
    }

    public static PageRequest first() {
        return new PageRequest(DEFAULT_LIMIT, Optional.empty());
    }

    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }
}
