package coop.plenum.baremetal.bmc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secret of a subscription, in what Redfish calls its context: a text that a controller keeps and sends along with each
 * event. Only the controller has it; here nothing is kept but its digest. Each subscription has one of its own, so that one
 * controller cannot speak for another.
 */
public final class EventToken {
    private static final int BYTES = 32;
    private static final int LONGEST_KEY = 180;
    private static final Pattern FORM =
            Pattern.compile(Pattern.quote(EventSubscriptions.MARK) + ".{0,200}:([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private EventToken() {}

    /** With what the context of a subscription begins that was made with a key. */
    public static String prefix(String key) {
        return EventSubscriptions.MARK + (key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY)) + ":";
    }

    /** A context with a new secret. */
    public static String context(String key) {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return prefix(key) + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** SHA-256 of the secret in a context, in hexadecimal; empty when there is none in it. */
    public static Optional<String> digest(String context) {
        Matcher form = FORM.matcher(context);
        return form.matches() ? Optional.of(sha256(form.group(1))) : Optional.empty();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The Java runtime has no SHA-256.", e);
        }
    }
}
