package coop.plenum.infrastructure.change;

import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import coop.plenum.api.provider.Change;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody wants done to one resource.
 *
 * @param type content type of the resource
 * @param item its item; empty for a create
 * @param values settable values: all of them for a create, a merge patch (RFC 7396) for an update, none for a delete
 */
public record ChangeSpec(
        Change.Kind kind,
        String type,
        UUID connection,
        Optional<UUID> item,
        UUID space,
        String title,
        Values values,
        String reason) {
    static final String TYPE = "infrastructure.change";

    static ChangeSpec of(Item change) {
        Values values = change.values();
        return new ChangeSpec(
                Change.Kind.valueOf(values.requireText("kind").toUpperCase(Locale.ROOT)),
                values.requireText("resourceType"),
                UUID.fromString(values.requireText("connectionId")),
                values.text("itemId").map(UUID::fromString),
                change.space(),
                values.requireText("resourceTitle"),
                values.nested("values"),
                values.text("reason").orElse(""));
    }

    String kindName() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** What it takes besides {@code <type>.publish}. */
    String permission() {
        return type
                + switch (kind) {
                    case CREATE -> ".create";
                    case UPDATE -> ".edit";
                    case DELETE -> ".delete";
                };
    }

    Values stored() {
        return Values.builder()
                .put("kind", kindName())
                .put("resourceType", type)
                .put("connectionId", connection.toString())
                .put("itemId", item.map(UUID::toString).orElse(null))
                .put("resourceTitle", title)
                .put("values", values)
                .put("reason", reason)
                .build();
    }

    /** For the digest: what is asked for, without why. */
    Map<String, Object> identity() {
        return Map.of(
                "kind", kindName(),
                "type", type,
                "connection", connection.toString(),
                "item", item.map(UUID::toString).orElse(""),
                "title", title);
    }
}
