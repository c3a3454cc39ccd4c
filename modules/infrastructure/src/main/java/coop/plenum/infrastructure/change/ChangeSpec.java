package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody wants done to one resource.
 *
 * @param type content type of the resource
 * @param item its item; empty for a create
 * @param values settable values: all of them for a create, a merge patch (RFC 7396) for an update, none for a delete,
 *     parameters for an action
 * @param action the name of the action that shall be taken; empty unless it is one
 * @param replace whether an update may delete the resource and make it anew, where it cannot be changed in place
 */
public record ChangeSpec(
        ChangeKind kind,
        String type,
        UUID connection,
        Optional<UUID> item,
        UUID space,
        String title,
        Values values,
        Optional<String> action,
        boolean replace,
        String reason) {
    public static final String TYPE = "infrastructure.change";

    /** @throws PlenumException {@code malformed-change} for one that was made as an item like any other, and wrongly */
    public static ChangeSpec of(Item change) {
        return Malformed.checked(change, () -> read(change));
    }

    private static ChangeSpec read(Item change) {
        Values values = change.values();
        return new ChangeSpec(
                ChangeKind.named(values.requireText("kind")),
                values.requireText("resourceType"),
                UUID.fromString(values.requireText("connectionId")),
                values.text("itemId").map(UUID::fromString),
                change.space(),
                values.requireText("resourceTitle"),
                values.nested("values"),
                values.text("action"),
                values.flag("replace").orElse(false),
                values.text("reason").orElse(""));
    }

    public ChangeSpec in(UUID place) {
        return new ChangeSpec(kind, type, connection, item, place, title, values, action, replace, reason);
    }

    /** What it takes besides {@code <type>.publish}. */
    public List<String> permissions() {
        return kinds().stream().map(what -> type + "." + what.verb()).toList();
    }

    /** What it does to its resource: one that may replace it may do three things. */
    List<ChangeKind> kinds() {
        return replace ? List.of(kind, ChangeKind.DELETE, ChangeKind.CREATE) : List.of(kind);
    }

    public ChangeSpec with(Values wanted) {
        return new ChangeSpec(kind, type, connection, item, space, title, wanted, action, replace, reason);
    }

    Values stored() {
        return Values.builder()
                .put("kind", kind.text())
                .put("resourceType", type)
                .put("connectionId", connection.toString())
                .put("itemId", item.map(UUID::toString).orElse(null))
                .put("resourceTitle", title)
                .put("values", values)
                .put("action", action.orElse(null))
                .put("replace", replace ? true : null)
                .put("reason", reason)
                .build();
    }

    /** For the digest: what is asked for, without why. */
    Map<String, Object> identity() {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("kind", kind.text());
        identity.put("type", type);
        identity.put("connection", connection.toString());
        identity.put("space", space.toString());
        identity.put("item", item.map(UUID::toString).orElse(""));
        identity.put("title", title);
        action.ifPresent(name -> {
            identity.put("action", name);
            identity.put("parameters", values.asMap());
        });
        if (replace) {
            identity.put("replace", true);
        }
        return identity;
    }
}
