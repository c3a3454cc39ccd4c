package coop.plenum.core.content.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds the members of a variable that an expression names. For one use. */
final class MemberPaths {
    private static final String INDEX = "_[_]";

    private final String variable;
    private final Function<CelExpr, Optional<Object>> index;
    private final Set<List<Object>> found = new LinkedHashSet<>();

    /** @param index the text or number that an index comes to, where that can be told */
    MemberPaths(String variable, Function<CelExpr, Optional<Object>> index) {
        this.variable = variable;
        this.index = index;
    }

    /** The way to a member; one that is cut may lead on to any member of its own. */
    private record Path(List<Object> steps, boolean cut) {
        Path to(Optional<Object> step) {
            if (cut || step.isEmpty()) {
                return new Path(steps, true);
            }
            List<Object> longer = new ArrayList<>(steps);
            longer.add(step.get());
            return new Path(longer, false);
        }
    }

    Set<List<Object>> in(CelExpr expression) {
        visit(expression);
        return found;
    }

    private void visit(CelExpr expression) {
        Optional<Path> path = path(expression);
        if (path.isPresent()) {
            found.add(path.get().steps());
            return;
        }
        switch (expression.getKind()) {
            case SELECT -> visit(expression.select().operand());
            case CALL -> {
                expression.call().target().ifPresent(this::visit);
                expression.call().args().forEach(this::visit);
            }
            case LIST -> expression.list().elements().forEach(this::visit);
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    visit(entry.key());
                    visit(entry.value());
                });
            case COMPREHENSION -> visit(expression.comprehension());
            default -> {} // holds no other expression: structures are of types that are not declared
        }
    }

    private void visit(CelComprehension loop) {
        visit(loop.iterRange());
        visit(loop.accuInit());
        visit(loop.loopCondition());
        visit(loop.loopStep());
        visit(loop.result());
    }

    /** Looks at indexes on the way, which may name other members. */
    private Optional<Path> path(CelExpr expression) {
        if (expression.getKind() == Kind.IDENT) {
            return expression.ident().name().equals(variable)
                    ? Optional.of(new Path(List.of(), false))
                    : Optional.empty();
        }
        if (expression.getKind() == Kind.SELECT) {
            return path(expression.select().operand())
                    .map(path -> path.to(Optional.of(expression.select().field())));
        }
        if (expression.getKind() == Kind.CALL && expression.call().function().equals(INDEX)) {
            return path(expression.call().args().get(0)).map(path -> {
                CelExpr at = expression.call().args().get(1);
                visit(at);
                return path.to(constant(at).or(() -> index.apply(at)));
            });
        }
        return Optional.empty();
    }

    private static Optional<Object> constant(CelExpr expression) {
        if (expression.getKind() != Kind.CONSTANT) {
            return Optional.empty();
        }
        CelConstant constant = expression.constant();
        return switch (constant.getKind()) {
            case STRING_VALUE -> Optional.of(constant.stringValue());
            case INT64_VALUE -> Optional.of(constant.int64Value());
            default -> Optional.empty();
        };
    }
}
