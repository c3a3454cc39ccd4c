package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ConsoleAccess;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionReader;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of the types, in the documentation and to the platform, is what they are. */
class OpenStackDocumentationTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "how-to", "connect-openstack.md");
    private static final Path TYPES = Path.of("src", "main", "resources", "PLENUM-INF", "types");

    /** Nothing listens there, so what is not refused at once fails otherwise. */
    private final Provider provider = nowhere();

    private static Provider nowhere() {
        try {
            return new OpenStackProviderFactory()
                    .connect(
                            OpenStackContract.settings("http://127.0.0.1:9"),
                            new FakeConnectionContext(Map.of("password", "none-at-all")));
        } catch (ProviderException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void thePageTellsWhatIsSupported() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| Type | Make | Change | Delete | Console | Actions |", "| --- | --- | --- | --- | --- | --- |"));
        for (ResourceHandler handler : provider.handlers()) {
            rows.add(row(handler));
        }
        assertThat(Files.readString(PAGE))
                .as("docs/how-to/connect-openstack.md, between the comments")
                .contains("<!-- generated: supported -->\n" + String.join("\n", rows) + "\n<!-- end -->");
    }

    private static String row(ResourceHandler handler) throws InterruptedException {
        List<String> cells = new ArrayList<>(List.of("`" + handler.type().contentType() + "`"));
        for (Change.Kind kind : Change.Kind.values()) {
            cells.add(can(handler, kind) ? "yes" : "");
        }
        cells.add(handler instanceof ConsoleAccess ? "yes" : "");
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
                FakeOperationContext.within(Duration.ofSeconds(1)).pausingAtMost(Duration.ZERO));
        return ((Step.Failed) step).cause().category() != ProviderException.Category.UNSUPPORTED;
    }

    @Test
    void theFieldsOfEachTypeAreThoseOfItsHandler() throws Exception {
        for (ResourceHandler handler : provider.handlers()) {
            if (handler instanceof CollectionReader reader) {
                Map<String, String> inCode = new TreeMap<>();
                reader.attributes().forEach(attribute -> inCode.put(attribute.field(), mode(attribute)));
                assertThat(declared(handler.type().contentType()))
                        .as(handler.type().contentType())
                        .isEqualTo(inCode);
            }
        }
    }

    private static String mode(Attribute attribute) {
        if (!attribute.created()) {
            return "observed " + attribute.target();
        }
        return (attribute.observed() ? "both" : "desired")
                + (attribute.updated() ? " " : " immutable ")
                + attribute.target();
    }

    /** Mode, immutability and target of each field of a content type. */
    private static Map<String, String> declared(String type) throws Exception {
        Path file = TYPES.resolve(type.substring(type.indexOf('.') + 1) + ".json");
        Values json = Json.values(JSON.std.anyFrom(Files.readString(file)));
        assertThat(json.text("name")).contains(type);
        Map<String, String> declared = new TreeMap<>();
        for (Values field : Json.objects(json.list("fields"))) {
            boolean immutable = field.list("flags").contains("immutable");
            String target = field.text("type").filter("reference"::equals).isPresent()
                    ? String.valueOf(field.list("options").get(0))
                    : "";
            declared.put(
                    field.requireText("name"), field.requireText("mode") + (immutable ? " immutable " : " ") + target);
        }
        return declared;
    }

    @Test
    void everyParameterOfAnActionSaysWhatItIs() {
        for (ResourceHandler handler : provider.handlers()) {
            if (handler instanceof Actions actions) {
                for (Actions.Action action : actions.actions()) {
                    assertThat(action.description()).as(action.name()).isNotBlank();
                    assertThat(action.parameters()).extracting(Field::label).doesNotContain("");
                }
            }
        }
    }
}
