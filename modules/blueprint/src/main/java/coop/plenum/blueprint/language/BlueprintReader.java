package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.expression.Expressions;
import coop.plenum.blueprint.yaml.Node;
import coop.plenum.blueprint.yaml.Place;
import coop.plenum.blueprint.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads blueprints, and says all that is wrong with one at once. Thread-safe. */
@Component(service = BlueprintReader.class)
public final class BlueprintReader {
    private static final Set<String> KNOWN =
            Set.of("name", "description", "modules", "parameters", "include", "items", "outputs");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,39}");
    private static final Set<String> OUTPUT_VARIABLES = Set.of("parameters", "deployment", "live");
    private static final int MOST_ENTRIES = 200;

    private final Expressions expressions;
    private final ContentTypes types;
    private final YamlReader yaml = new YamlReader(Set.of());

    @Activate
    public BlueprintReader(@Reference Expressions expressions, @Reference ContentTypes types) {
        this.expressions = expressions;
        this.types = types;
    }

    /** What was read, as far as it could be, and what is wrong with it. */
    public record Reading(Blueprint blueprint, List<Problem> problems) {}

    /** @throws PlenumException {@code invalid-yaml}, {@code invalid-blueprint} with all that is wrong */
    public Blueprint read(String source) {
        Problems problems = new Problems();
        Blueprint blueprint = blueprint(document(source), problems);
        problems.check();
        return blueprint;
    }

    /** As {@link #read}, but only tells what is wrong. */
    public Reading examine(String source) {
        Problems problems = new Problems();
        try {
            Blueprint blueprint = blueprint(document(source), problems);
            return new Reading(blueprint, problems.all());
        } catch (PlenumException e) {
            Place place = Places.last(e.getMessage());
            return new Reading(
                    new Blueprint("", "", List.of(), Map.of(), Map.of(), Map.of(), Map.of()),
                    List.of(new Problem(place, "", e.code(), e.getMessage())));
        }
    }

    private Node document(String source) {
        if (source.indexOf(Marker.SIGN) >= 0) {
            throw PlenumException.invalid(
                    "invalid-yaml",
                    "The text has the character U+E000, which is for private use and used here. (line 1, column 1)",
                    List.of(new Violation("", "invalid-yaml", "The text has the character U+E000.")));
        }
        return yaml.read(source).orElse(new Node.Scalar(null, "", "", Place.START));
    }

    private Blueprint blueprint(Node node, Problems problems) {
        Members members = new Members(node, "", KNOWN, problems);
        TemplateReader templates = new TemplateReader(expressions, problems);
        if (members.text("name").isEmpty()) {
            problems.add(node.place(), "/name", "required", "\"name\" is required.");
        }
        Blueprint blueprint = new Blueprint(
                members.text("name").orElse(""),
                members.text("description").orElse(""),
                new WantedReader(problems).read(members),
                parameters(members, problems),
                includes(members, templates, problems),
                new EntryReader(types, templates, problems).read(members),
                outputs(members, templates));
        if (blueprint.items().size() + blueprint.includes().size() > MOST_ENTRIES) {
            members.wrong(
                    "items",
                    "too-many",
                    "A blueprint has at most " + MOST_ENTRIES + " items and includes; use foreach.");
        }
        blueprint.includes().keySet().stream()
                .filter(blueprint.items()::containsKey)
                .forEach(name -> members.wrong("include", "name-taken", "\"" + name + "\" is an item already."));
        return blueprint;
    }

    private Map<String, Parameter> parameters(Members members, Problems problems) {
        ParameterReader reader = new ParameterReader(expressions, problems);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        members.mapping("parameters").forEach((name, node) -> {
            String pointer = members.pointer("parameters") + "/" + Problems.escape(name);
            named(name, node.place(), pointer, problems);
            parameters.put(name, reader.read(node, pointer));
        });
        return parameters;
    }

    private static Map<String, Blueprint.Include> includes(
            Members members, TemplateReader templates, Problems problems) {
        Map<String, Blueprint.Include> includes = new LinkedHashMap<>();
        members.mapping("include").forEach((name, node) -> {
            String pointer = members.pointer("include") + "/" + Problems.escape(name);
            named(name, node.place(), pointer, problems);
            Members include = new Members(node, pointer, Set.of("blueprint", "parameters"), problems);
            Optional<String> blueprint = include.text("blueprint");
            if (blueprint.isEmpty()) {
                problems.add(
                        node.place(),
                        pointer + "/blueprint",
                        "required",
                        "The title or id of a blueprint is required.");
            }
            Map<String, Template> given = new LinkedHashMap<>();
            include.mapping("parameters")
                    .forEach((parameter, value) -> given.put(
                            parameter,
                            templates.read(
                                    value,
                                    pointer + "/parameters/" + Problems.escape(parameter),
                                    EntryReader.VALUE_VARIABLES)));
            includes.put(
                    name,
                    new Blueprint.Include(
                            blueprint.orElse(""), new Template.Members(given, node.place()), node.place()));
        });
        return includes;
    }

    private static Map<String, Template> outputs(Members members, TemplateReader templates) {
        Map<String, Template> outputs = new LinkedHashMap<>();
        members.mapping("outputs")
                .forEach((name, node) -> outputs.put(
                        name,
                        templates.read(
                                node, members.pointer("outputs") + "/" + Problems.escape(name), OUTPUT_VARIABLES)));
        return outputs;
    }

    static void named(String name, Place place, String pointer, Problems problems) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    place,
                    pointer,
                    "invalid-name",
                    "\"" + name + "\" is no name: letters, digits and _, a letter first, at most 40.");
        }
    }
}
