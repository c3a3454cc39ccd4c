package coop.plenum.core.content.query;

import coop.plenum.core.content.query.Condition.Match;
import coop.plenum.core.content.query.Condition.Operator;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how H2 finds the rows of a page. Its optimizer takes any index for a condition over the one that gives the
 * order, and then sorts all that matches, which for every second of a million rows takes seconds. So the index of the
 * order is named, unless a look at some condition's index shows that few rows match. PostgreSQL's statistics do better
 * by themselves.
 */
final class Selectivity {
    /** As many rows are sorted in no time. */
    private static final int FEW = 500;

    private static final long REMEMBERED_NANOS = 10_000_000_000L;
    private static final int REMEMBERED = 1000;

    private final Map<Fragment, Answer> answers = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Fragment, Answer> eldest) {
            return size() > REMEMBERED;
        }
    });

    private record Answer(boolean few, long until) {}

    /**
     * How to find the rows.
     *
     * @param hint follows the table's alias
     * @param condition stands for the filter's part that the hint is about
     */
    record Way(String hint, Fragment condition) {}

    /** @param places where the spaces are limited */
    Way choose(Sql sql, Schema schema, Sort sort, List<Condition> parts, Fragment places) throws SQLException {
        Fragment whole = Fragment.and(parts.stream().map(SqlFilter::sql).toList());
        if (sql.dialect() != Dialect.H2) {
            return new Way("", whole);
        }
        String from = schema.table();
        String order = sort.target().index();
        for (Condition part : parts) {
            String index = index(part).orElse(null);
            // The index of the order is walked in any case, and then from where such a condition begins.
            if (index != null && !index.equals(order) && few(sql, from + " t" + hint(index), SqlFilter.sql(part))) {
                return new Way(hint(index), whole);
            }
            if (inSideTable(part) && few(sql, SqlFilter.rows(part))) {
                Fragment rows = SqlFilter.rows(part);
                return new Way(
                        "",
                        Fragment.and(List.of(new Fragment("t.id IN (" + rows.sql() + ")", rows.arguments()), whole)));
            }
        }
        String spaces = schema.named("space").map(Target::index).orElse(null);
        if (!places.equals(Fragment.TRUE) && spaces != null && few(sql, from + " t" + hint(spaces), places)) {
            return new Way(hint(spaces), whole);
        }
        return new Way(order == null ? "" : hint(order), whole);
    }

    private static String hint(String index) {
        return " USE INDEX (" + index + ")";
    }

    private static Optional<String> index(Condition part) {
        if (part instanceof Condition.Compare compare && compare.operator() != Operator.NOT_EQUAL) {
            return Optional.ofNullable(compare.target().index());
        }
        if (part instanceof Condition.OneOf oneOf) {
            return Optional.ofNullable(oneOf.target().index());
        }
        return part instanceof Condition.Like like && like.match() == Match.STARTS_WITH
                ? Optional.ofNullable(like.target().index())
                : Optional.empty();
    }

    private static boolean inSideTable(Condition part) {
        return part instanceof Condition.Element
                || part instanceof Condition.ElementBetween
                || part instanceof Condition.LabelCompare
                || part instanceof Condition.LabelOneOf;
    }

    private boolean few(Sql sql, String from, Fragment condition) throws SQLException {
        return few(sql, new Fragment("SELECT 1 FROM " + from + " WHERE " + condition.sql(), condition.arguments()));
    }

    private boolean few(Sql sql, Fragment rows) throws SQLException {
        long now = System.nanoTime();
        Answer known = answers.get(rows);
        if (known != null && known.until() - now > 0) {
            return known.few();
        }
        boolean few = count(sql, rows) <= FEW;
        answers.put(rows, new Answer(few, now + REMEMBERED_NANOS));
        return few;
    }

    private static long count(Sql sql, Fragment rows) throws SQLException {
        List<@Nullable Object> arguments = rows.arguments();
        return sql.one(
                        "SELECT COUNT(*) FROM (" + rows.sql() + " FETCH FIRST " + (FEW + 1) + " ROWS ONLY) found",
                        row -> row.number(1),
                        arguments.toArray())
                .orElse(0L);
    }
}
