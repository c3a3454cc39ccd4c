package coop.plenum.core.content.expression;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.expression.Expression;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An expression as CEL runs it. */
final class CelExpression implements Expression {
    private static final Pattern PLACED =
            Pattern.compile("^evaluation error(?: at [^:]*:([0-9]+))?: (.*)$", Pattern.DOTALL);

    private final String source;
    private final CelAbstractSyntaxTree tree;
    private final CelRuntime.Program program;

    CelExpression(String source, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        this.source = source;
        this.tree = tree;
        this.program = program;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public @Nullable Object evaluate(Map<String, ? extends @Nullable Object> variables) {
        Map<String, Object> given = new HashMap<>();
        variables.forEach((name, value) -> given.put(name, PlainValues.toCel(value)));
        Meter meter = new Meter();
        try {
            Object result = program.trace(given, meter);
            if (meter.exceeded()) {
                throw tooCostly();
            }
            return PlainValues.fromCel(result);
        } catch (CelEvaluationException e) {
            throw failure(e, meter);
        } catch (Meter.Exceeded e) {
            throw tooCostly();
        } catch (CelRuntimeException e) {
            throw meter.exceeded() ? tooCostly() : invalid(words(String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Set<List<Object>> paths(String variable, Map<String, ? extends @Nullable Object> known) {
        Map<String, Object> given = new HashMap<>();
        known.forEach((name, value) -> {
            if (!name.equals(variable)) {
                given.put(name, PlainValues.toCel(value));
            }
        });
        return new MemberPaths(variable, index -> index(index, given)).in(tree.getExpr());
    }

    private Optional<Object> index(CelExpr index, Map<String, Object> known) {
        try {
            CelAbstractSyntaxTree alone = CelAbstractSyntaxTree.newParsedAst(index, tree.getSource());
            Object value = CelExpressions.program(alone).trace(known, new Meter());
            return value instanceof String || value instanceof Long ? Optional.of(value) : Optional.empty();
        } catch (CelEvaluationException | CelRuntimeException | IllegalArgumentException | Meter.Exceeded e) {
            return Optional.empty(); // it takes more than is known, or fails then as it does now
        }
    }

    private PlenumException failure(CelException e, Meter meter) {
        if (meter.exceeded() || e.getErrorCode() == CelErrorCode.ITERATION_BUDGET_EXCEEDED) {
            return tooCostly();
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidArgument wrong) {
                return invalid(wrong.getMessage() + place(String.valueOf(e.getMessage())));
            }
        }
        return invalid(words(String.valueOf(e.getMessage())));
    }

    /** What CEL says, with line and column in place of its offset. */
    private String words(String message) {
        Matcher placed = PLACED.matcher(message);
        return placed.find() ? placed.group(2) + place(message) : message;
    }

    private String place(String message) {
        Matcher placed = PLACED.matcher(message);
        return placed.find() && placed.group(1) != null
                ? tree.getSource()
                        .getOffsetLocation(Integer.parseInt(placed.group(1)))
                        .map(Problem::at)
                        .orElse("")
                : "";
    }

    private static PlenumException tooCostly() {
        String message = "The expression costs too much: its values are too large or its loops too long.";
        return PlenumException.invalid(
                "expression-too-costly", message, List.of(new Violation("", "expression-too-costly", message)));
    }

    private static PlenumException invalid(String message) {
        return Problem.exception(List.of(message));
    }
}
