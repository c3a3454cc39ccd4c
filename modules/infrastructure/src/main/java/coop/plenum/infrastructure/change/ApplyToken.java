package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far applying a change has come; what an operation keeps over a crash.
 *
 * @param half which half of a replace is at work
 * @param stage what comes next
 * @param calls how often the provider has been called without an answer that counts
 * @param looks how often the outcome has been looked for since
 * @param replaced external id of what was there before a replace; empty while that is there
 * @param provider the provider's own token while it wants to be called again
 */
public record ApplyToken(
        Half half, Stage stage, int calls, int looks, Optional<String> replaced, Optional<String> provider) {
    /** What comes next. */
    public enum Stage {
        /** Nothing has happened yet. */
        PREPARE,
        /** The intent stands in the audit log; the provider may have been called. */
        CALLED,
        /** The provider wants to be called again. */
        PENDING,
        /** The effect has come about; content must follow. */
        DONE
    }

    /** A resource that cannot be changed in place is deleted and made anew. */
    public enum Half {
        /** It is no replace. */
        WHOLE,
        /** What is there is deleted. */
        REMOVE,
        /** It is gone, and its successor is made. */
        REMAKE
    }

    private static final Pattern SEPARATOR = Pattern.compile(":");
    private static final Pattern WITHIN = Pattern.compile("/");

    public static ApplyToken of(Stage stage) {
        return new ApplyToken(Half.WHOLE, stage, 0, 0, Optional.empty(), Optional.empty());
    }

    /** Of a replace that has not begun. */
    public static ApplyToken replace() {
        return new ApplyToken(Half.REMOVE, Stage.PREPARE, 0, 0, Optional.empty(), Optional.empty());
    }

    public static ApplyToken parse(String text) {
        if (text.isEmpty()) {
            return of(Stage.PREPARE);
        }
        String[] parts = SEPARATOR.split(text, 4);
        try {
            String[] place = WITHIN.split(parts[0], 3);
            boolean whole = place.length == 1;
            return new ApplyToken(
                    whole ? Half.WHOLE : Half.valueOf(place[0]),
                    Stage.valueOf(whole ? place[0] : place[1]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    place.length < 3
                            ? Optional.empty()
                            : Optional.of(new String(Base64.getUrlDecoder().decode(place[2]), StandardCharsets.UTF_8)),
                    Optional.of(parts[3]).filter(token -> !token.isEmpty()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new PlenumException(
                    PlenumException.Category.INTERNAL, "invalid-resume-token", "The operation cannot be resumed.", e);
        }
    }

    public String text() {
        String id = replaced.map(old -> "/"
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(old.getBytes(StandardCharsets.UTF_8)))
                .orElse("");
        return (half == Half.WHOLE ? "" : half + "/") + stage + id + ":" + calls + ":" + looks + ":"
                + provider.orElse("");
    }

    /** What there was is gone, and nobody has been asked for its successor. */
    public boolean removed() {
        return half == Half.REMAKE;
    }

    ApplyToken remake(Optional<String> old) {
        return new ApplyToken(Half.REMAKE, Stage.PREPARE, 0, 0, old, Optional.empty());
    }

    /** Goes on with it where something may have been called by others: it is looked for first. */
    ApplyToken anew() {
        return new ApplyToken(half, Stage.CALLED, 0, 0, replaced, Optional.empty());
    }

    ApplyToken at(Stage next) {
        return new ApplyToken(half, next, 0, 0, replaced, Optional.empty());
    }

    ApplyToken called() {
        return new ApplyToken(half, Stage.CALLED, calls + 1, 0, replaced, Optional.empty());
    }

    /** The answer is lost: something may have come about. */
    ApplyToken lost() {
        return new ApplyToken(half, Stage.CALLED, Math.max(1, calls), 0, replaced, Optional.empty());
    }

    ApplyToken looked() {
        return new ApplyToken(half, stage, calls, looks + 1, replaced, provider);
    }

    /** The provider wants to be called again later, as it was before. */
    ApplyToken later() {
        return new ApplyToken(half, Stage.PENDING, calls, 0, replaced, provider);
    }

    ApplyToken pending(String token) {
        return new ApplyToken(half, Stage.PENDING, calls, 0, replaced, Optional.of(token));
    }
}
