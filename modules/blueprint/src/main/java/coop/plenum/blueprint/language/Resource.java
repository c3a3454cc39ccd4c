package coop.plenum.blueprint.language;

import coop.plenum.api.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One item that a blueprint wants.
 *
 * @param connection a name that the deployment gives a connection to, or an id; empty: the deployment's only one
 * @param space an id; empty: the deployment's
 * @param existing the id of an item that is there already; empty: it is the deployment's own
 * @param values references to other items stand as {@link Marker}s
 * @param secrets lengths of those to be made, by field
 * @param requires keys
 * @param replace whether it may be deleted and made anew where it cannot be changed in place
 */
public record Resource(
        String key,
        String type,
        Optional<String> connection,
        Optional<String> space,
        String title,
        Optional<UUID> existing,
        Values values,
        Map<String, Integer> secrets,
        List<String> requires,
        boolean keep,
        boolean replace) {
    public Resource {
        requires = List.copyOf(requires);
    }
}
