package coop.plenum.blueprint.deploy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.expression.Expressions;
import coop.plenum.blueprint.language.Expansion;
import coop.plenum.blueprint.language.Marker;
import coop.plenum.blueprint.language.Resource;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.api.LateValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a blueprint wants, compared with what a deployment has: the steps of a change. For one use. */
final class Wishes {
    private static final String DEFAULT = "default";

    private final ContentTypes types;
    private final Expressions expressions;
    private final Map<String, UUID> connections;
    private final Map<String, Item> present;
    private final Map<String, Deployment.Step> before;
    private final List<Violation> problems = new ArrayList<>();
    /** Steps by key, as far as they have been worked out. */
    private final Map<String, Optional<Step>> known = new LinkedHashMap<>();

    private final Set<String> open = new LinkedHashSet<>();

    /** @param present the items of the deployment that are there, by key */
    Wishes(
            ContentTypes types,
            Expressions expressions,
            Map<String, UUID> connections,
            Map<String, Item> present,
            Map<String, Deployment.Step> before) {
        this.types = types;
        this.expressions = expressions;
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
        Wanted wanted = new Wanted(expansion.resources(), secrets);
        for (Resource resource : expansion.resources().values()) {
            step(resource, wanted).ifPresent(step -> steps.put(step.key(), step));
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

    private record Wanted(Map<String, Resource> resources, Map<String, Map<String, String>> secrets) {}

    private Optional<Step> step(Resource resource, Wanted wanted) {
        Optional<Step> before = known.get(resource.key());
        if (before != null) {
            return before;
        }
        open.add(resource.key());
        Optional<Step> step = compared(resource, wanted);
        open.remove(resource.key());
        known.put(resource.key(), step);
        return step;
    }

    private Optional<Step> compared(Resource resource, Wanted wanted) {
        Values values = values(resource, wanted);
        Item item = present.get(resource.key());
        Optional<UUID> connection = resource.existing().isPresent() ? Optional.empty() : connection(resource);
        if (item == null && resource.existing().isPresent()) {
            problems.add(new Violation(
                    pointer(resource.key()) + "/existing",
                    "item-missing",
                    "There is no item " + resource.existing().get() + ", or you may not see it."));
            return Optional.empty();
        }
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
        if (resource.existing().isPresent() && !item.type().equals(resource.type())) {
            problems.add(new Violation(
                    pointer(resource.key()) + "/existing",
                    "wrong-type",
                    "\"" + item.title() + "\" is of the type " + item.type() + ", not " + resource.type() + "."));
            return Optional.empty();
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
        return patch.isEmpty() && !follows(resource, wanted)
                ? Optional.empty()
                : Optional.of(
                        new Step.Update(resource.key(), item.id(), patch, resource.requires(), resource.replace()));
    }

    /** Whether it refers to what may be made anew: then it is to be pointed to that. */
    private boolean follows(Resource resource, Wanted wanted) {
        return resource.values().asMap().values().stream()
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.ofNullable(value))
                .flatMap(value -> Marker.key(value).stream())
                .anyMatch(key -> {
                    Resource other = wanted.resources().get(key);
                    return other != null
                            && other.replace()
                            && present.containsKey(key)
                            && !open.contains(key)
                            && step(other, wanted).isPresent();
                });
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

    private Values values(Resource resource, Wanted wanted) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        resource.values().forEach((field, value) -> values.put(field, target(value, wanted)));
        values.putAll(wanted.secrets().getOrDefault(resource.key(), Map.of()));
        return Values.of(values);
    }

    private @Nullable Object target(@Nullable Object value, Wanted wanted) {
        Optional<LateValue> late = LateValue.of(value);
        if (late.isPresent()) {
            return late(late.get(), wanted);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> targets = new ArrayList<>();
            list.forEach(element -> targets.add(element == null ? "" : target(element, wanted)));
            return targets;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> targets = new LinkedHashMap<>();
            map.forEach((name, member) -> targets.put(String.valueOf(name), target(member, wanted)));
            return targets;
        }
        return value == null ? null : Marker.key(value).<Object>map(this::end).orElse(value);
    }

    private String end(String key) {
        return present.containsKey(key) ? present.get(key).id().toString() : "step:" + key;
    }

    /** Now already, where all that it is made of is there and stays as it is. */
    private @Nullable Object late(LateValue late, Wanted wanted) {
        if (late.ends().stream()
                .allMatch(
                        end -> Marker.key(end).filter(key -> stays(key, wanted)).isPresent())) {
            Map<String, @Nullable Object> variables = new LinkedHashMap<>(late.with());
            variables.put(
                    LateValue.VARIABLE,
                    late.resolved(end -> Marker.key(end)
                            .map(present::get)
                            .map(item -> LateValue.found(item, types))
                            .orElse(null)));
            try {
                return expressions
                        .compile(late.expression(), variables.keySet())
                        .evaluate(variables);
            } catch (PlenumException e) {
                // it may be known once the resources have been looked at
            }
        }
        Object live = late.resolved(marker -> Marker.key(marker).map(this::end).orElse(marker));
        return new LateValue(late.expression(), live == null ? Map.of() : live, late.with()).value();
    }

    /** One that is just being worked out waits for itself: that is refused as a circle once it is drafted. */
    private boolean stays(String key, Wanted wanted) {
        Resource resource = wanted.resources().get(key);
        return present.containsKey(key)
                && resource != null
                && !open.contains(key)
                && step(resource, wanted).isEmpty();
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
            return new Step.Update(update.key(), update.item(), update.values(), after, update.replace());
        }
        return step;
    }
}
