package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How far the steps of a change have come, in a form short enough to be written at every step of thousands: one letter
 * for each, then resume tokens, messages and revisions of those that have some. Thread-safe.
 */
final class StepStates {
    /** How a step stands. */
    enum State {
        WAITING('w'),
        ACTIVE('a'),
        DONE('d'),
        FAILED('f'),
        /** Not tried, since one it waits for failed. */
        SKIPPED('s');

        private final char letter;

        State(char letter) {
            this.letter = letter;
        }

        private static State of(char letter) {
            for (State state : values()) {
                if (state.letter == letter) {
                    return state;
                }
            }
            throw unreadable(null);
        }
    }

    private static final Pattern ENTRIES = Pattern.compile(" ");
    private static final Pattern PARTS = Pattern.compile(":");

    private final StringBuilder states;
    private final Map<Integer, String> tokens = new TreeMap<>();
    private final Map<Integer, String> messages = new TreeMap<>();
    private final Map<Integer, String> revisions = new TreeMap<>();

    StepStates(int steps) {
        states = new StringBuilder(String.valueOf(State.WAITING.letter).repeat(steps));
    }

    /**
     * @param steps how many there are
     * @throws PlenumException INTERNAL if it is of another change
     */
    static StepStates parse(String text, int steps) {
        String[] entries = ENTRIES.split(text, -1);
        if (entries[0].length() != steps) {
            throw unreadable(null);
        }
        StepStates read = new StepStates(steps);
        try {
            for (int step = 0; step < steps; step++) {
                read.set(step, State.of(entries[0].charAt(step)));
            }
            for (int i = 1; i < entries.length; i++) {
                String[] parts = PARTS.split(entries[i], 3);
                read.entries(parts[1]).put(Integer.valueOf(parts[0]), plain(parts[2]));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unreadable(e);
        }
        return read;
    }

    private Map<Integer, String> entries(String kind) {
        return switch (kind) {
            case "t" -> tokens;
            case "m" -> messages;
            case "r" -> revisions;
            default -> throw unreadable(null);
        };
    }

    private static PlenumException unreadable(@org.jspecify.annotations.Nullable Throwable cause) {
        String message = "How far the change has come cannot be read. Draft what is left as a new change.";
        return cause == null
                ? new PlenumException(PlenumException.Category.INTERNAL, "invalid-resume-token", message)
                : new PlenumException(PlenumException.Category.INTERNAL, "invalid-resume-token", message, cause);
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder(states);
        tokens.forEach((step, token) -> entry(text, step, 't', token));
        messages.forEach((step, message) -> entry(text, step, 'm', message));
        revisions.forEach((step, revision) -> entry(text, step, 'r', revision));
        return text.toString();
    }

    private static void entry(StringBuilder text, int step, char kind, String plain) {
        text.append(' ')
                .append(step)
                .append(':')
                .append(kind)
                .append(':')
                .append(Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
    }

    private static String plain(String encoded) {
        return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    synchronized State state(int step) {
        return State.of(states.charAt(step));
    }

    synchronized void set(int step, State state) {
        states.setCharAt(step, state.letter);
    }

    /** Ended, one way or the other: nothing is to be resumed. */
    synchronized void end(int step, State state, String message) {
        set(step, state);
        tell(step, message);
        if (state == State.DONE) {
            tokens.remove(step);
            revisions.remove(step);
        }
    }

    /** Which revision of the step's draft has what its late values have come to; kept with the next token. */
    synchronized void written(int step, long revision) {
        revisions.put(step, Long.toString(revision));
    }

    synchronized OptionalLong written(int step) {
        String revision = revisions.get(step);
        return revision == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(revision));
    }

    synchronized Optional<String> token(int step) {
        return Optional.ofNullable(tokens.get(step));
    }

    synchronized void keep(int step, String token) {
        if (token.isEmpty()) {
            tokens.remove(step);
        } else {
            tokens.put(step, token);
        }
    }

    synchronized String message(int step) {
        return messages.getOrDefault(step, "");
    }

    synchronized void tell(int step, String message) {
        if (message.isEmpty()) {
            messages.remove(step);
        } else {
            messages.put(step, message);
        }
    }

    /** What failed, was skipped or was under way may be tried again; tokens stay, so that it is looked for first. */
    synchronized void reopen() {
        for (int step = 0; step < states.length(); step++) {
            if (state(step) != State.DONE) {
                set(step, State.WAITING);
                messages.remove(step);
            }
        }
    }

    synchronized int count(State state) {
        return (int) states.chars().filter(letter -> letter == state.letter).count();
    }

    synchronized int size() {
        return states.length();
    }
}
