package coop.plenum.core.content.query;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A filter as CEL's grammar sees it, and where in the text each part stands. */
final class CelFilter {
    static final int LONGEST = 8192;

    private static final Pattern UNEXPECTED = Pattern.compile(
            "^(?:mismatched input|extraneous input|token recognition error at:|no viable alternative at input)"
                    + " '(.+?)'(?: expecting .*)?$",
            Pattern.DOTALL);

    private final CelAbstractSyntaxTree tree;

    private CelFilter(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    /** @throws PlenumException {@code invalid-filter} */
    static CelFilter parse(String text) {
        if (text.length() > LONGEST) {
            throw invalid("invalid-filter", "A filter has at most " + LONGEST + " characters.");
        }
        CelValidationResult result = Parser.INSTANCE.parse(text);
        try {
            return new CelFilter(result.getAst());
        } catch (CelValidationException e) {
            List<CelIssue> issues = result.getErrors();
            if (issues.isEmpty()) {
                throw invalid("invalid-filter", "The filter is no CEL expression.");
            }
            CelIssue first = issues.get(0);
            throw invalid("invalid-filter", words(first.getMessage()) + at(Optional.of(first.getSourceLocation())));
        }
    }

    /** What the parser says, without the names of its tokens. */
    private static String words(String message) {
        Matcher matcher = UNEXPECTED.matcher(message);
        if (!matcher.find()) {
            return message;
        }
        String input = matcher.group(1);
        return input.equals("<EOF>") ? "It ends where more is expected." : "\"" + input + "\" is not expected here.";
    }

    /** Made when the first filter comes: CEL's classes take their time to load. */
    private static final class Parser {
        /** Without macros: what they would expand to cannot be translated, and {@code has} takes plain names here. */
        static final CelParser INSTANCE = CelParserFactory.standardCelParserBuilder()
                .setOptions(CelOptions.DEFAULT.toBuilder()
                        .maxExpressionCodePointSize(LONGEST)
                        .maxParseRecursionDepth(100)
                        .build())
                .build();
    }

    CelExpr root() {
        return tree.getExpr();
    }

    /** A violation that points at a part. */
    PlenumException wrong(String code, CelExpr part, String message) {
        Integer offset = tree.getSource().getPositionsMap().get(part.id());
        return invalid(
                code,
                message
                        + at(
                                offset == null
                                        ? Optional.empty()
                                        : tree.getSource().getOffsetLocation(offset)));
    }

    private static String at(Optional<CelSourceLocation> location) {
        return location.map(place -> " (line " + place.getLine() + ", column " + (place.getColumn() + 1) + ")")
                .orElse("");
    }

    private static PlenumException invalid(String code, String message) {
        return PlenumException.invalid(
                code, "The filter cannot be used: " + message, List.of(new Violation("/filter", code, message)));
    }
}
