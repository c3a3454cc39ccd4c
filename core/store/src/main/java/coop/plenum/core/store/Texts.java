package coop.plenum.core.store;

import coop.plenum.api.PlenumException;

/** Which texts can be stored everywhere and come back as they were. */
final class Texts {
    private Texts() {}

    /** @throws PlenumException {@code invalid-text}: half a surrogate pair has no UTF-8 form */
    static void requireWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw invalid("half a surrogate pair");
            }
        }
    }

    /** @throws PlenumException {@code invalid-text}: PostgreSQL has no U+0000 either */
    static void requireStorable(String text) {
        requireWellFormed(text);
        if (text.indexOf('\0') >= 0) {
            throw invalid("the character U+0000");
        }
    }

    private static PlenumException invalid(String what) {
        return PlenumException.invalid(
                "invalid-text", "A text contains " + what + ", which cannot be stored. Remove it.");
    }
}
