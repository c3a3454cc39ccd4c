package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import coop.plenum.api.expression.Expression;
import coop.plenum.api.expression.Expressions;
import coop.plenum.blueprint.language.Interpolation.Part;
import coop.plenum.blueprint.yaml.Node;
import coop.plenum.blueprint.yaml.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes templates of parts of a text, and compiles the expressions in them. Not for use by several threads. */
final class TemplateReader {
    private static final String REF = "ref";
    private static final String SECRET = "secret";
    private static final int SHORTEST_SECRET = 12;
    private static final int LONGEST_SECRET = 128;
    private static final int USUAL_SECRET = 24;

    private final Expressions expressions;
    private final Problems problems;

    TemplateReader(Expressions expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    /** @param variables what its expressions may name */
    Template read(Node node, String pointer, Set<String> variables) {
        if (node instanceof Node.Sequence list) {
            List<Template> elements = new ArrayList<>();
            for (int i = 0; i < list.elements().size(); i++) {
                elements.add(read(list.elements().get(i), pointer + "/" + i, variables));
            }
            return new Template.Elements(elements, node.place());
        }
        if (node instanceof Node.Mapping map) {
            return special(map, pointer).orElseGet(() -> members(map, pointer, variables));
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return scalar.value() instanceof String text
                ? text(text, scalar.place(), pointer, variables)
                : new Template.Literal(scalar.value(), scalar.place());
    }

    private Optional<Template> special(Node.Mapping map, String pointer) {
        if (map.members().size() != 1) {
            return Optional.empty();
        }
        if (map.members().get(REF) instanceof Node.Scalar ref) {
            return Optional.of(new Template.Referred(ref.text(), ref.place()));
        }
        if (map.members().get(SECRET) instanceof Node.Mapping wish
                && wish.members().containsKey("generate")) {
            return Optional.of(generated(wish, pointer + "/" + SECRET));
        }
        return Optional.empty();
    }

    private Template generated(Node.Mapping wish, String pointer) {
        Map<?, ?> wanted = (Map<?, ?>) wish.plain();
        Object length = wanted.containsKey("length") ? wanted.get("length") : (Object) (long) USUAL_SECRET;
        boolean known = Set.of("generate", "length").containsAll(wanted.keySet());
        if (!known || !"password".equals(wanted.get("generate"))) {
            problems.add(
                    wish.place(),
                    pointer,
                    "invalid-secret",
                    "Write {generate: password, length: 24}; nothing else is known.");
        } else if (!(length instanceof Long count) || count < SHORTEST_SECRET || count > LONGEST_SECRET) {
            problems.add(
                    wish.place(),
                    pointer + "/length",
                    "invalid-secret",
                    "A length of " + SHORTEST_SECRET + " to " + LONGEST_SECRET + " is expected.");
        }
        return new Template.Generated(length instanceof Long count ? count.intValue() : USUAL_SECRET, wish.place());
    }

    private Template.Members members(Node.Mapping map, String pointer, Set<String> variables) {
        Map<String, Template> members = new LinkedHashMap<>();
        map.members()
                .forEach((name, node) ->
                        members.put(name, read(node, pointer + "/" + Problems.escape(name), variables)));
        return new Template.Members(members, map.place());
    }

    private Template text(String text, Place place, String pointer, Set<String> variables) {
        List<Part> parts;
        try {
            parts = Interpolation.parse(text);
        } catch (PlenumException e) {
            problems.add(place, pointer, e.code(), e.getMessage());
            return new Template.Literal(text, place);
        }
        List<Template> templates = parts.stream()
                .map(part -> part.expression()
                        ? expression(part.text(), place, pointer, variables)
                        : new Template.Literal(part.text(), place))
                .toList();
        return templates.size() == 1 ? templates.get(0) : new Template.Joined(templates, place);
    }

    /** An expression without {@code ${}} around it. */
    Template expression(String source, Place place, String pointer, Set<String> variables) {
        try {
            Expression expression = expressions.compile(source, variables);
            return new Template.Computed(expression, place);
        } catch (PlenumException e) {
            problems.add(place, pointer, e.code(), e.getMessage());
            return new Template.Literal(null, place);
        }
    }

    /** What {@code when} and {@code foreach} take: an expression with or without {@code ${}}, or what stands there. */
    Template condition(Node node, String pointer, Set<String> variables) {
        if (node instanceof Node.Scalar scalar
                && scalar.value() instanceof String text
                && !text.startsWith("${")
                && !text.isBlank()) {
            return expression(text, scalar.place(), pointer, variables);
        }
        return read(node, pointer, variables);
    }
}
