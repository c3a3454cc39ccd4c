package coop.plenum.core.content.query;

import coop.plenum.core.content.field.Texts;
import coop.plenum.core.content.query.Condition.Match;
import coop.plenum.core.content.query.Condition.Operator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes conditions as SQL. SQL knows a third truth value, filters do not: negations are carried down to the
 * comparisons, and each says what holds for an item without the value.
 */
final class SqlFilter {
    /** As much of a long text as its index holds. */
    private static final int PREFIX = 200;

    private SqlFilter() {}

    static Fragment sql(Condition condition) {
        return sql(condition, false);
    }

    private static Fragment sql(Condition condition, boolean negated) {
        if (condition instanceof Condition.All all) {
            return join(negated ? "OR" : "AND", all.parts(), negated);
        }
        if (condition instanceof Condition.Any any) {
            return join(negated ? "AND" : "OR", any.parts(), negated);
        }
        if (condition instanceof Condition.Not not) {
            return sql(not.part(), !negated);
        }
        if (condition instanceof Condition.Constant constant) {
            return constant.value() != negated ? Fragment.TRUE : Fragment.FALSE;
        }
        if (condition instanceof Condition.Present present) {
            return Fragment.of(present.target().column() + (negated ? " IS NULL" : " IS NOT NULL"));
        }
        if (condition instanceof Condition.Compare compare) {
            return compare(compare, negated);
        }
        if (condition instanceof Condition.OneOf oneOf) {
            return oneOf(oneOf, negated);
        }
        if (condition instanceof Condition.Like like) {
            return like(like, negated);
        }
        if (condition instanceof Condition.Searched searched) {
            return like(searched.text(), Match.CONTAINS, searched.word(), negated);
        }
        Fragment rows = rows(condition);
        String not = negated ? "NOT " : "";
        return new Fragment(not + "EXISTS (" + rows.sql() + " AND s.item = t.id)", rows.arguments());
    }

    private static Fragment join(String word, List<Condition> parts, boolean negated) {
        return Fragment.join(
                word, parts.stream().map(part -> sql(part, negated)).toList());
    }

    private static Fragment compare(Condition.Compare compare, boolean negated) {
        Target target = compare.target();
        Operator operator = compare.operator();
        String sql = target.column() + " " + (negated ? operator.negated() : operator.sql()) + " ?";
        boolean missingFits = negated != (operator == Operator.NOT_EQUAL);
        if (missingFits && target.nullable()) {
            return Fragment.of("(" + sql + " OR " + target.column() + " IS NULL)", compare.value());
        }
        boolean equality = operator == (negated ? Operator.NOT_EQUAL : Operator.EQUAL);
        return equality && target.shortened()
                ? Fragment.of(
                        "(" + target.key() + " = ? AND " + sql + ")",
                        Texts.left((String) compare.value(), PREFIX),
                        compare.value())
                : Fragment.of(sql, compare.value());
    }

    private static Fragment oneOf(Condition.OneOf oneOf, boolean negated) {
        Target target = oneOf.target();
        String sql = target.column() + (negated ? " NOT" : "") + " IN ("
                + marks(oneOf.values().size()) + ")";
        List<@Nullable Object> arguments = new ArrayList<>(oneOf.values());
        return negated && target.nullable()
                ? new Fragment("(" + sql + " OR " + target.column() + " IS NULL)", arguments)
                : new Fragment(sql, arguments);
    }

    /** As a table of its own: H2 does not walk an index for a list of parameters behind another column. */
    private static Fragment elements(Condition.Element element) {
        int count = element.elements().size();
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(element.target().name());
        arguments.addAll(element.elements());
        String among =
                " IN (SELECT v.e FROM (VALUES " + String.join(", ", Collections.nCopies(count, "(?)")) + ") v(e))";
        return new Fragment(
                "SELECT s.item FROM " + element.target().elements() + " s WHERE s.field = ? AND s.element"
                        + (count == 1 ? " = ?" : among),
                arguments);
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private static Fragment like(Condition.Like like, boolean negated) {
        Target target = like.target();
        if (!negated && like.match() == Match.STARTS_WITH && target.index() != null) {
            String end = after(like.text());
            if (end != null) {
                return Fragment.of("(" + target.key() + " >= ? AND " + target.key() + " < ?)", like.text(), end);
            }
        }
        Fragment sql = like(target.column(), like.match(), like.text(), negated);
        return negated && target.nullable()
                ? new Fragment("(" + sql.sql() + " OR " + target.column() + " IS NULL)", sql.arguments())
                : sql;
    }

    /** The least text after all that start so, for an index; null when that is not simple. */
    private static @Nullable String after(String start) {
        if (start.isEmpty() || start.codePointCount(0, start.length()) > PREFIX) {
            return null;
        }
        char last = start.charAt(start.length() - 1);
        // Next to the surrogates the orders of UTF-16 and UTF-8 part.
        return last >= '\ud7ff' ? null : start.substring(0, start.length() - 1) + (char) (last + 1);
    }

    private static Fragment like(String column, Match match, String text, boolean negated) {
        String escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        String pattern = switch (match) {
            case STARTS_WITH -> escaped + "%";
            case ENDS_WITH -> "%" + escaped;
            case CONTAINS -> "%" + escaped + "%";
        };
        return Fragment.of(column + (negated ? " NOT" : "") + " LIKE ? ESCAPE '!'", pattern);
    }

    /** The rows of a side table, alias {@code s}, that a condition on it means. */
    static Fragment rows(Condition condition) {
        if (condition instanceof Condition.Element element) {
            return elements(element);
        }
        if (condition instanceof Condition.ElementBetween between) {
            return Fragment.of(
                    "SELECT s.item FROM " + between.target().elements()
                            + " s WHERE s.field = ? AND s.element BETWEEN ? AND ?",
                    between.target().name(),
                    between.least(),
                    between.most());
        }
        String labels = "SELECT s.item FROM content_label s WHERE s.name = ?";
        if (condition instanceof Condition.LabelPresent label) {
            return Fragment.of(labels, label.name());
        }
        if (condition instanceof Condition.LabelCompare label) {
            return Fragment.of(
                    labels + " AND s.label_value " + label.operator().sql() + " ?", label.name(), label.value());
        }
        if (condition instanceof Condition.LabelOneOf label) {
            List<@Nullable Object> arguments = new ArrayList<>();
            arguments.add(label.name());
            arguments.addAll(label.values());
            return new Fragment(
                    labels + " AND s.label_value IN (" + marks(label.values().size()) + ")", arguments);
        }
        if (condition instanceof Condition.LabelLike label) {
            Fragment like = like("s.label_value", label.match(), label.text(), false);
            return Fragment.of(
                    labels + " AND " + like.sql(),
                    label.name(),
                    like.arguments().get(0));
        }
        throw new IllegalArgumentException(condition.getClass().getSimpleName());
    }
}
