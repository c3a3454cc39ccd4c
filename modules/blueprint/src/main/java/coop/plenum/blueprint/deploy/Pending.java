package coop.plenum.blueprint.deploy;

import coop.plenum.api.content.Item;
import coop.plenum.blueprint.deploy.Deployments.Wish;
import coop.plenum.blueprint.language.Expansion;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a change shall lead to.
 *
 * @param revision of the blueprint
 * @param items that the deployment has before, by key
 */
record Pending(long revision, Expansion expansion, Map<String, UUID> items, Wish wish) {
    /** Items that the blueprint sets and that are not its own, by key. */
    Map<String, UUID> existing() {
        Map<String, UUID> existing = new LinkedHashMap<>();
        expansion.resources().forEach((key, resource) -> resource.existing().ifPresent(id -> existing.put(key, id)));
        return existing;
    }

    Map<String, Object> stored(List<Step> steps, Optional<Item> change) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        expansion.resources().forEach((key, resource) -> wanted.put(key, Deployment.Step.stored(resource)));
        List<String> deletes = steps.stream()
                .filter(Step.Delete.class::isInstance)
                .map(Step::key)
                .toList();
        List<String> released = items.keySet().stream()
                .filter(key -> !expansion.resources().containsKey(key) && !deletes.contains(key))
                .toList();
        Map<String, Object> stored = new LinkedHashMap<>();
        change.ifPresent(item -> stored.put("change", item.id().toString()));
        stored.put("blueprintRevision", revision);
        stored.put("parameters", wish.parameters());
        stored.put("connections", Deployment.stored(wish.connections()));
        stored.put("steps", wanted);
        stored.put("deletes", deletes);
        stored.put("released", released);
        stored.put("existing", Deployment.stored(existing()));
        return stored;
    }
}
