package coop.plenum.core.content.field;

/** What holds for every text that is stored. */
public final class Texts {
    private Texts() {}

    /**
     * Refuses what a database cannot keep as it is: the character NUL and halves of surrogate pairs.
     *
     * @param most characters (code points)
     */
    public static String storable(String text, int most) throws InvalidValue {
        if (text.length() > most && text.codePointCount(0, text.length()) > most) {
            throw new InvalidValue("too-long", "At most " + most + " characters are possible.");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidValue("The character NUL is not possible.");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new InvalidValue("This is no valid Unicode text: it holds half of a surrogate pair.");
                }
                i++;
            }
        }
        return text;
    }

    /** The first characters (code points). */
    public static String left(String text, int most) {
        return text.length() <= most || text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
