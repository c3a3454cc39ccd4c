package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param salt of the change, for the digest of its plan
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
        String reason,
        String salt) {
    public static final String TYPE = "infrastructure.change";

    /** @throws PlenumException {@code malformed-change} for one that was made as an item like any other */
    public static ChangeSpec of(Item change) {
        return Malformed.checked(change, () -> read(change));
    }

    private static ChangeSpec read(Item change) {
        Values values = change.values();
        Withheld withheld = Withheld.of(change);
        return new ChangeSpec(
                ChangeKind.named(values.requireText("kind")),
                values.requireText("resourceType"),
                UUID.fromString(values.requireText("connectionId")),
                values.text("itemId").map(UUID::fromString),
                space(change),
                values.requireText("resourceTitle"),
                withheld.whole("", values.nested("values")),
                values.text("action"),
                values.flag("replace").orElse(false),
                values.text("reason").orElse(""),
                withheld.salt());
    }

    /** Where it creates resources: also once the change itself has been moved elsewhere. */
    static UUID space(Item change) {
        return change.values().text("resourceSpace").map(UUID::fromString).orElseGet(change::space);
    }

    public ChangeSpec in(UUID place) {
        return new ChangeSpec(kind, type, connection, item, place, title, values, action, replace, reason, salt);
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
        return new ChangeSpec(kind, type, connection, item, space, title, wanted, action, replace, reason, salt);
    }

    ChangeSpec salted(String text) {
        return new ChangeSpec(kind, type, connection, item, space, title, values, action, replace, reason, text);
    }

    /** @param withheld takes what is not to be shown */
    Values stored(Withheld withheld, Set<String> sensitive) {
        Values shown = withheld.take("", values, sensitive);
        return Values.builder()
                .put("kind", kind.text())
                .put("resourceType", type)
                .put("connectionId", connection.toString())
                .put("itemId", item.map(UUID::toString).orElse(null))
                .put("resourceTitle", title)
                .put("resourceSpace", space.toString())
                .put("values", shown)
                .put("action", action.orElse(null))
                .put("replace", replace ? true : null)
                .put("reason", reason)
                .put(Withheld.FIELD, withheld.stored())
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
        identity.put("salt", salt);
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
