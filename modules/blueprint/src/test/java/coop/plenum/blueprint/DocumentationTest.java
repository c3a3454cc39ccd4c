package coop.plenum.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.blueprint.language.Expansion;
import coop.plenum.blueprint.language.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of the documentation are blueprints. */
class DocumentationTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("```yaml\n(.*?)```|<<'YAML'\n(.*?)^YAML$", Pattern.DOTALL | Pattern.MULTILINE);

    private final Rig rig = new Rig();

    DocumentationTest() {
        type("example.network", "cidr", "vlan");
        type("example.server", "hostname", "cores", "memory", "image", "network");
        type("example.volume", "size", "server");
    }

    private void type(String name, String... fields) {
        rig.content.type(new ContentType(
                name,
                name,
                1,
                Stream.of(fields)
                        .map(field -> Field.of(
                                field,
                                field.equals("network") || field.equals("server")
                                        ? FieldType.REFERENCE
                                        : FieldType.JSON,
                                field))
                        .toList(),
                Set.of(),
                "example",
                false));
    }

    private static List<String> examples(String page) throws IOException {
        List<String> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("../../docs").resolve(page)));
        while (matcher.find()) {
            examples.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return examples;
    }

    private Expansion expand(String source) {
        return expand(source, Map.of());
    }

    private Expansion expand(String source, Map<String, Object> parameters) {
        Library library = name -> {
            try {
                return new Library.Found(
                        name,
                        name,
                        rig.reader.read(examples("reference/blueprints.md").get(0)));
            } catch (IOException e) {
                throw PlenumException.missing("blueprint-missing", e.toString());
            }
        };
        assertThat(rig.reader.examine(source).problems()).isEmpty();
        return rig.expander.expand(
                new Library.Found("root", "root", rig.reader.read(source)),
                parameters,
                "shop",
                AccessService.ROOT_SPACE,
                library);
    }

    @Test
    void theExamplesOfTheReferenceCanBeDeployed() throws IOException {
        List<String> examples = examples("reference/blueprints.md");
        assertThat(examples).hasSize(3);
        assertThat(expand(examples.get(0)).resources()).containsOnlyKeys("net[0]", "net[1]", "web[0]", "web[1]");
        String machine = "00000000-0000-0000-0000-00000000002a";
        assertThat(expand(examples.get(1), Map.of("machine", machine)).resources())
                .containsOnlyKeys("net", "first", "second", "old")
                .hasEntrySatisfying(
                        "second", second -> assertThat(second.requires()).contains("first", "net"))
                .hasEntrySatisfying("old", old -> assertThat(old.existing()).contains(UUID.fromString(machine)));
        assertThat(expand(examples.get(2)).resources())
                .containsOnlyKeys(
                        "gate",
                        "north.net[0]",
                        "north.web[0]",
                        "south.net[0]",
                        "south.net[1]",
                        "south.web[0]",
                        "south.web[1]");
    }

    @Test
    void theExampleOfTheGuideCanBeDeployed() throws IOException {
        List<String> examples = examples("how-to/deploy-a-blueprint.md");
        assertThat(examples).hasSize(1);
        assertThat(expand(examples.get(0)).resources()).containsOnlyKeys("net", "web[0]", "web[1]");
    }
}
