package coop.plenum.core.content.expression;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with an expression, in words. */
final class Problem {
    static final String CODE = "invalid-expression";

    private static final Pattern UNEXPECTED = Pattern.compile(
            "^(?:mismatched input|extraneous input|token recognition error at:|no viable alternative at input)"
                    + " '(.+?)'(?: expecting .*)?$",
            Pattern.DOTALL);
    private static final Pattern UNDECLARED = Pattern.compile("^undeclared reference to '([^']*)'");

    private Problem() {}

    static String of(CelIssue issue) {
        return words(issue.getMessage()) + at(issue.getSourceLocation());
    }

    /** What the parser and the checker say, without the names of their own parts. */
    private static String words(String message) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.find()) {
            return "There is no \"" + undeclared.group(1) + "\" here.";
        }
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (!unexpected.find()) {
            return message;
        }
        return unexpected.group(1).equals("<EOF>")
                ? "It ends where more is expected."
                : "\"" + unexpected.group(1) + "\" is not expected here.";
    }

    static String at(CelSourceLocation place) {
        return " (line " + place.getLine() + ", column " + (place.getColumn() + 1) + ")";
    }

    static PlenumException exception(List<String> messages) {
        return PlenumException.invalid(
                CODE,
                "The expression cannot be used: " + messages.get(0),
                messages.stream()
                        .map(message -> new Violation("", CODE, message))
                        .toList());
    }
}
