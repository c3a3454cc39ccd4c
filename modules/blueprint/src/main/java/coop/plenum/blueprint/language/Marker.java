package coop.plenum.blueprint.language;

import java.util.Optional;

/**
 * Stands for an item while values are worked out: a text that no parameter and no blueprint can contain, so that nothing
 * but a reference of the blueprint's own becomes one.
 */
public final class Marker {
    /** U+E000, the first character for private use. */
    static final char SIGN = '\uE000';

    private Marker() {}

    static String of(String key) {
        return SIGN + key;
    }

    /** The key of the item that the value stands for, if it does. */
    public static Optional<String> key(Object value) {
        return (value instanceof String text && text.indexOf(SIGN) == 0 && text.lastIndexOf(SIGN) == 0)
                ? Optional.of(text.substring(1))
                : Optional.empty();
    }

    static boolean within(String text) {
        return text.indexOf(SIGN) >= 0;
    }
}
