package coop.plenum.core.content.item;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Checks with one query that the items exist that others are to refer to, are of a type that may be, and can be seen by
 * who refers to them. Not for use by several threads.
 */
final class ReferenceCheck {
    private final TypeRegistry registry;
    private final ItemGuard guard;
    private final Problems problems;
    private final List<Claim> claims = new ArrayList<>();

    ReferenceCheck(TypeRegistry registry, ItemGuard guard, Problems problems) {
        this.registry = registry;
        this.guard = guard;
        this.problems = problems;
    }

    private record Claim(String pointer, List<String> types, UUID target) {}

    private record Target(String type, UUID space) {}

    /** @param at JSON pointer to the item whose values these are */
    void add(String at, TypeTable table, Values values) {
        for (FieldColumn column : table.columns()) {
            Field field = column.field();
            if (field.type() != FieldType.REFERENCE || !values.has(field.name())) {
                continue;
            }
            String pointer = at + "/values/" + field.name();
            if (column.multiple()) {
                List<?> ids = values.list(field.name());
                for (int i = 0; i < ids.size(); i++) {
                    claims.add(new Claim(pointer + "/" + i, field.options(), UUID.fromString((String) ids.get(i))));
                }
            } else {
                claims.add(new Claim(pointer, field.options(), UUID.fromString(values.requireText(field.name()))));
            }
        }
    }

    void add(String pointer, UUID target) {
        claims.add(new Claim(pointer, List.of(), target));
    }

    void check(Sql sql, Caller caller) throws SQLException {
        if (claims.isEmpty()) {
            return;
        }
        Set<UUID> ids = new HashSet<>();
        claims.forEach(claim -> ids.add(claim.target()));
        Map<UUID, Target> found = new HashMap<>();
        sql.query(
                "SELECT id, type, space_id FROM content_item WHERE id = ANY(?)",
                row -> found.put(row.uuid(1), new Target(row.text(2), row.uuid(3))),
                ItemRows.uuids(sql, ids));
        Map<Target, Boolean> visible = new HashMap<>();
        for (Claim claim : claims) {
            Target target = found.get(claim.target());
            if (target == null || !visible.computeIfAbsent(target, some -> sees(caller, some))) {
                problems.add(claim.pointer(), "item-missing", "There is no item " + claim.target() + ".");
            } else if (!claim.types().isEmpty() && !claim.types().contains(target.type())) {
                problems.add(
                        claim.pointer(),
                        "wrong-type",
                        "The item is of the type \"" + target.type() + "\"; possible here: "
                                + String.join(", ", claim.types()) + ".");
            }
        }
    }

    private boolean sees(Caller caller, Target target) {
        return registry.find(target.type())
                .map(table -> guard.sees(caller, table, target.space()))
                .orElse(false);
    }
}
