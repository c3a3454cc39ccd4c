package coop.plenum.blueprint.port;

import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The items of a connection that stand for what a state file names, as far as the caller may see them.
 *
 * @param connection empty: none is looked for
 */
record Present(ContentService content, Caller caller, Optional<UUID> connection) {
    /** @param ids what the remote system may call it; what lives in regions is called {@code region/id} */
    Optional<UUID> find(String type, List<String> ids) {
        return connection.flatMap(place -> ids.stream()
                .flatMap(id -> content.findExternal(caller, place, type, id).stream())
                .map(Item::id)
                .findFirst());
    }
}
