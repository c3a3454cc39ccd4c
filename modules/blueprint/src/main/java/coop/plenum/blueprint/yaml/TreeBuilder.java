package coop.plenum.blueprint.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Makes a tree of the events of one document. For one use. */
final class TreeBuilder {
    private static final Set<String> STANDARD = Set.of("!", "tag:yaml.org,2002:str");

    private final Iterator<Event> events;
    private final Set<String> tags;
    private final Map<String, Counted> anchors = new HashMap<>();
    private int nodes;

    /** @param nodes how many it stands for */
    private record Counted(Node node, int nodes) {}

    TreeBuilder(Iterator<Event> events, Set<String> tags) {
        this.events = events;
        this.tags = tags;
    }

    Optional<Node> document() {
        Node found = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent node) {
                if (found != null) {
                    throw YamlReader.invalid(
                            place(event), "Only one document is expected; leave out what follows \"---\".");
                }
                found = node(node, 0);
            }
        }
        return Optional.ofNullable(found);
    }

    private Node node(NodeEvent event, int depth) {
        Place place = place(event);
        if (depth > YamlReader.DEEPEST) {
            throw YamlReader.invalid(place, "This is nested deeper than " + YamlReader.DEEPEST + " levels.");
        }
        if (event instanceof AliasEvent alias) {
            Counted target = anchors.get(String.valueOf(alias.getAlias().getValue()));
            if (target == null) {
                throw YamlReader.invalid(place, "The alias has no anchor before it.");
            }
            count(target.nodes(), place);
            return target.node();
        }
        int before = nodes;
        count(1, place);
        Node node =
                event instanceof ScalarEvent scalar ? scalar(scalar) : collection((CollectionStartEvent) event, depth);
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), new Counted(node, nodes - before)));
        return node;
    }

    private void count(int more, Place place) {
        nodes += more;
        if (nodes > YamlReader.MOST_NODES) {
            throw YamlReader.invalid(
                    place, "The document has more than " + YamlReader.MOST_NODES + " parts, aliases written out.");
        }
    }

    private Node scalar(ScalarEvent event) {
        String tag = event.getTag().filter(name -> !STANDARD.contains(name)).orElse("");
        if (!tag.isEmpty() && !tags.contains(tag)) {
            throw tagged(place(event));
        }
        boolean text = event.getTag().isPresent() || !event.isPlain();
        return new Node.Scalar(
                text ? event.getValue() : Scalars.value(event.getValue()), event.getValue(), tag, place(event));
    }

    private static RuntimeException tagged(Place place) {
        return YamlReader.invalid(place, "Tags such as !name are not accepted here.");
    }

    private Node collection(CollectionStartEvent start, int depth) {
        if (start.getTag().isPresent()) {
            throw tagged(place(start));
        }
        return start.getEventId() == Event.ID.SequenceStart ? sequence(start, depth) : mapping(start, depth);
    }

    private Node sequence(Event start, int depth) {
        List<Node> elements = new ArrayList<>();
        for (Event next = events.next(); next instanceof NodeEvent element; next = events.next()) {
            elements.add(node(element, depth + 1));
        }
        return new Node.Sequence(elements, place(start));
    }

    private Node mapping(Event start, int depth) {
        Map<String, Node> members = new LinkedHashMap<>();
        Map<String, Place> keys = new LinkedHashMap<>();
        for (Event next = events.next(); next instanceof NodeEvent key; next = events.next()) {
            if (!(node(key, depth + 1) instanceof Node.Scalar name)) {
                throw YamlReader.invalid(place(key), "A key is a text, not a list or a mapping.");
            }
            if (members.containsKey(name.text())) {
                throw YamlReader.invalid(place(key), "\"" + name.text() + "\" is there twice.");
            }
            keys.put(name.text(), name.place());
            members.put(name.text(), node((NodeEvent) events.next(), depth + 1));
        }
        return new Node.Mapping(members, keys, place(start));
    }

    private static Place place(Event event) {
        return YamlReader.place(event.getStartMark());
    }
}
