package coop.plenum.infrastructure.adopt;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.Management;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.infrastructure.resource.Resources;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Declares what is there to be what is wanted, so that from then on drift is told, and lets go of it again. Nothing remote
 * is touched. Needs {@code <type>.publish} where the item lives. Thread-safe.
 */
@Component(service = Adoptions.class)
public final class Adoptions {
    private final ContentService content;
    private final ContentTypes types;
    private final AccessService access;
    private final OperationService operations;
    private final Resources resources;

    @Activate
    public Adoptions(
            @Reference ContentService content,
            @Reference ContentTypes types,
            @Reference AccessService access,
            @Reference OperationService operations,
            @Reference Resources resources) {
        this.content = content;
        this.types = types;
        this.access = access;
        this.operations = operations;
        this.resources = resources;
    }

    /**
     * Looks at the resource and takes it under management as it is; one that is managed already stays as it is.
     *
     * @throws PlenumException {@code item-missing}, {@code no-resource}, {@code resource-vanished}
     */
    public Item adopt(Caller caller, UUID id, String reason) {
        Item item = resources.require(caller, id);
        access.require(caller, permission(item.type()), item.space());
        if (managed(item)) {
            return item;
        }
        if (!resources.observe(caller, id)) {
            throw PlenumException.conflict(
                    "resource-vanished",
                    "The remote system no longer has \"" + item.title() + "\", so there is nothing to manage.");
        }
        return take(caller, resources.require(caller, id), reason);
    }

    /** As it was last seen; needs the same permission. */
    public Item take(Caller caller, Item item, String reason) {
        return content.publishDesired(caller, item.id(), item.revision(), true, settable(item), reason);
    }

    /** Has the item only observed from now on; the resource stays as it is. */
    public Item release(Caller caller, UUID id, String reason) {
        Item item = resources.require(caller, id);
        access.require(caller, permission(item.type()), item.space());
        return managed(item)
                ? content.publishDesired(caller, id, item.revision(), false, Values.empty(), reason)
                : item;
    }

    /**
     * Takes all that match under management, as they were last seen.
     *
     * <p>Where the caller lacks the permission items are left as they are; who lacks it everywhere is refused.
     *
     * @param type of the items
     * @param filter CEL; empty matches all of the type
     */
    public Operation adoptAll(Caller caller, String type, String filter, Optional<UUID> space, String reason) {
        if (types.find(type).isEmpty()) {
            throw PlenumException.missing("unknown-type", "There is no content type \"" + type + "\".");
        }
        if (access.scope(caller, permission(type)) instanceof SpaceScope.Within nowhere
                && nowhere.spaces().isEmpty()) {
            access.require(caller, permission(type), space.orElse(AccessService.ROOT_SPACE));
        }
        // What is wrong with the filter is said now, and not by an operation.
        content.list(caller, query(type, filter, space));
        return operations.submit(
                caller,
                OperationRequest.of(
                        AdoptHandler.KIND,
                        "Adopt " + type,
                        space.orElse(AccessService.ROOT_SPACE),
                        Values.builder()
                                .put("type", type)
                                .put("filter", filter)
                                .put("space", space.map(UUID::toString).orElse(null))
                                .put("reason", reason)
                                .build()));
    }

    /** Those that could be adopted, in an order that stays while they are. */
    static ItemQuery query(String type, String filter, Optional<UUID> space) {
        ItemQuery all = ItemQuery.ofType(type)
                .filter((filter.isBlank() ? "" : "(" + filter + ") && ") + "!managed && !vanished")
                .sort("id");
        return new ItemQuery(
                all.type(), all.trait(), space, all.search(), all.filter(), all.sort(), all.total(), all.page());
    }

    private static String permission(String type) {
        return type + ".publish";
    }

    private static boolean managed(Item item) {
        return item.management().filter(Management::managed).isPresent();
    }

    private Values settable(Item item) {
        List<Field> fields = types.find(item.type()).map(ContentType::fields).orElse(List.of());
        Values.Builder wanted = Values.builder();
        fields.stream()
                .filter(Field::settable)
                .forEach(field ->
                        wanted.put(field.name(), item.values().get(field.name()).orElse(null)));
        return wanted.build();
    }
}
