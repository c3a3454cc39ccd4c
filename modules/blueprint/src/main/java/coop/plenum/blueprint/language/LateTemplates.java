package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import coop.plenum.api.expression.Expression;
import coop.plenum.api.expression.Expressions;
import coop.plenum.infrastructure.api.LateValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes late values of what names {@code live}: it can be worked out only once there are resources. */
final class LateTemplates {
    private static final String ITEM = "item";
    private static final Set<String> PLAIN = Set.of("parameters", "deployment", "each");

    private LateTemplates() {}

    static boolean isLate(Template template) {
        if (template instanceof Template.Computed computed) {
            return !computed.expression().paths(LateValue.VARIABLE, Map.of()).isEmpty();
        }
        return template instanceof Template.Joined joined
                && joined.parts().stream().anyMatch(LateTemplates::isLate);
    }

    /**
     * @param template one that is late
     * @throws PlenumException {@code unknown-item} if it names an item that there is not, {@code reference-in-text}
     */
    static Map<String, Object> value(Template template, Map<String, @Nullable Object> variables) {
        List<Template> parts = template instanceof Template.Joined joined ? joined.parts() : List.of(template);
        Map<?, ?> tree = variables.get(ITEM) instanceof Map<?, ?> items ? items : Map.of();
        Set<String> used = new HashSet<>();
        Map<String, @Nullable Object> with = new LinkedHashMap<>();
        for (Template part : parts) {
            if (part instanceof Template.Computed computed) {
                Expression expression = computed.expression();
                if (!expression.paths(ITEM, Map.of()).isEmpty()) {
                    throw PlenumException.invalid(
                            "reference-in-text",
                            "What names \"live\" cannot name \"item\", too: write live.<key>.id for the reference.");
                }
                markers(tree, expression.paths(LateValue.VARIABLE, variables), used);
                PLAIN.forEach(name -> plain(expression, name, variables, with));
            }
        }
        if (used.isEmpty()) {
            throw PlenumException.invalid("unknown-item", "There is no item that this names, with these parameters.");
        }
        Object live = pruned(tree, used);
        return new LateValue(source(parts), live == null ? Map.of() : live, with).value();
    }

    /** What the paths lead to; one that only asks whether there is an item may lead nowhere. */
    private static void markers(Map<?, ?> tree, Set<List<Object>> paths, Set<String> used) {
        for (List<Object> path : paths) {
            Object at = tree;
            for (int i = 0; i < path.size() && (at instanceof Map || at instanceof List); i++) {
                Object next = member(at, path.get(i));
                if (next == null && !paths.contains(path.subList(0, i + 1))) {
                    throw PlenumException.invalid(
                            "unknown-item",
                            "There is no item \""
                                    + path.subList(0, i + 1).stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining("."))
                                    + "\" here, or its \"when\" leaves it out.");
                }
                at = next;
            }
            collect(at, used);
        }
    }

    private static @Nullable Object member(Object at, Object step) {
        if (at instanceof Map<?, ?> map) {
            return map.get(String.valueOf(step));
        }
        return at instanceof List<?> list && step instanceof Long index && index >= 0 && index < list.size()
                ? list.get(index.intValue())
                : null;
    }

    private static void collect(@Nullable Object tree, Set<String> used) {
        if (tree instanceof Map<?, ?> map) {
            map.values().forEach(part -> collect(part, used));
        } else if (tree instanceof List<?> list) {
            list.forEach(part -> collect(part, used));
        } else if (tree instanceof String marker) {
            used.add(marker);
        }
    }

    /** Without what is not used; places in lists stay. */
    private static @Nullable Object pruned(@Nullable Object tree, Set<String> used) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> kept = new LinkedHashMap<>();
            map.forEach((name, part) -> {
                Object left = pruned(part, used);
                if (left != null) {
                    kept.put(String.valueOf(name), left);
                }
            });
            return kept.isEmpty() ? null : kept;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> kept = new ArrayList<>();
            list.forEach(part -> kept.add(pruned(part, used)));
            return kept.stream().allMatch(part -> part == null) ? null : kept;
        }
        return tree instanceof String marker && used.contains(marker) ? marker : null;
    }

    /** Those members of a variable that the expression names. */
    private static void plain(
            Expression expression,
            String name,
            Map<String, @Nullable Object> variables,
            Map<String, @Nullable Object> with) {
        Set<List<Object>> paths = expression.paths(name, Map.of());
        if (paths.isEmpty() || !(variables.get(name) instanceof Map<?, ?> all)) {
            return;
        }
        boolean whole = paths.contains(List.of());
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (with.get(name) instanceof Map<?, ?> before) {
            before.forEach((member, value) -> members.put(String.valueOf(member), value));
        }
        all.forEach((member, value) -> {
            if (whole || paths.stream().anyMatch(path -> path.get(0).equals(member))) {
                members.put(String.valueOf(member), value);
            }
        });
        with.put(name, members);
    }

    /** One expression that gives what the parts give. */
    private static String source(List<Template> parts) {
        if (parts.size() == 1 && parts.get(0) instanceof Template.Computed alone) {
            return alone.expression().source();
        }
        return parts.stream()
                .map(part -> part instanceof Template.Computed computed
                        ? "string(" + computed.expression().source() + ")"
                        : Expressions.quoted(
                                part instanceof Template.Literal literal ? String.valueOf(literal.value()) : ""))
                .collect(Collectors.joining(" + "));
    }
}
