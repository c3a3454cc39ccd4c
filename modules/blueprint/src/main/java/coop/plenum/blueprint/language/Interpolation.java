package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts with expressions in them, each between a dollar sign with an opening brace and its closing brace. A second dollar
 * sign before makes them plain text. Braces and quotes inside an expression are CEL's.
 */
public final class Interpolation {
    private static final String OPEN = "${";
    private static final String ESCAPED = "$${";

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    /** A part of a text: as it stands, or the source of an expression. */
    record Part(boolean expression, String text) {}

    private Interpolation(String text) {
        this.text = text;
    }

    /** The text that reads as the given one, without an expression. */
    public static String escape(String plain) {
        return plain.replace(OPEN, ESCAPED);
    }

    /** @throws PlenumException {@code invalid-expression} if an expression does not end */
    static List<Part> parse(String text) {
        Interpolation parsing = new Interpolation(text);
        parsing.run();
        return parsing.parts;
    }

    private void run() {
        StringBuilder plain = new StringBuilder();
        while (at < text.length()) {
            if (text.startsWith(ESCAPED, at)) {
                plain.append(OPEN);
                at += ESCAPED.length();
            } else if (text.startsWith(OPEN, at)) {
                if (!plain.isEmpty()) {
                    parts.add(new Part(false, plain.toString()));
                    plain.setLength(0);
                }
                at += OPEN.length();
                parts.add(new Part(true, expression()));
            } else {
                plain.append(text.charAt(at++));
            }
        }
        if (!plain.isEmpty() || parts.isEmpty()) {
            parts.add(new Part(false, plain.toString()));
        }
    }

    /** Up to its closing brace, which is passed. */
    private String expression() {
        int start = at;
        int open = 1;
        while (at < text.length()) {
            char each = text.charAt(at);
            if (each == '"' || each == '\'') {
                quoted(each);
                continue;
            }
            at++;
            open += each == '{' ? 1 : each == '}' ? -1 : 0;
            if (open == 0) {
                return text.substring(start, at - 1).strip();
            }
        }
        throw PlenumException.invalid(
                "invalid-expression",
                "\"${\" has no \"}\" that closes it. Write \"$${\" for the two characters themselves.");
    }

    private void quoted(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }
}
