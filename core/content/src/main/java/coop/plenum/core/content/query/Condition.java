package coop.plenum.core.content.query;

import java.util.List;

/**
 * A filter after its names and literals have been checked. Values are those of columns. It is true or false for every
 * item: what an item does not have equals nothing, is less than nothing and contains nothing.
 */
sealed interface Condition {
    record All(List<Condition> parts) implements Condition {}

    record Any(List<Condition> parts) implements Condition {}

    record Not(Condition part) implements Condition {}

    record Constant(boolean value) implements Condition {}

    /** Compares the value of a column. */
    record Compare(Target target, Operator operator, Object value) implements Condition {}

    record OneOf(Target target, List<Object> values) implements Condition {}

    record Like(Target target, Match match, String text) implements Condition {}

    record Present(Target target) implements Condition {}

    /** One of several values is one of these. */
    record Element(Target target, List<String> elements) implements Condition {}

    /** One of several values lies between these, both included. */
    record ElementBetween(Target target, String least, String most) implements Condition {}

    record LabelPresent(String name) implements Condition {}

    record LabelCompare(String name, Operator operator, String value) implements Condition {}

    record LabelOneOf(String name, List<String> values) implements Condition {}

    record LabelLike(String name, Match match, String text) implements Condition {}

    /**
     * The text in which items are searched contains this.
     *
     * @param text the SQL expression of the text
     */
    record Searched(String text, String word) implements Condition {}

    /** How two values are compared. */
    enum Operator {
        EQUAL("=", "<>"),
        NOT_EQUAL("<>", "="),
        LESS("<", ">="),
        LESS_OR_EQUAL("<=", ">"),
        GREATER(">", "<="),
        GREATER_OR_EQUAL(">=", "<");

        private final String sql;
        private final String negated;

        Operator(String sql, String negated) {
            this.sql = sql;
            this.negated = negated;
        }

        String sql() {
            return sql;
        }

        /** The comparison of two values that is true when this is false. */
        String negated() {
            return negated;
        }

        /** With the sides exchanged. */
        Operator flipped() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            };
        }

        boolean orders() {
            return this != EQUAL && this != NOT_EQUAL;
        }
    }

    /** Where a text is looked for. */
    enum Match {
        STARTS_WITH,
        ENDS_WITH,
        CONTAINS
    }
}
