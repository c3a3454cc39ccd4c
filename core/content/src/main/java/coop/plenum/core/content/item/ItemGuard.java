package coop.plenum.core.content.item;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Item;
import coop.plenum.core.content.type.TypeTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who may see and do what with items. */
public final class ItemGuard {
    private final AccessService access;

    public ItemGuard(AccessService access) {
        this.access = access;
    }

    public Decision require(Caller caller, TypeTable table, String verb, UUID space) {
        return access.require(caller, table.permission(verb), space);
    }

    /** Of somebody who may not even see it, the item is hidden; the attempt is audited all the same. */
    Decision require(Caller caller, StoredItem item, String verb) {
        try {
            return require(caller, item.table(), verb, item.space());
        } catch (PlenumException e) {
            throw sees(caller, item) ? e : missing(item.id());
        }
    }

    public boolean sees(Caller caller, StoredItem item) {
        return sees(caller, item.table(), item.space());
    }

    boolean sees(Caller caller, TypeTable table, UUID space) {
        return access.decide(caller, table.permission("view"), space).allowed();
    }

    public SpaceScope scope(Caller caller, TypeTable table, String verb) {
        return access.scope(caller, table.permission(verb));
    }

    /** Where sensitive fields are shown; asked only if there are any. A module sees all of the types it brings. */
    SpaceScope sensitive(Caller caller, TypeTable table) {
        return table.sensitive() ? sensitiveOnce(caller, table) : new SpaceScope.Everywhere();
    }

    /** The same where a field may have been sensitive that is no more. */
    private SpaceScope sensitiveOnce(Caller caller, TypeTable table) {
        return owns(caller, table) ? new SpaceScope.Everywhere() : scope(caller, table, "view-sensitive");
    }

    /** Of what an item of the type held once. */
    Sight sightOfThen(Caller caller, TypeTable table, UUID space) {
        return sight(caller, table, sensitiveOnce(caller, table).covers(space));
    }

    private static Sight sight(Caller caller, TypeTable table, boolean sensitive) {
        if (owns(caller, table)) {
            return Sight.ALL;
        }
        return sensitive ? Sight.SENSITIVE : Sight.PLAIN;
    }

    private static boolean owns(Caller caller, TypeTable table) {
        String owner = table.type().owner();
        return caller.subject().kind() == Subject.Kind.MODULE
                && caller.subject().name().equals(owner)
                && !owner.equals(ContentType.SITE);
    }

    public Item shown(Caller caller, StoredItem item) {
        TypeTable table = item.table();
        return item.item(sight(caller, table, sensitive(caller, table).covers(item.space())));
    }

    public List<Item> shown(Caller caller, List<StoredItem> items) {
        Map<TypeTable, SpaceScope> scopes = new HashMap<>();
        return items.stream()
                .map(item -> item.item(sight(
                        caller,
                        item.table(),
                        scopes.computeIfAbsent(item.table(), table -> sensitive(caller, table))
                                .covers(item.space()))))
                .toList();
    }

    static PlenumException missing(UUID id) {
        return PlenumException.missing("item-missing", "There is no item " + id + ", or you may not see it.");
    }
}
