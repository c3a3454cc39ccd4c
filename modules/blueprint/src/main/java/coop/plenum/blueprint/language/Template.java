package coop.plenum.blueprint.language;

import coop.plenum.api.expression.Expression;
import coop.plenum.blueprint.yaml.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that may have to be worked out. */
public sealed interface Template {
    Place place();

    /** What stands there. */
    record Literal(@Nullable Object value, Place place) implements Template {}

    /** One expression; its value keeps its type. */
    record Computed(Expression expression, Place place) implements Template {}

    /** A text of texts and expressions. */
    record Joined(List<Template> parts, Place place) implements Template {}

    /** A list. */
    record Elements(List<Template> elements, Place place) implements Template {}

    /** A mapping. */
    record Members(Map<String, Template> members, Place place) implements Template {}

    /** {@code ref: key}, another item of the blueprint. */
    record Referred(String key, Place place) implements Template {}

    /** A secret that is made when it is first needed and that nobody sees. */
    record Generated(int length, Place place) implements Template {}
}
