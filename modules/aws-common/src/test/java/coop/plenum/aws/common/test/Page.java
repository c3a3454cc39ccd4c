package coop.plenum.aws.common.test;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.api.AwsService;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.AwsReader;
import coop.plenum.testkit.FakeOperationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What is told of a service's types, in the documentation and to the platform, and what they are. */
public final class Page {
    private static final Path PAGE = Path.of("..", "..", "docs", "how-to", "connect-aws.md");
    private static final Path TYPES = Path.of("src", "main", "resources", "PLENUM-INF", "types");

    private static final Pattern JSON = Pattern.compile("(?s)```json\\n.*?\\n```");

    private Page() {}

    /** The page has a table of what is supported. */
    public static void assertTold(AwsService service, List<ResourceHandler> handlers) throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| Type | Make | Change | Delete | Metrics | Actions |", "| --- | --- | --- | --- | --- | --- |"));
        for (ResourceHandler handler : handlers) {
            rows.add(row(handler));
        }
        String page = Files.readString(PAGE);
        assertThat(page)
                .as("docs/how-to/connect-aws.md, between the comments for " + service.name())
                .contains("<!-- generated: " + service.name() + " -->\n" + String.join("\n", rows) + "\n<!-- end -->");
        assertThat(service.resourceTypes())
                .containsExactlyElementsOf(handlers.stream()
                        .map(handler -> handler.type().contentType())
                        .toList());
    }

    /** The page has each document of rights as the provider gives it. */
    static void assertRights(AwsService service, String leastPrivilege) throws IOException {
        List<String> documents = documents(leastPrivilege);
        assertThat(documents).hasSize(2);
        assertThat(Files.readString(PAGE)).contains(documents);
        assertThat(documents.get(1)).contains(service.actionsToChange());
        assertThat(service.actionsToChange()).containsAll(service.actionsOnOurs());
        assertThat(service.actionsToChange()).doesNotContainAnyElementsOf(service.actionsToLook());
    }

    /** What can be pasted. */
    static List<String> documents(String leastPrivilege) {
        return JSON.matcher(leastPrivilege).results().map(MatchResult::group).toList();
    }

    private static String row(ResourceHandler handler) throws InterruptedException {
        List<String> cells = new ArrayList<>(List.of("`" + handler.type().contentType() + "`"));
        for (Change.Kind kind : Change.Kind.values()) {
            cells.add(can(handler, kind) ? "yes" : "");
        }
        cells.add(handler instanceof Metrics ? "yes" : "");
        cells.add(
                handler instanceof Actions actions
                        ? actions.actions().stream()
                                .map(action -> "`" + action.name() + "`")
                                .collect(Collectors.joining(", "))
                        : "");
        return ("| " + String.join(" | ", cells) + " |").replace("  ", " ");
    }

    private static boolean can(ResourceHandler handler, Change.Kind kind) throws InterruptedException {
        ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.of("x"), "x", Values.empty());
        Step step = handler.apply(
                new Change(kind, ref, Values.empty(), Values.empty(), Optional.empty()),
                FakeOperationContext.within(Duration.ofSeconds(1)));
        return !(step instanceof Step.Failed failed
                && failed.cause().category() == ProviderException.Category.UNSUPPORTED);
    }

    /** The fields that the platform is told of are those of the handlers. */
    public static void assertFields(List<ResourceHandler> handlers) throws IOException {
        for (ResourceHandler handler : handlers) {
            Map<String, String> inCode = new TreeMap<>();
            ((AwsReader<?>) handler).attributes().forEach(attribute -> inCode.put(attribute.field(), mode(attribute)));
            assertThat(declared(handler)).as(handler.type().contentType()).isEqualTo(inCode);
        }
    }

    private static String mode(Attribute<?> attribute) {
        if (!attribute.created()) {
            return "observed " + attribute.target();
        }
        return (attribute.observed() ? "both" : "desired")
                + (attribute.updated() ? " " : " immutable ")
                + attribute.target();
    }

    /** Mode, immutability and target of each field of a content type. */
    private static Map<String, String> declared(ResourceHandler handler) throws IOException {
        String type = handler.type().contentType();
        Path file = TYPES.resolve(type.substring(type.indexOf('.') + 1) + ".json");
        Map<String, JsonNode> json =
                JsonNode.parser().parse(Files.readString(file)).asObject();
        assertThat(json.get("name").asString()).isEqualTo(type);
        assertThat(texts(json, "traits"))
                .containsExactlyInAnyOrderElementsOf(handler.type().traits());
        Map<String, String> declared = new TreeMap<>();
        for (JsonNode node : json.get("fields").asArray()) {
            Map<String, JsonNode> field = node.asObject();
            boolean immutable = texts(field, "flags").contains("immutable");
            String target = field.get("type").asString().equals("reference")
                    ? texts(field, "options").get(0)
                    : "";
            declared.put(
                    field.get("name").asString(),
                    field.get("mode").asString() + (immutable ? " immutable " : " ") + target);
        }
        return declared;
    }

    private static List<String> texts(Map<String, JsonNode> json, String member) {
        return json.containsKey(member)
                ? json.get(member).asArray().stream().map(JsonNode::asString).toList()
                : List.of();
    }

    /** Who reads a form of an action finds words in it. */
    public static void assertWords(List<ResourceHandler> handlers) {
        for (ResourceHandler handler : handlers) {
            if (handler instanceof Actions actions) {
                for (Actions.Action action : actions.actions()) {
                    assertThat(action.description()).as(action.name()).isNotBlank();
                    assertThat(action.parameters()).extracting(Field::label).doesNotContain("");
                }
            }
        }
    }
}
