package coop.plenum.core.content.item;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.Revision;
import coop.plenum.core.content.type.LargeTypes;
import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads revisions. They outlive their items; then who could see the item where it was last may see them. */
public final class RevisionLog {
    private static final String COLUMNS =
            "number, author_kind, author_id, author_name, made_at, reason, diff, snapshot, digest";

    private final Database database;
    private final TypeRegistry registry;
    private final ItemGuard guard;

    public RevisionLog(Database database, TypeRegistry registry, ItemGuard guard) {
        this.database = database;
        this.registry = registry;
        this.guard = guard;
    }

    private record Last(String type, UUID space) {}

    private record Place(TypeTable table, UUID space) {}

    private Optional<Place> place(Sql sql, Caller caller, UUID id) throws SQLException {
        return sql.one(
                        "SELECT type, space_id FROM content_revision WHERE item = ? ORDER BY item DESC, number DESC"
                                + " FETCH FIRST 1 ROWS ONLY",
                        row -> new Last(row.text(1), row.uuid(2)),
                        id)
                .flatMap(last -> registry.find(last.type()).map(table -> new Place(table, last.space())))
                .filter(found -> guard.sees(caller, found.table(), found.space()));
    }

    public Page<Revision> list(Caller caller, UUID id, PageRequest page) {
        long before = page.after().map(RevisionLog::number).orElse(Long.MAX_VALUE);
        return database.read(sql -> {
            Place place = place(sql, caller, id).orElseThrow(() -> ItemGuard.missing(id));
            Sight sight = guard.sightOfThen(caller, place.table(), place.space());
            boolean large = registry.large().contains(place.table());
            int atOnce = large ? LargeTypes.AT_ONCE : page.limit() + 1;
            List<Revision> found = new ArrayList<>();
            long size = 0;
            int read = atOnce;
            while (found.size() <= page.limit() && read == atOnce && size <= LargeTypes.PAGE) {
                List<Revision> some = before(
                        sql,
                        sight,
                        place.table(),
                        id,
                        found.isEmpty() ? before : last(found).number(),
                        atOnce);
                read = some.size();
                found.addAll(some);
                size += large ? some.stream().mapToLong(RevisionLog::size).sum() : 0;
            }
            if (found.size() <= page.limit() && read < atOnce) {
                return Page.of(found, Optional.empty());
            }
            List<Revision> part = found.subList(0, Math.min(page.limit(), found.size()));
            return Page.of(part, Optional.of(Long.toString(last(part).number())));
        });
    }

    private static List<Revision> before(Sql sql, Sight sight, TypeTable table, UUID id, long number, int limit)
            throws SQLException {
        return sql.query(
                "SELECT " + COLUMNS + " FROM content_revision WHERE item = ? AND number < ?"
                        + " ORDER BY item DESC, number DESC FETCH FIRST " + limit + " ROWS ONLY",
                row -> shown(sight, table, map(id, row)),
                id,
                number);
    }

    private static Revision last(List<Revision> some) {
        return some.get(some.size() - 1);
    }

    private static long size(Revision one) {
        return LargeTypes.size(one.diff().asMap())
                + LargeTypes.size(one.snapshot().asMap());
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw PlenumException.invalid(
                    "invalid-cursor", "The cursor is not one of this list. Start again without it.");
        }
    }

    public Optional<Revision> find(Caller caller, UUID id, long number) {
        return database.read(sql -> {
            Optional<Place> found = place(sql, caller, id);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Place place = found.get();
            Sight sight = guard.sightOfThen(caller, place.table(), place.space());
            return sql.one(
                    "SELECT " + COLUMNS + " FROM content_revision WHERE item = ? AND number = ?",
                    row -> shown(sight, place.table(), map(id, row)),
                    id,
                    number);
        });
    }

    static Optional<Values> snapshot(Sql sql, UUID id, long number) throws SQLException {
        return sql.one(
                "SELECT snapshot FROM content_revision WHERE item = ? AND number = ?",
                row -> Json.read(row.text(1)),
                id,
                number);
    }

    private static Revision map(UUID id, Row row) throws SQLException {
        Subject author = new Subject(Subject.Kind.valueOf(row.text(2)), row.uuid(3), row.text(4));
        return new Revision(
                id,
                row.number(1),
                author,
                row.instant(5),
                row.text(6),
                Json.read(row.text(7)),
                Json.read(row.text(8)),
                row.text(9));
    }

    private static Revision shown(Sight sight, TypeTable table, Revision whole) {
        return new Revision(
                whole.item(),
                whole.number(),
                whole.author(),
                whole.time(),
                whole.reason(),
                shown(sight, table, whole.diff()),
                shown(sight, table, whole.snapshot()),
                whole.digest());
    }

    private static Values shown(Sight sight, TypeTable table, Values revision) {
        Values.Builder shown = Values.builder();
        revision.forEach((name, value) -> shown.put(
                name,
                name.equals("values") || name.equals("desired") ? sight.ofThen(table, revision.nested(name)) : value));
        return shown.build();
    }
}
