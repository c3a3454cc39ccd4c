package coop.plenum.blueprint.language;

import coop.plenum.blueprint.yaml.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A blueprint as it was read.
 *
 * @param includes by the name that their items get before their own
 * @param items by key
 */
public record Blueprint(
        String name,
        String description,
        List<Wanted> modules,
        Map<String, Parameter> parameters,
        Map<String, Include> includes,
        Map<String, Entry> items,
        Map<String, Template> outputs) {
    /** The content type of stored ones. */
    public static final String TYPE = "blueprint.blueprint";

    /**
     * A module that has to be there.
     *
     * @param versions a version range of OSGi; empty: any
     */
    public record Wanted(String module, String versions, Place place) {}

    /**
     * Another blueprint as a part of this one.
     *
     * @param blueprint its id or title
     */
    public record Include(String blueprint, Template.Members parameters, Place place) {}

    /**
     * An item, or as many as {@code foreach} says.
     *
     * @param connection a name that the deployment gives a connection to, or an id
     * @param existing the id of an item that is there and is not this blueprint's own: it is set, never made or deleted
     * @param requires keys of items that have to be there before
     * @param keep whether it outlives its deployment
     * @param replace whether it may be deleted and made anew where it cannot be changed in place
     */
    public record Entry(
            String type,
            Optional<Template> connection,
            Optional<Template> space,
            Optional<Template> title,
            Optional<Template> existing,
            Template.Members values,
            Optional<Template> when,
            Optional<Template> foreach,
            List<String> requires,
            boolean keep,
            boolean replace,
            Place place) {}
}
