package coop.plenum.aws.common;

/** References as providers see them: {@code external:<type>:<externalId>}. */
public final class References {
    private static final String EXTERNAL = "external:";

    private References() {}

    public static String to(String type, String externalId) {
        return EXTERNAL + type + ":" + externalId;
    }

    /** Whether a reference leads to a resource, and not to an item that has none yet. */
    public static boolean isThere(Object reference) {
        String text = String.valueOf(reference);
        return text.startsWith(EXTERNAL) && text.indexOf(':', EXTERNAL.length()) > 0;
    }

    public static String externalId(Object reference) {
        String text = String.valueOf(reference);
        return text.substring(text.indexOf(':', EXTERNAL.length()) + 1);
    }
}
