package coop.plenum.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.FakeOperationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told in the documentation is what the code does. */
class SshDocumentationTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "how-to", "bring-your-existing-machines.md");
    private static final Path SOURCES = Path.of("src", "main", "java");

    @Test
    void thePageTellsWhatIsSupported() throws Exception {
        List<String> rows = new ArrayList<>(
                List.of("| Type | Make | Change | Delete | Actions |", "| --- | --- | --- | --- | --- |"));
        try (Provider provider =
                new SshProviderFactory().connect(Values.of("username", "nobody"), new KeptSecrets(Map.of()))) {
            for (ResourceHandler handler : provider.handlers()) {
                rows.add(row(handler));
            }
        }
        assertThat(Files.readString(PAGE))
                .contains("<!-- generated: supported -->\n" + String.join("\n", rows) + "\n<!-- end -->");
    }

    private static String row(ResourceHandler handler) throws InterruptedException {
        List<String> cells = new ArrayList<>(List.of("`" + handler.type().contentType() + "`"));
        for (Change.Kind kind : Change.Kind.values()) {
            cells.add(can(handler, kind) ? "yes" : "");
        }
        cells.add(((Actions) handler)
                .actions().stream().map(action -> "`" + action.name() + "`").collect(Collectors.joining(", ")));
        return ("| " + String.join(" | ", cells) + " |").replace("  ", " ");
    }

    private static boolean can(ResourceHandler handler, Change.Kind kind) throws InterruptedException {
        ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.of("x"), "x", Values.empty());
        Step step = handler.apply(
                new Change(kind, ref, Values.empty(), Values.empty(), Optional.empty()), FakeOperationContext.create());
        return !(step instanceof Step.Failed failed) || failed.cause().category() != Category.UNSUPPORTED;
    }

    @Test
    void thePageNamesEachActionWithItsParametersAndEachSetting() throws Exception {
        String page = Files.readString(PAGE);
        for (Actions.Action action : ActionCatalog.ALL) {
            String row = page.lines()
                    .filter(line -> line.startsWith("| `" + action.name() + "` |"))
                    .findFirst()
                    .orElse("");
            assertThat(row).as(action.name()).isNotEmpty();
            action.parameters().stream()
                    .filter(field ->
                            !(action.name().equals("reboot") && field.name().equals("become")))
                    .forEach(field -> assertThat(row).as(action.name()).contains("`" + field.name() + "`"));
            assertThat(action.description()).isNotBlank();
        }
        for (Field field : new SshProviderFactory().describe().connectionFields()) {
            assertThat(page).contains("| `" + field.name() + "` |");
        }
    }

    @Test
    void thePageExplainsTheFailuresOfHosts() throws Exception {
        String page = Files.readString(PAGE);
        Pattern code = Pattern.compile("Category\\.(?:TRANSIENT|AUTHENTICATION),\\s*\"([a-z-]+)\"");
        try (var files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher codes = code.matcher(Files.readString(file));
                while (codes.find()) {
                    if (!codes.group(1).equals("facts-incomplete")
                            && !codes.group(1).equals("reboot-refused")) {
                        assertThat(page).as(file.toString()).contains("`" + codes.group(1) + "`");
                    }
                }
            }
        }
    }
}
