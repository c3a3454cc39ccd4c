package coop.plenum.blueprint.language;

import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.blueprint.language.Blueprint.Entry;
import coop.plenum.blueprint.yaml.Node;
import coop.plenum.blueprint.yaml.Place;
import coop.plenum.infrastructure.api.LateValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the items of a blueprint and checks them against their types. Not for use by several threads. */
final class EntryReader {
    /** What texts may name that are worked out when the change is drafted. */
    static final Set<String> VALUE_VARIABLES = Set.of("parameters", "deployment", "item", "each");

    /** What the text of a field may name: also resources, as they are once they are there. */
    private static final Set<String> FIELD_VARIABLES =
            Set.of("parameters", "deployment", "item", "each", LateValue.VARIABLE);

    /** Before items are known. */
    private static final Set<String> KEY_VARIABLES = Set.of("parameters", "deployment");

    private static final Set<String> KNOWN = Set.of(
            "type",
            "connection",
            "space",
            "title",
            "existing",
            "values",
            "when",
            "foreach",
            "requires",
            "keep",
            "replace");

    private final ContentTypes types;
    private final TemplateReader templates;
    private final Problems problems;

    EntryReader(ContentTypes types, TemplateReader templates, Problems problems) {
        this.types = types;
        this.templates = templates;
        this.problems = problems;
    }

    Map<String, Entry> read(Members blueprint) {
        Map<String, Node> nodes = blueprint.mapping("items");
        Map<String, Node> included = blueprint.mapping("include");
        Map<String, Entry> entries = new LinkedHashMap<>();
        nodes.forEach((key, node) -> {
            String pointer = blueprint.pointer("items") + "/" + Problems.escape(key);
            BlueprintReader.named(key, node.place(), pointer, problems);
            entries.put(key, entry(node, pointer));
        });
        entries.forEach((key, entry) -> entry.requires().stream()
                .filter(other -> !nodes.containsKey(other) && !included.containsKey(first(other)))
                .forEach(other -> problems.add(
                        entry.place(),
                        blueprint.pointer("items") + "/" + key + "/requires",
                        "unknown-item",
                        "There is no item \"" + other + "\"; there are " + nodes.keySet() + ".")));
        return entries;
    }

    private static String first(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private Entry entry(Node node, String pointer) {
        Members members = new Members(node, pointer, KNOWN, problems);
        String type = members.text("type").orElse("");
        Template.Members values = values(members, pointer + "/values");
        boolean existing = members.node("existing").isPresent();
        typed(type, values, members, !existing);
        boolean keep = existing || members.flag("keep");
        boolean replace = members.flag("replace");
        if (keep && replace) {
            members.wrong(
                    "replace",
                    "contradiction",
                    "What is kept, or there already, is never deleted, so it cannot be replaced. Leave one of them out.");
        }
        return new Entry(
                type,
                members.node("connection").map(each -> templates.read(each, pointer + "/connection", VALUE_VARIABLES)),
                members.node("space").map(each -> templates.read(each, pointer + "/space", VALUE_VARIABLES)),
                members.node("title").map(each -> templates.read(each, pointer + "/title", VALUE_VARIABLES)),
                members.node("existing").map(each -> templates.read(each, pointer + "/existing", VALUE_VARIABLES)),
                values,
                members.node("when").map(each -> templates.condition(each, pointer + "/when", KEY_VARIABLES)),
                members.node("foreach").map(each -> templates.condition(each, pointer + "/foreach", KEY_VARIABLES)),
                requires(members),
                keep,
                replace,
                node.place());
    }

    private Template.Members values(Members members, String pointer) {
        Map<String, Template> values = new LinkedHashMap<>();
        members.mapping("values")
                .forEach((name, node) ->
                        values.put(name, templates.read(node, pointer + "/" + Problems.escape(name), FIELD_VARIABLES)));
        return new Template.Members(values, members.at("values"));
    }

    private List<String> requires(Members members) {
        Optional<Node> node = members.node("requires");
        if (node.isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        List<Node> elements = node.get() instanceof Node.Sequence list ? list.elements() : List.of(node.get());
        for (Node element : elements) {
            if (element instanceof Node.Scalar key && key.value() instanceof String text) {
                keys.add(text);
            } else {
                members.wrong("requires", "wrong-kind", "Keys of items are expected.");
            }
        }
        return keys;
    }

    /** @param whole whether all that is required has to be given */
    private void typed(String name, Template.Members values, Members members, boolean whole) {
        if (name.isEmpty()) {
            members.wrong("type", "required", "\"type\" is required: the content type, such as example.server.");
            return;
        }
        Optional<ContentType> type = types.find(name);
        if (type.isEmpty()) {
            members.wrong(
                    "type",
                    "unknown-type",
                    "There is no content type \"" + name
                            + "\". Install the module that brings it, or correct the name.");
            return;
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        type.get().fields().stream().filter(Field::settable).forEach(field -> fields.put(field.name(), field));
        values.members().forEach((field, value) -> {
            if (!fields.containsKey(field)) {
                problem(value.place(), members, field, "unknown-field", unknown(type.get(), field, fields.keySet()));
            }
        });
        fields.values().stream()
                .filter(field -> whole
                        && field.is(Field.Flag.REQUIRED)
                        && !values.members().containsKey(field.name()))
                .forEach(field -> problem(
                        values.place(), members, field.name(), "required", "\"" + field.name() + "\" is required."));
    }

    private static String unknown(ContentType type, String field, Set<String> settable) {
        return type.field(field).isPresent()
                ? "\"" + field + "\" is observed and cannot be set; there are " + settable + "."
                : "\"" + type.name() + "\" has no field \"" + field + "\"; there are " + settable + ".";
    }

    private void problem(Place place, Members members, String field, String code, String message) {
        problems.add(place, members.pointer("values") + "/" + Problems.escape(field), code, message);
    }
}
