package coop.plenum.blueprint.deploy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.blueprint.language.BlueprintReader;
import coop.plenum.blueprint.language.Evaluation;
import coop.plenum.blueprint.language.Expander;
import coop.plenum.blueprint.language.Expansion;
import coop.plenum.blueprint.language.Library;
import coop.plenum.blueprint.language.Marker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What deployments tell about themselves. Worked out for each reader anew, from the items that this reader may see: stored
 * outputs would tell others, and would be older than the inventory. Thread-safe.
 */
@Component(service = Outputs.class)
public final class Outputs {
    private final ContentService content;
    private final BlueprintReader reader;
    private final Expander expander;
    private final Blueprints blueprints;

    @Activate
    public Outputs(
            @Reference ContentService content,
            @Reference BlueprintReader reader,
            @Reference Expander expander,
            @Reference Blueprints blueprints) {
        this.content = content;
        this.reader = reader;
        this.expander = expander;
        this.blueprints = blueprints;
    }

    /** @param problems why an output has no value, by name; under the empty name: why none has */
    public record Told(Map<String, @Nullable Object> values, Map<String, String> problems) {}

    public Told of(Caller caller, Deployment deployment) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        try {
            Evaluation evaluation = new Evaluation();
            expansion(caller, deployment).outputs().forEach((name, output) -> {
                try {
                    Map<String, @Nullable Object> variables = new LinkedHashMap<>(output.variables());
                    variables.put("live", live(caller, output.tree(), deployment.items()));
                    values.put(name, evaluation.evaluate(output.template(), variables));
                } catch (PlenumException e) {
                    problems.put(name, e.getMessage());
                }
            });
        } catch (PlenumException e) {
            problems.put("", e.getMessage());
        }
        return new Told(values, problems);
    }

    /** Of the revision that was deployed. */
    private Expansion expansion(Caller caller, Deployment deployment) {
        Item blueprint = blueprints.find(caller, deployment.blueprint());
        long number = deployment.item().values().integer("blueprintRevision").orElse(blueprint.revision());
        String source = number == blueprint.revision()
                ? blueprint.values().text("source").orElse("")
                : content.revision(caller, blueprint.id(), number)
                        .map(revision -> revision.snapshot().nested("values"))
                        .flatMap(values -> values.text("source"))
                        .orElse("");
        Library.Found found = new Library.Found(blueprint.id().toString(), blueprint.title(), reader.read(source));
        return expander.expand(
                found,
                deployment.parameters(),
                deployment.item().title(),
                deployment.item().space(),
                blueprints.library(caller));
    }

    private @Nullable Object live(Caller caller, @Nullable Object tree, Map<String, UUID> items) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> live = new LinkedHashMap<>();
            map.forEach((name, part) -> {
                Object found = live(caller, part, items);
                if (found != null) {
                    live.put(String.valueOf(name), found);
                }
            });
            return live;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> live = new ArrayList<>();
            list.forEach(part -> live.add(live(caller, part, items)));
            return live;
        }
        return tree == null
                ? null
                : Marker.key(tree)
                        .map(items::get)
                        .flatMap(id -> content.find(caller, id))
                        .map(Outputs::object)
                        .orElse(null);
    }

    private static Map<String, Object> object(Item item) {
        return Map.of(
                "id", item.id().toString(),
                "type", item.type(),
                "title", item.title(),
                "values", item.values().asMap());
    }
}
