package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.FakeConnectionContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of the types, in the documentation and to the platform, is what they are. */
class BareMetalDocumentationTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "how-to", "bare-metal.md");
    private static final Path TYPES = Path.of("src", "main", "resources", "PLENUM-INF", "types");

    /** Nothing listens there, so what is not refused at once fails otherwise. */
    private final Provider provider = nowhere("redfish");

    private static Provider nowhere(String protocol) {
        try {
            return new BareMetalProviderFactory()
                    .connect(
                            Values.of(Map.of(
                                    "protocol",
                                    protocol,
                                    "addresses",
                                    List.of("127.0.0.1:9"),
                                    "timeout",
                                    "PT0.1S",
                                    "username",
                                    "nobody")),
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
        List<String> rows = new ArrayList<>(
                List.of("| Type | Make | Change | Delete | Actions |", "| --- | --- | --- | --- | --- |"));
        for (ResourceHandler handler : provider.handlers()) {
            rows.add(row(handler));
        }
        assertThat(Files.readString(PAGE))
                .as("docs/how-to/bare-metal.md, between the comments")
                .contains("<!-- generated: supported -->\n" + String.join("\n", rows) + "\n<!-- end -->");
    }

    private static String row(ResourceHandler handler) throws InterruptedException {
        List<String> cells = new ArrayList<>(List.of("`" + handler.type().contentType() + "`"));
        for (Change.Kind kind : Change.Kind.values()) {
            cells.add(can(handler, kind) ? "yes" : "");
        }
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
        Values wanted = Values.of("bootDevice", "pxe");
        Step step = handler.apply(new Change(kind, ref, Values.empty(), wanted, Optional.empty()), new TestContext());
        return ((Step.Failed) step).cause().category() != ProviderException.Category.UNSUPPORTED;
    }

    @Test
    void thePageNamesEachStepOfAMachinesLife() throws Exception {
        String page = Files.readString(PAGE);
        for (Transition transition : Transition.values()) {
            assertThat(page).contains("| `" + transition.action + "` |");
        }
    }

    @Test
    void theSameTypesAreThereWhateverTheProtocol() {
        try (Closing ipmi = new Closing(nowhere("ipmi"))) {
            assertThat(types(ipmi.provider())).isEqualTo(types(provider));
        }
    }

    private static List<String> types(Provider provider) {
        return provider.handlers().stream()
                .map(handler -> handler.type().contentType())
                .toList();
    }

    /** Closes a provider without a checked exception. */
    private record Closing(Provider provider) implements AutoCloseable {
        @Override
        public void close() {
            provider.close();
        }
    }

    @Test
    void eachTypeHasItsFileAndItsTraits() throws Exception {
        for (ResourceHandler handler : provider.handlers()) {
            String type = handler.type().contentType();
            String file = Files.readString(TYPES.resolve(type.substring(type.indexOf('.') + 1) + ".json"));
            assertThat(file).contains("\"name\": \"" + type + "\"");
            handler.type().traits().forEach(trait -> assertThat(file).contains("\"" + trait + "\""));
            handler.type().identity().forEach(field -> assertThat(file).contains("{\"name\": \"" + field + "\""));
        }
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
