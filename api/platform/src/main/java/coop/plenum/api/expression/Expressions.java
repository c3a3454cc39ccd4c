package coop.plenum.api.expression;

import coop.plenum.api.PlenumException;
import java.util.HexFormat;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Compiles expressions in CEL. What can be called is in {@code docs/reference/expressions.md}; an expression can reach
 * nothing but the values it is given. Thread-safe.
 */
@ProviderType
public interface Expressions {
    /** How many characters an expression has at most. */
    int LONGEST = 8192;

    /**
     * Checks an expression as far as it can be without values.
     *
     * @param variables the names that it may use
     * @throws PlenumException {@code invalid-expression} with all that is wrong, each with line and column
     */
    Expression compile(String source, Set<String> variables);

    /** A text as expressions and filters write it, with its quotes. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (point < ' ') {
                quoted.append("\\u00").append(HexFormat.of().toHexDigits((byte) point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }
}
