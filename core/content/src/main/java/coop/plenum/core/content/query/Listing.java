package coop.plenum.core.content.query;

import coop.plenum.core.content.query.Sort.Hit;
import coop.plenum.core.content.type.LargeTypes;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of one table's rows by keyset: each statement walks an index from where the page before ended. Where one range
 * of the index does not give the page, several follow each other: equal sort values after the id, later sort values,
 * then rows without the value.
 *
 * @param select columns over alias {@code t}
 * @param parts of the filter, all of which hold
 * @param places where the spaces are limited
 * @param size roughly the characters of a row, where a page ends after so many; else no rows are too large
 */
record Listing<T>(
        Schema schema,
        String select,
        int columns,
        Row.Mapper<T> mapper,
        Sort sort,
        List<Condition> parts,
        Fragment places,
        Optional<ToLongFunction<T>> size) {

    /** @param cut there may be more after the last one, however few there are */
    record Rows<T>(List<Hit<T>> hits, boolean cut) {}

    Rows<T> page(Sql sql, Selectivity selectivity, @Nullable Cursor after, int limit) throws SQLException {
        if (size.isEmpty()) {
            return new Rows<>(rows(sql, selectivity, after, limit), false);
        }
        List<Hit<T>> hits = new ArrayList<>();
        Cursor from = after;
        long characters = 0;
        while (hits.size() < limit) {
            int few = Math.min(LargeTypes.AT_ONCE, limit - hits.size());
            List<Hit<T>> some = rows(sql, selectivity, from, few);
            hits.addAll(some);
            if (some.size() < few) {
                return new Rows<>(hits, false);
            }
            characters += some.stream()
                    .mapToLong(hit -> size.get().applyAsLong(hit.what()))
                    .sum();
            if (characters > LargeTypes.PAGE) {
                return new Rows<>(hits, true);
            }
            from = new Cursor(
                    hits.get(hits.size() - 1).key(), hits.get(hits.size() - 1).id());
        }
        return new Rows<>(hits, false);
    }

    private List<Hit<T>> rows(Sql sql, Selectivity selectivity, @Nullable Cursor after, int limit) throws SQLException {
        Selectivity.Way way = selectivity.choose(sql, schema, sort, parts, places);
        List<Hit<T>> hits = new ArrayList<>();
        for (Fragment range : ranges(sql.dialect(), after)) {
            if (hits.size() < limit) {
                Fragment statement = statement(way, range, limit - hits.size());
                hits.addAll(sql.query(
                        statement.sql(), this::hit, statement.arguments().toArray()));
            }
        }
        return hits;
    }

    /** The statements of a page that is not filled before the last one, with their arguments. */
    List<Fragment> statements(Sql sql, Selectivity selectivity, @Nullable Cursor after, int limit) throws SQLException {
        Selectivity.Way way = selectivity.choose(sql, schema, sort, parts, places);
        return ranges(sql.dialect(), after).stream()
                .map(range -> statement(way, range, limit))
                .toList();
    }

    private Fragment statement(Selectivity.Way way, Fragment range, int limit) {
        Fragment where = Fragment.and(List.of(range, way.condition(), places));
        return new Fragment(
                "SELECT " + select + ", t.id, " + sort.target().key() + " FROM " + schema.table() + " t" + way.hint()
                        + " WHERE " + where.sql() + " ORDER BY " + sort.order() + " FETCH FIRST " + limit
                        + " ROWS ONLY",
                where.arguments());
    }

    private Hit<T> hit(Row row) throws SQLException {
        UUID id = row.uuid(columns + 1);
        Object shown = sort.target().codec().fromColumn(row, columns + 2);
        Object key = shown == null
                ? null
                : shown instanceof String && sort.target().shortened()
                        ? shown
                        : sort.target().codec().toColumn(shown);
        return new Hit<>(mapper.map(row), id, key, shown);
    }

    private List<Fragment> ranges(Dialect dialect, @Nullable Cursor after) {
        List<Fragment> ranges = new ArrayList<>();
        String key = sort.target().key();
        String later = sort.later();
        if (sort.byId()) {
            ranges.add(after == null ? Fragment.TRUE : Fragment.of("t.id " + later + " ?", after.id()));
            return ranges;
        }
        if (after == null) {
            ranges.add(present());
        } else if (after.key() != null && dialect == Dialect.H2) {
            // Its comparison of rows would use the index for the first column only.
            ranges.add(Fragment.of(key + " = ? AND t.id " + later + " ?", after.key(), after.id()));
            ranges.add(Fragment.and(List.of(
                    sort.descending() ? present() : Fragment.TRUE,
                    Fragment.of(key + " " + later + " ?", after.key()))));
        } else if (after.key() != null) {
            ranges.add(Fragment.of("(" + key + ", t.id) " + later + " (?, ?)", after.key(), after.id()));
        }
        if (sort.target().nullable()) {
            boolean within = after != null && after.key() == null;
            ranges.add(
                    within
                            ? Fragment.of(key + " IS NULL AND t.id " + later + " ?", after.id())
                            : Fragment.of(key + " IS NULL"));
        }
        return ranges;
    }

    /** As a range and not as {@code IS NOT NULL}, for which H2 walks over all the missing ones. */
    private Fragment present() {
        return sort.target().nullable()
                ? Fragment.of(
                        sort.target().key() + " >= ?", sort.target().codec().lowest())
                : Fragment.TRUE;
    }

    long count(Sql sql) throws SQLException {
        List<Fragment> conditions =
                new ArrayList<>(parts.stream().map(SqlFilter::sql).toList());
        conditions.add(places);
        Fragment where = Fragment.and(conditions);
        return sql.one(
                        "SELECT COUNT(*) FROM " + schema.table() + " t WHERE " + where.sql(),
                        row -> row.number(1),
                        where.arguments().toArray())
                .orElse(0L);
    }
}
