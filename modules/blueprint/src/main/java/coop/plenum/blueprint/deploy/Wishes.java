package coop.plenum.blueprint.deploy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.blueprint.language.Expansion;
import coop.plenum.blueprint.language.Marker;
import coop.plenum.blueprint.language.Resource;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a blueprint wants, compared with what a deployment has: the steps of a change. For one use. */
final class Wishes {
    private static final String DEFAULT = "default";

    private final ContentTypes types;
    private final Map<String, UUID> connections;
    private final Map<String, Item> present;
    private final Map<String, Deployment.Step> before;
    private final List<Violation> problems = new ArrayList<>();

    /** @param present the items of the deployment that are there, by key */
    Wishes(
            ContentTypes types,
            Map<String, UUID> connections,
            Map<String, Item> present,
            Map<String, Deployment.Step> before) {
        this.types = types;
        this.connections = connections;
        this.present = present;
        this.before = before;
    }

    /**
     * @param secrets references by key and field, those just made among them
     * @throws PlenumException {@code invalid-deployment} with all that is wrong
     */
    List<Step> steps(Expansion expansion, Map<String, Map<String, String>> secrets) {
        Map<String, Step> steps = new LinkedHashMap<>();
        for (Resource resource : expansion.resources().values()) {
            step(resource, expansion, secrets.getOrDefault(resource.key(), Map.of()))
                    .ifPresent(step -> steps.put(step.key(), step));
        }
        Set<String> vanished = new LinkedHashSet<>(present.keySet());
        vanished.removeAll(expansion.resources().keySet());
        deletes(vanished).forEach(step -> steps.put(step.key(), step));
        if (!problems.isEmpty()) {
            throw PlenumException.invalid(
                    "invalid-deployment", "The blueprint cannot be deployed like this; see the errors.", problems);
        }
        // what needs no step is there already, so that nothing has to wait for it
        return steps.values().stream()
                .map(step -> waiting(step, steps.keySet()))
                .toList();
    }

    /** Of those that need not be kept. */
    List<Step> deletes(Set<String> keys) {
        Set<String> going = new LinkedHashSet<>(keys);
        going.removeIf(key -> !present.containsKey(key) || kept(key));
        List<Step> steps = new ArrayList<>();
        for (String key : going) {
            List<String> after = going.stream()
                    .filter(other -> before.containsKey(other)
                            && before.get(other).requires().contains(key))
                    .toList();
            steps.add(new Step.Delete(key, present.get(key).id(), after));
        }
        return steps;
    }

    private boolean kept(String key) {
        return before.containsKey(key) && before.get(key).keep();
    }

    private Optional<Step> step(Resource resource, Expansion expansion, Map<String, String> secrets) {
        Values values = values(resource, expansion, secrets);
        Item item = present.get(resource.key());
        Optional<UUID> connection = connection(resource);
        if (item == null) {
            return connection.map(id -> new Step.Create(
                    resource.key(),
                    id,
                    resource.type(),
                    resource.space().flatMap(space -> id(space, resource.key(), "space")),
                    resource.title(),
                    values,
                    resource.requires()));
        }
        if (!item.type().equals(resource.type())
                || (connection.isPresent()
                        && !connection.equals(item.management().map(Management::connection)))) {
            problems.add(new Violation(
                    pointer(resource.key()),
                    "item-moved",
                    "\"" + resource.key() + "\" is there with another type or on another connection. Give what is new"
                            + " another key: then the old one is deleted and the new one created."));
            return Optional.empty();
        }
        Set<String> fields =
                before.containsKey(resource.key()) ? before.get(resource.key()).fields() : Set.of();
        Values patch = types.find(resource.type())
                .map(type -> Comparison.patch(type, item, values, fields))
                .orElse(Values.empty());
        return patch.isEmpty()
                ? Optional.empty()
                : Optional.of(new Step.Update(resource.key(), item.id(), patch, resource.requires()));
    }

    private Optional<UUID> connection(Resource resource) {
        String name = resource.connection().orElse(DEFAULT);
        UUID known = connections.get(name);
        if (known == null && resource.connection().isEmpty() && connections.size() == 1) {
            known = connections.values().iterator().next();
        }
        if (known != null) {
            return Optional.of(known);
        }
        if (name.length() == 36) {
            return id(name, resource.key(), "connection");
        }
        problems.add(new Violation(
                "/connections/" + name,
                "connection-required",
                "\"" + resource.key() + "\" goes over the connection \"" + name + "\"; give its id. Given are "
                        + connections.keySet() + "."));
        return Optional.empty();
    }

    private Optional<UUID> id(String text, String key, String what) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            problems.add(
                    new Violation(pointer(key) + "/" + what, "invalid-value", "The id of a " + what + " is expected."));
            return Optional.empty();
        }
    }

    private static String pointer(String key) {
        return "/items/" + key.replace("~", "~0").replace("/", "~1");
    }

    private Values values(Resource resource, Expansion expansion, Map<String, String> secrets) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        resource.values().forEach((field, value) -> values.put(field, value == null ? null : target(value, expansion)));
        values.putAll(secrets);
        return Values.of(values);
    }

    private Object target(Object value, Expansion expansion) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(element -> element == null ? "" : target(element, expansion))
                    .toList();
        }
        return Marker.key(value)
                .map(key -> present.containsKey(key)
                        ? present.get(key).id().toString()
                        : "step:" + (expansion.resources().containsKey(key) ? key : ""))
                .map(Object.class::cast)
                .orElse(value);
    }

    private static Step waiting(Step step, Set<String> keys) {
        List<String> after = step.after().stream().filter(keys::contains).toList();
        if (step instanceof Step.Create create) {
            return new Step.Create(
                    create.key(),
                    create.connection(),
                    create.type(),
                    create.space(),
                    create.title(),
                    create.values(),
                    after);
        }
        if (step instanceof Step.Update update) {
            return new Step.Update(update.key(), update.item(), update.values(), after);
        }
        return step;
    }
}
