package coop.plenum.blueprint.language;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A blueprint with everything worked out.
 *
 * @param resources by key, those before that others refer to or not, in the order of the text
 */
public record Expansion(Map<String, Resource> resources, Map<String, Output> outputs, List<Blueprint.Wanted> modules) {
    /**
     * What a deployment tells once its items are there.
     *
     * @param variables what its text may name, but for {@code live}
     * @param tree keys by the names that the blueprint gives them, each as a {@link Marker}
     */
    public record Output(
            Template template, Map<String, @Nullable Object> variables, Map<String, @Nullable Object> tree) {}
}
