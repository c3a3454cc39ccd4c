package coop.plenum.core.content.query;

import coop.plenum.core.content.query.Condition.Operator;
import org.jspecify.annotations.Nullable;

/** Settles what a filter says of fields that a table does not have: there, every item is one without the value. */
final class Absent {
    private Absent() {}

    static Condition settle(Condition condition) {
        if (condition instanceof Condition.All all) {
            return new Condition.All(all.parts().stream().map(Absent::settle).toList());
        }
        if (condition instanceof Condition.Any any) {
            return new Condition.Any(any.parts().stream().map(Absent::settle).toList());
        }
        if (condition instanceof Condition.Not not) {
            return new Condition.Not(settle(not.part()));
        }
        Target target = target(condition);
        if (target == null || !target.absent()) {
            return condition;
        }
        return new Condition.Constant(
                condition instanceof Condition.Compare compare && compare.operator() == Operator.NOT_EQUAL);
    }

    private static @Nullable Target target(Condition condition) {
        if (condition instanceof Condition.Compare compare) {
            return compare.target();
        }
        if (condition instanceof Condition.OneOf oneOf) {
            return oneOf.target();
        }
        if (condition instanceof Condition.Like like) {
            return like.target();
        }
        if (condition instanceof Condition.Present present) {
            return present.target();
        }
        if (condition instanceof Condition.Element element) {
            return element.target();
        }
        return condition instanceof Condition.ElementBetween between ? between.target() : null;
    }
}
