package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far applying a change has come; what an operation keeps over a crash.
 *
 * @param stage what comes next
 * @param calls how often the provider has been called without an answer that counts
 * @param looks how often the outcome has been looked for since
 * @param provider the provider's own token while it wants to be called again
 */
public record ApplyToken(Stage stage, int calls, int looks, Optional<String> provider) {
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

    private static final Pattern SEPARATOR = Pattern.compile(":");

    public static ApplyToken of(Stage stage) {
        return new ApplyToken(stage, 0, 0, Optional.empty());
    }

    public static ApplyToken parse(String text) {
        if (text.isEmpty()) {
            return of(Stage.PREPARE);
        }
        String[] parts = SEPARATOR.split(text, 4);
        try {
            return new ApplyToken(
                    Stage.valueOf(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Optional.of(parts[3]).filter(token -> !token.isEmpty()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new PlenumException(
                    PlenumException.Category.INTERNAL, "invalid-resume-token", "The operation cannot be resumed.", e);
        }
    }

    public String text() {
        return stage + ":" + calls + ":" + looks + ":" + provider.orElse("");
    }

    ApplyToken called() {
        return new ApplyToken(Stage.CALLED, calls + 1, 0, Optional.empty());
    }

    ApplyToken looked() {
        return new ApplyToken(stage, calls, looks + 1, provider);
    }

    ApplyToken pending(String token) {
        return new ApplyToken(Stage.PENDING, calls, 0, Optional.of(token));
    }
}
