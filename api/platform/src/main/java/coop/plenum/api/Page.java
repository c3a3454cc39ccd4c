package coop.plenum.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A part of an ordered list.
 *
 * @param items in order, at most the limit that was asked for
 * @param next opaque cursor of the following page; empty on the last one
 * @param total the size of the whole list, only where it was asked for
 */
public record Page<T>(List<T> items, Optional<String> next, OptionalLong total) {
    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> of(List<T> items, Optional<String> next) {
        return new Page<>(items, next, OptionalLong.empty());
    }
}
