package coop.plenum.itest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.plenum.api.content.Field;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Actions.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One action has one name in all modules: those that the page about the one inventory promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionWordsIT {
    private static final Path ROOT = Path.of(System.getProperty("plenum.root"));
    private static final Path PAGE = ROOT.resolve("docs/explanation/one-inventory.md");
    private static final Pattern ROW = Pattern.compile(
            "^\\| `([a-z]+\\.[a-z-]+)` \\| `([a-z-]+)` \\| (yes)? ?\\| ([^|]*?) ?\\| [^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern PARAMETER = Pattern.compile("`(\\w+)` ([a-z-]+)(, optional)?(?:;|$)");
    private static final String OWN = "its own";

    /** Other words of the field for what has a name here. */
    private static final Map<Pattern, String> INSTEAD = Map.ofEntries(
            word("(power|turn|switch)-(on|up)|boot|boot-up|wake", "start"),
            word("(power|turn|switch)-(off|down|soft)|shut-?down|halt|graceful-.*|soft-(stop|off)|acpi-.*", "stop"),
            word("(hard|cold)-(stop|off)|(stop|off)-(hard|force)|kill|pull-.*", "force-stop"),
            word("(soft|warm)-(reboot|restart)|reboot-soft|restart", "reboot"),
            word("reset|power-reset|(hard|cold)-(reboot|reset|restart)|(reboot|reset)-(hard|force)", "force-reboot"),
            word("change-(type|flavor|size)|scale|set-(type|flavor|size)", "resize"),
            word("(make|take|save)-(an-)?image|image|capture|snapshot-to-image", "create-image"),
            word("(make|take)-(a-)?snapshot|snapshot", "create-snapshot"),
            word("(add|connect|plug|mount)-(volume|disk)|attach-disk", "attach-volume"),
            word("(remove|disconnect|unplug|unmount)-(volume|disk)|detach-disk", "detach-volume"),
            word("(associate|assign|attach|add)-(elastic-ip|floating-ip|ip|public-ip)", "associate-address"),
            word(
                    "(disassociate|dissociate|release|unassign|detach|remove)-(elastic-ip|floating-ip|ip|public-ip)",
                    "disassociate-address"),
            word("((show|get|tail)-)?console(-(output|log))?|(get|show|read)-system-log", "read-console-output"),
            word("grow|enlarge|expand|increase(-size)?", "extend"));

    private static Map.Entry<Pattern, String> word(String others, String ours) {
        return Map.entry(Pattern.compile(others), ours);
    }

    /** An action of a type that some module has. */
    private record Taken(String type, Set<String> traits, Action action) {
        @Override
        public String toString() {
            return action.name() + " of " + type;
        }

        /** Names and kinds of what it asks for. */
        Map<String, String> asked(boolean required) {
            return action.parameters().stream()
                    .filter(field -> field.flags().contains(Field.Flag.REQUIRED) == required)
                    .collect(toMap(
                            Field::name,
                            field ->
                                    field.type().name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }

        Map<String, String> asked() {
            Map<String, String> all = new TreeMap<>(asked(true));
            all.putAll(asked(false));
            return all;
        }
    }

    /** What the page promises. */
    private record Promise(String trait, String action, boolean disruptive, String parameters) {
        boolean isFor(Taken taken) {
            return taken.traits().contains(trait) && taken.action().name().equals(action);
        }

        Map<String, String> parameters(boolean optional) {
            Map<String, String> named = new TreeMap<>();
            Matcher parameter = PARAMETER.matcher(parameters);
            while (parameter.find()) {
                if (optional == (parameter.group(3) != null)) {
                    named.put(parameter.group(1), parameter.group(2));
                }
            }
            return named;
        }
    }

    private CatalogProviders providers;
    private List<Taken> all;
    private List<Promise> promises;

    @BeforeAll
    void ask(@TempDir Path folder) throws Exception {
        providers = new CatalogProviders(folder);
        all = providers.handlers().values().stream()
                .flatMap(List::stream)
                .filter(Actions.class::isInstance)
                .flatMap(handler -> ((Actions) handler)
                        .actions().stream()
                                .map(action -> new Taken(
                                        handler.type().contentType(),
                                        handler.type().traits(),
                                        action)))
                .toList();
        promises = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> new Promise(row.group(1), row.group(2), row.group(3) != null, row.group(4)))
                .toList();
        assertThat(all).as("actions of all modules").hasSizeGreaterThan(50);
        assertThat(promises).as("rows of %s", PAGE).hasSizeGreaterThan(10);
    }

    @AfterAll
    void close() {
        providers.close();
    }

    private Stream<Taken> of(Promise promise) {
        return all.stream().filter(promise::isFor);
    }

    @Test
    void theLabelIsTheNameInWords() {
        assertThat(all)
                .allSatisfy(taken -> assertThat(
                                taken.action().title().toLowerCase(Locale.ROOT).replace(' ', '-'))
                        .as("label \"%s\"", taken.action().title())
                        .isEqualTo(taken.action().name()));
    }

    @Test
    void oneNameHasOneLabelAndOneLabelOneName() {
        assertThat(all.stream().collect(groupingBy(taken -> taken.action().name(), titles())))
                .allSatisfy((name, labels) -> assertThat(labels).as(name).hasSize(1));
        assertThat(all.stream()
                        .collect(groupingBy(
                                taken -> taken.action().title().toLowerCase(Locale.ROOT),
                                mapping(taken -> taken.action().name(), toSet()))))
                .allSatisfy((label, names) -> assertThat(names).as(label).hasSize(1));
    }

    private static Collector<Taken, ?, Set<String>> titles() {
        return mapping(taken -> taken.action().title(), toSet());
    }

    @Test
    void nothingIsCalledByAnotherWordThanElsewhere() {
        assertThat(all)
                .allSatisfy(taken -> INSTEAD.forEach((others, ours) ->
                        assertThat(taken.action().name()).as("say %s", ours).doesNotMatch(others)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "power-on",
                "power-off",
                "power-soft",
                "power-reset",
                "shutdown",
                "stop-hard",
                "reboot-soft",
                "reboot-hard",
                "restart",
                "snapshot",
                "image",
                "console-output",
                "associate-floating-ip",
                "disassociate-elastic-ip"
            })
    void theWordsOfOthersAreKnown(String word) {
        assertThat(INSTEAD.keySet()).anyMatch(others -> others.matcher(word).matches());
        assertThat(promises).noneMatch(promise -> promise.action().equals(word));
    }

    @Test
    void whatTwoTypesOfATraitHaveIsPromised() {
        Map<String, Set<String>> types = new TreeMap<>();
        all.forEach(taken -> taken.traits()
                .forEach(trait -> types.computeIfAbsent(
                                trait + " " + taken.action().name(), key -> new TreeSet<>())
                        .add(taken.type())));
        types.values().removeIf(bearers -> bearers.size() < 2);
        Set<String> promised = promises.stream()
                .map(promise -> promise.trait() + " " + promise.action())
                .collect(toSet());
        assertThat(promised).as("each has a row in %s", PAGE).containsAll(types.keySet());
    }

    @Test
    void eachPromiseIsKeptByAllThatHaveIt() throws IOException {
        Map<String, Set<String>> fields = fields();
        assertThat(promises).allSatisfy(promise -> {
            assertThat(of(promise)).as("who has it").isNotEmpty();
            assertThat(of(promise)).allSatisfy(taken -> {
                assertThat(taken.action().disruptive()).as("disruptive").isEqualTo(promise.disruptive());
                if (promise.parameters().equals(OWN)) {
                    assertThat(fields.get(taken.type()))
                            .as("its parameters are fields of the type")
                            .containsAll(taken.asked().keySet());
                    return;
                }
                assertThat(taken.asked(true)).as("what it needs").isEqualTo(promise.parameters(false));
                promise.parameters(true)
                        .forEach((name, kind) -> assertThat(taken.asked(false)).containsEntry(name, kind));
            });
        });
    }

    @Test
    void whatAnyTwoTypesCallTheSameIsAsDisruptiveForBoth() {
        Map<String, Set<Boolean>> disruptive = all.stream()
                .collect(groupingBy(
                        taken -> taken.action().name(),
                        mapping(taken -> taken.action().disruptive(), toSet())));
        assertThat(disruptive)
                .allSatisfy((name, flags) -> assertThat(flags).as(name).hasSize(1));
    }

    @Test
    void parametersOfOneNameAreOfOneKind() {
        Map<String, Set<String>> kinds = all.stream()
                .flatMap(taken -> taken.asked().entrySet().stream()
                        .map(asked -> Map.entry(taken.action().name() + " " + asked.getKey(), asked.getValue())))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
        assertThat(kinds).allSatisfy((name, types) -> assertThat(types).as(name).hasSize(1));
    }

    /** Names of the fields of each type that a module ships. */
    private static Map<String, Set<String>> fields() throws IOException {
        Map<String, Set<String>> fields = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("modules"), 8)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")
                            && path.getParent().endsWith("src/main/resources/PLENUM-INF/types"))
                    .toList()) {
                JsonNode type = new ObjectMapper().readTree(file.toFile());
                Set<String> names = new TreeSet<>();
                type.path("fields")
                        .forEach(field -> names.add(field.path("name").asText()));
                fields.put(type.path("name").asText(), names);
            }
        }
        return fields;
    }
}
