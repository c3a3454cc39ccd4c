package coop.plenum.blueprint.language;

import coop.plenum.blueprint.yaml.Node;
import coop.plenum.blueprint.yaml.Place;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The members of a mapping, read by name; what is not known or of another kind is a problem. */
final class Members {
    private final Map<String, Node> members;
    private final Node node;
    private final String pointer;
    private final Problems problems;

    Members(Node node, String pointer, Set<String> known, Problems problems) {
        this.node = node;
        this.pointer = pointer;
        this.problems = problems;
        if (node instanceof Node.Mapping map) {
            members = map.members();
            members.keySet().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> wrong(
                            name,
                            "unknown-member",
                            "There is no \"" + name + "\" here; there are " + new TreeSet<>(known) + "."));
        } else {
            members = Map.of();
            problems.add(node.place(), pointer, "wrong-kind", "A mapping is expected, not " + node.kind() + ".");
        }
    }

    /** Also empty for an explicit nothing. */
    Optional<Node> node(String name) {
        return Optional.ofNullable(members.get(name))
                .filter(found -> !(found instanceof Node.Scalar scalar && scalar.value() == null));
    }

    Optional<Object> plain(String name) {
        return node(name).map(Node::plain);
    }

    Optional<String> text(String name) {
        Optional<Node> found = node(name);
        if (found.isPresent() && !(found.get() instanceof Node.Scalar scalar && scalar.value() instanceof String)) {
            wrong(name, "wrong-kind", "A text is expected, not " + found.get().kind() + "; put quotes around it.");
            return Optional.empty();
        }
        return found.map(text -> ((Node.Scalar) text).text());
    }

    boolean flag(String name) {
        Optional<Object> value = plain(name);
        if (value.isPresent() && !(value.get() instanceof Boolean)) {
            wrong(name, "wrong-kind", "true or false is expected.");
        }
        return value.filter(Boolean.TRUE::equals).isPresent();
    }

    /** The members of a member that is a mapping. */
    Map<String, Node> mapping(String name) {
        Optional<Node> found = node(name);
        if (found.isPresent() && !(found.get() instanceof Node.Mapping)) {
            wrong(
                    name,
                    "wrong-kind",
                    "A mapping is expected, not " + found.get().kind() + ".");
        }
        return (found.orElse(node) instanceof Node.Mapping map && found.isPresent()) ? map.members() : Map.of();
    }

    Place at(String name) {
        return node instanceof Node.Mapping map ? map.at(name) : node.place();
    }

    String pointer(String name) {
        return pointer + "/" + Problems.escape(name);
    }

    void wrong(String name, String code, String message) {
        problems.add(at(name), pointer(name), code, message);
    }
}
