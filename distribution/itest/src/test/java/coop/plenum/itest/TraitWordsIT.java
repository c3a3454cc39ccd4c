package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One trait has the same words in all modules: those that the page about the one inventory promises. */
class TraitWordsIT {
    private static final Path ROOT = Path.of(System.getProperty("plenum.root"));
    private static final Path PAGE = ROOT.resolve("docs/explanation/one-inventory.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z]+\\.[a-z]+|location)` \\| ([^|]*) \\| ?([^|]*) \\|$", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("`(\\w+)` ([\\w-]+(?: in \\w+)?(?:, several)?)(?:;|$)");
    private static final Set<String> TRAITS = Set.of(
            "compute.server",
            "compute.image",
            "network.network",
            "network.subnet",
            "network.address",
            "network.firewall",
            "storage.volume",
            "storage.bucket",
            "identity.key",
            "location");

    /** A type as a module ships it, with what its fields hold. */
    private record Type(String name, Set<String> traits, Map<String, String> fields) {}

    /**
     * What a trait promises.
     *
     * @param always fields that each type has
     * @param known fields that a type has where its provider is told
     */
    private record Promise(Map<String, String> always, Map<String, String> known) {}

    @TestFactory
    Stream<DynamicTest> eachTypeWithATraitHasItsWords() throws IOException {
        Map<String, Promise> promises = promises();
        assertThat(promises.keySet()).as("traits with a row in %s", PAGE).isEqualTo(TRAITS);
        List<Type> types = types();
        return promises.entrySet().stream()
                .flatMap(promise -> types.stream()
                        .filter(type -> type.traits().contains(promise.getKey()))
                        .map(type -> DynamicTest.dynamicTest(
                                promise.getKey() + " as " + type.name(), () -> assertKept(promise.getValue(), type))));
    }

    private static void assertKept(Promise promise, Type type) {
        assertThat(type.fields())
                .as("each type with the trait has these fields; %s says which", PAGE)
                .containsAllEntriesOf(promise.always());
        promise.known().forEach((field, kind) -> {
            if (type.fields().containsKey(field)) {
                assertThat(type.fields().get(field)).as(field).isEqualTo(kind);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> eachWordIsUsed() throws IOException {
        List<Type> types = types();
        return promises().entrySet().stream()
                .map(promise -> DynamicTest.dynamicTest(promise.getKey(), () -> {
                    List<Type> bearers = types.stream()
                            .filter(type -> type.traits().contains(promise.getKey()))
                            .toList();
                    assertThat(bearers).hasSizeGreaterThan(1);
                    assertThat(promise.getValue().known().keySet())
                            .allSatisfy(word -> assertThat(bearers)
                                    .anyMatch(type -> type.fields().containsKey(word)));
                }));
    }

    private static Map<String, Promise> promises() throws IOException {
        Map<String, Promise> promises = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            promises.put(row.group(1), new Promise(words(row.group(2)), words(row.group(3))));
        }
        return promises;
    }

    private static Map<String, String> words(String cell) {
        Map<String, String> words = new LinkedHashMap<>();
        Matcher word = WORD.matcher(cell);
        while (word.find()) {
            words.put(word.group(1), word.group(2));
        }
        assertThat(words).as("fields named in \"%s\"", cell).hasSize(cell.split("`", -1).length / 2);
        return words;
    }

    private static List<Type> types() throws IOException {
        List<Type> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("modules"), 8)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")
                            && path.getParent().endsWith("src/main/resources/PLENUM-INF/types"))
                    .sorted()
                    .toList()) {
                types.add(type(new ObjectMapper().readTree(file.toFile())));
            }
        }
        return types;
    }

    private static Type type(JsonNode json) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (JsonNode field : json.path("fields")) {
            boolean several = texts(field.path("flags")).contains("multiple");
            fields.put(
                    field.path("name").asText(),
                    field.path("type").asText()
                            + (field.has("unit") ? " in " + field.path("unit").asText() : "")
                            + (several ? ", several" : ""));
        }
        return new Type(json.path("name").asText(), Set.copyOf(texts(json.path("traits"))), fields);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
