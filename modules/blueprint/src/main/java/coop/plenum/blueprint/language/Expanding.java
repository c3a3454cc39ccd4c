package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.blueprint.language.Blueprint.Entry;
import coop.plenum.blueprint.language.Blueprint.Include;
import coop.plenum.blueprint.yaml.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One working out of a blueprint and those it includes. For one use. */
final class Expanding {
    private static final int MOST_RESOURCES = 500;
    private static final int MOST_INCLUDES = 50;
    private static final int DEEPEST = 8;

    private final ParameterCheck check;
    private final Library library;
    private final Map<String, Object> deployment;
    private final Evaluation evaluation = new Evaluation();
    private final Problems problems = new Problems();
    private final ResourceMaker maker;
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, Expansion.Output> outputs = new LinkedHashMap<>();
    private final List<Blueprint.Wanted> modules = new ArrayList<>();
    private int includes;

    Expanding(ContentTypes types, ParameterCheck check, Library library, Map<String, Object> deployment) {
        this.check = check;
        this.library = library;
        this.deployment = deployment;
        this.maker = new ResourceMaker(types, evaluation, problems);
    }

    Expansion run(Library.Found root, Map<String, @Nullable Object> parameters) {
        expand("", root, parameters, List.of(root));
        problems.check();
        return new Expansion(resources, outputs, modules);
    }

    private Map<String, @Nullable Object> expand(
            String prefix, Library.Found found, Map<String, @Nullable Object> parameters, List<Library.Found> chain) {
        Blueprint blueprint = found.blueprint();
        modules.addAll(blueprint.modules());
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("parameters", parameters);
        variables.put("deployment", deployment);
        Map<String, List<Keys.Instance>> keys = new LinkedHashMap<>();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        blueprint.items().forEach((key, entry) -> {
            List<Keys.Instance> instances = attempt(
                            entry.place(), pointer(prefix, key), () -> Keys.of(key, entry, evaluation, variables))
                    .orElse(List.of());
            if (!instances.isEmpty()) {
                keys.put(key, instances);
                tree.put(key, Keys.tree(prefix, instances));
            }
        });
        problems.check();
        Map<String, @Nullable Object> withItems = new LinkedHashMap<>(variables);
        withItems.put("item", tree);
        withItems.put("each", Map.of());
        blueprint
                .includes()
                .forEach((name, include) -> attempt(
                                include.place(),
                                pointer(prefix, name),
                                () -> include(prefix + name + ".", include, withItems, chain))
                        .ifPresent(part -> tree.put(name, part)));
        keys.forEach((key, instances) ->
                instances.forEach(instance -> add(prefix, blueprint.items().get(key), instance, withItems)));
        blueprint
                .outputs()
                .forEach((name, template) ->
                        outputs.put(prefix + name, new Expansion.Output(template, variables, tree)));
        return tree;
    }

    private void add(
            String prefix, @Nullable Entry entry, Keys.Instance instance, Map<String, @Nullable Object> variables) {
        if (entry == null) {
            return;
        }
        if (resources.size() >= MOST_RESOURCES) {
            throw PlenumException.invalid(
                    "blueprint-too-large",
                    "A deployment has at most " + MOST_RESOURCES + " items. Divide the blueprint.");
        }
        Map<String, @Nullable Object> own = new LinkedHashMap<>(variables);
        instance.each().ifPresent(each -> own.put("each", each));
        Resource resource = maker.make(prefix, instance.key(), entry, own);
        resources.put(resource.key(), resource);
    }

    private Map<String, @Nullable Object> include(
            String prefix, Include include, Map<String, @Nullable Object> variables, List<Library.Found> chain) {
        Library.Found found = library.find(include.blueprint());
        List<Library.Found> longer =
                Stream.concat(chain.stream(), Stream.of(found)).toList();
        if (chain.stream().anyMatch(before -> before.id().equals(found.id()))) {
            throw PlenumException.invalid(
                    "include-cycle",
                    "Blueprints include each other in a circle: "
                            + longer.stream().map(Library.Found::title).collect(Collectors.joining(" -> ")) + ".");
        }
        if (longer.size() > DEEPEST || ++includes > MOST_INCLUDES) {
            throw PlenumException.invalid(
                    "blueprint-too-large",
                    "At most " + MOST_INCLUDES + " blueprints are included, at most " + DEEPEST + " levels deep.");
        }
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        include.parameters().members().forEach((name, template) -> given.put(name, maker.value(template, variables)));
        return expand(prefix, found, check.complete(found.blueprint().parameters(), given, "/parameters"), longer);
    }

    private static String pointer(String prefix, String key) {
        return "/items/" + Problems.escape(prefix + key);
    }

    private <T> Optional<T> attempt(Place place, String pointer, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (PlenumException e) {
            if (e.violations().isEmpty() || e.code().equals("invalid-expression")) {
                problems.add(place, pointer, e.code(), e.getMessage());
            } else {
                e.violations()
                        .forEach(
                                wrong -> problems.add(place, pointer + wrong.pointer(), wrong.code(), wrong.message()));
            }
            return Optional.empty();
        }
    }
}
