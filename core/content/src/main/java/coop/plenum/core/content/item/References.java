package coop.plenum.core.content.item;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.content.Reference;
import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who refers to an item, in the order of the sources' ids; sources that the caller may not see are left out in SQL. */
public final class References {
    private final Database database;
    private final TypeRegistry registry;
    private final ItemGuard guard;
    private final ItemLookup lookup;

    public References(Database database, TypeRegistry registry, ItemGuard guard) {
        this.database = database;
        this.registry = registry;
        this.guard = guard;
        this.lookup = new ItemLookup(registry);
    }

    public Page<Reference> to(Caller caller, UUID id, PageRequest page) {
        return database.read(sql -> {
            StoredItem target = lookup.require(sql, id);
            if (!guard.sees(caller, target)) {
                throw ItemGuard.missing(id);
            }
            List<@Nullable Object> arguments = new ArrayList<>();
            arguments.add(id);
            String after = "";
            if (page.after().isPresent()) {
                String[] cursor = cursor(page.after().get());
                after = " AND r.source >= ? AND (r.source > ? OR r.field > ?)";
                UUID source = uuid(cursor[0]);
                arguments.addAll(List.of(source, source, cursor[1]));
            }
            String seen = seen(sql, caller, arguments);
            List<Reference> found = sql.query(
                    "SELECT r.source, s.type, s.title, r.field FROM content_reference r"
                            + " JOIN content_item s ON s.id = r.source WHERE r.target = ?" + after + " AND " + seen
                            + " ORDER BY r.target, r.source, r.field FETCH FIRST " + (page.limit() + 1) + " ROWS ONLY",
                    row -> new Reference(row.uuid(1), row.text(2), row.text(3), row.text(4), id),
                    arguments.toArray());
            if (found.size() <= page.limit()) {
                return Page.of(found, Optional.empty());
            }
            List<Reference> part = found.subList(0, page.limit());
            Reference last = part.get(part.size() - 1);
            return Page.of(part, Optional.of(last.source() + "." + last.field()));
        });
    }

    private String seen(Sql sql, Caller caller, List<@Nullable Object> arguments) throws SQLException {
        List<String> alternatives = new ArrayList<>();
        for (TypeTable table : registry.all()) {
            SpaceScope scope = guard.scope(caller, table, "view");
            if (scope instanceof SpaceScope.Within within) {
                if (!within.spaces().isEmpty()) {
                    alternatives.add("(s.type = ? AND s.space_id = ANY(?))");
                    arguments.add(table.type().name());
                    arguments.add(ItemRows.uuids(sql, within.spaces()));
                }
            } else {
                alternatives.add("s.type = ?");
                arguments.add(table.type().name());
            }
        }
        return alternatives.isEmpty() ? "1 = 0" : "(" + String.join(" OR ", alternatives) + ")";
    }

    private static String[] cursor(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2 || !parts[1].matches("[a-zA-Z0-9]{1,40}")) {
            throw invalid();
        }
        return parts;
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static PlenumException invalid() {
        return PlenumException.invalid("invalid-cursor", "The cursor is not one of this list. Start again without it.");
    }
}
