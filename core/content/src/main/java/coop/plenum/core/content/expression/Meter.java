package coop.plenum.core.content.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weighs what comes up in the course of one evaluation and ends it when that is too much. Lists that hold the same list
 * several times weigh as much as if each were a list of its own: that is what comparing and printing them costs. Not for
 * use by several threads.
 */
final class Meter implements CelEvaluationListener {
    private long effort;
    private boolean exceeded;

    @Override
    public void callback(CelExpr part, @Nullable Object result) {
        // also what a macro has collected so far, each time anew: it is copied each time
        effort += 1 + weight(result, 0);
        if (exceeded || effort > Limits.EFFORT) {
            exceeded = true;
            throw new Exceeded();
        }
    }

    /** Whether a limit was hit, also if that has been taken for the value of a part that does not matter. */
    boolean exceeded() {
        return exceeded;
    }

    private long weight(@Nullable Object value, int depth) {
        long weight = 1;
        if (value instanceof CharSequence text) {
            weight += text.length();
        } else if (value instanceof Iterable<?> list) {
            for (Object element : list) {
                weight += weight(element, depth + 1);
                check(weight, depth);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                weight += weight(entry.getKey(), depth + 1) + weight(entry.getValue(), depth + 1);
                check(weight, depth);
            }
        }
        check(weight, depth);
        return weight;
    }

    private void check(long weight, int depth) {
        if (weight > Limits.WEIGHT || depth > Limits.DEPTH) {
            exceeded = true;
            throw new Exceeded();
        }
    }

    /** Ends an evaluation. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("too costly", null, false, false);
        }
    }
}
