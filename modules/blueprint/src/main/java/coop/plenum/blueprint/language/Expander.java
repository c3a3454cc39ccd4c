package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.expression.Expressions;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Works blueprints out: which items, with which values. Thread-safe. */
@Component(service = Expander.class)
public final class Expander {
    private final ContentTypes types;
    private final ParameterCheck check;

    @Activate
    public Expander(@Reference ContentTypes types, @Reference Expressions expressions) {
        this.types = types;
        this.check = new ParameterCheck(expressions);
    }

    /**
     * @param given parameters
     * @param name of the deployment
     * @throws PlenumException {@code invalid-parameters}, {@code invalid-blueprint}, {@code include-cycle}, {@code
     *     blueprint-too-large}
     */
    public Expansion expand(
            Library.Found root,
            Map<String, ? extends @Nullable Object> given,
            String name,
            UUID space,
            Library library) {
        Map<String, @Nullable Object> parameters =
                check.complete(root.blueprint().parameters(), given, "/parameters");
        if (given.values().stream().anyMatch(Expander::forged)) {
            throw PlenumException.invalid(
                    "invalid-parameters",
                    "A parameter has the character U+E000, which is for private use and used here.");
        }
        Map<String, Object> deployment = Map.of("name", name, "space", space.toString());
        return new Expanding(types, check, library, deployment).run(root, parameters);
    }

    private static boolean forged(@Nullable Object value) {
        if (value instanceof String text) {
            return Marker.within(text);
        }
        if (value instanceof Iterable<?> list) {
            for (Object element : list) {
                if (forged(element)) {
                    return true;
                }
            }
        }
        return value instanceof Map<?, ?> map
                && map.entrySet().stream().anyMatch(entry -> forged(entry.getKey()) || forged(entry.getValue()));
    }
}
