package coop.plenum.blueprint.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.blueprint.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlueprintReaderTest {
    private final Rig rig = new Rig();

    private Expansion expand(String source, Map<String, Object> parameters) {
        Library none = name -> {
            throw PlenumException.missing("blueprint-missing", "There is no blueprint \"" + name + "\".");
        };
        Library.Found found = new Library.Found("root", "root", rig.reader.read(source));
        return rig.expander.expand(found, parameters, "shop", AccessService.ROOT_SPACE, none);
    }

    private List<Problem> problems(String source) {
        return rig.reader.examine(source).problems();
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithItsLine() {
        List<Problem> problems = problems("""
                name: 7
                surprise: true
                parameters:
                  size: {type: integer, default: big, colour: red}
                items:
                  web:
                    type: lab.server
                    when: parameters.size >
                    values:
                      cores: ${nobody}
                      address: 10.0.0.1
                      colour: red
                    requires: [gone]
                  ghost: {type: no.type}
                outputs: {x: "${live.web"}
                """);
        assertThat(problems)
                .extracting(problem -> problem.place().line() + " " + problem.pointer())
                .contains(
                        "1 /name",
                        "2 /surprise",
                        "4 /parameters/size/default",
                        "4 /parameters/size/colour",
                        "8 /items/web/when",
                        "10 /items/web/values/cores",
                        "11 /items/web/values/address",
                        "12 /items/web/values/colour",
                        "14 /items/ghost/type",
                        "15 /outputs/x");
        assertThat(problems).extracting(Problem::code).contains("unknown-item", "unknown-type", "invalid-expression");
    }

    @Test
    void anExpressionAloneKeepsItsTypeAndInATextItIsText() {
        Resource web = expand("""
                        name: site
                        parameters: {cores: {type: integer, default: 4}}
                        items:
                          web:
                            type: lab.server
                            values:
                              cores: ${parameters.cores}
                              hostname: "c${parameters.cores}-$${x}-${deployment.name}"
                              metadata: {list: [1, "${parameters.cores}"], "map": "${ {'a': 1} }"}
                        """, Map.of()).resources().get("web");
        assertThat(web.values().asMap())
                .containsEntry("cores", 4L)
                .containsEntry("hostname", "c4-${x}-shop")
                .containsEntry("metadata", Map.of("list", List.of(1L, 4L), "map", Map.of("a", 1L)));
    }

    @Test
    void itemsAreRepeatedOverListsAndMapsAndLeftOut() {
        Expansion expansion = expand("""
                name: site
                items:
                  net: {type: lab.network, values: {cidr: 10.0.0.0/16}}
                  part:
                    type: lab.network
                    foreach: {a: 0, b: 1}
                    values: {cidr: "${cidr.subnet('10.0.0.0/16', 8, each.value)}"}
                  web:
                    type: lab.server
                    foreach: range(2)
                    requires: part
                    values: {network: "${item.part.a}", networks: "${item.part.map(k, item.part[k])}"}
                  none: {type: lab.server, when: "1 > 2"}
                  one: {type: lab.server, values: {network: {ref: "part[b]"}, networks: [{ref: net}, {ref: part.a}]}}
                """, Map.of());
        assertThat(expansion.resources()).containsOnlyKeys("net", "part[a]", "part[b]", "web[0]", "web[1]", "one");
        assertThat(expansion.resources().get("part[b]").values().text("cidr")).contains("10.0.1.0/24");
        Resource web = expansion.resources().get("web[0]");
        assertThat(web.requires()).containsExactly("part[a]", "part[b]");
        assertThat(Marker.key(web.values().get("network").orElseThrow())).contains("part[a]");
        assertThat(web.values().list("networks")).hasSize(2);
        assertThat(Marker.key(
                        expansion.resources().get("one").values().get("network").orElseThrow()))
                .contains("part[b]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostname: 'at ${item.net}'",
                "hostname: '${item.net}'",
                "metadata: {x: '${item.net}'}",
                "network: 'x${item.net}'",
                "network: '${item.absent}'",
                "network: {ref: absent}",
                "hostname: {secret: {generate: password}}",
                "password: {secret: {generate: password, length: 4}}",
                "password: {secret: {generate: key}}",
                "metadata: {x: {ref: net}}",
                "hostname: '${[1, 2]}x'",
            })
    void whatCannotBeIsRefused(String value) {
        String source = "name: x\nitems:\n  net: {type: lab.network, values: {cidr: 10.0.0.0/16}}\n"
                + "  web:\n    type: lab.server\n    values:\n      " + value + "\n";
        assertRefused(source, Map.of());
    }

    @Test
    void whatIsKeptCannotBeReplaced() {
        for (String other : List.of("keep: true", "existing: 00000000-0000-0000-0000-000000000001")) {
            assertThat(assertRefused(
                                    "name: x\nitems:\n  net:\n    type: lab.network\n    replace: true\n    " + other
                                            + "\n    values: {cidr: 10.0.0.0/16}\n",
                                    Map.of())
                            .violations())
                    .extracting(PlenumException.Violation::pointer)
                    .contains("/items/net/replace");
        }
    }

    private PlenumException assertRefused(String source, Map<String, Object> parameters) {
        long start = System.nanoTime();
        PlenumException thrown = catchThrowableOfType(PlenumException.class, () -> expand(source, parameters));
        assertThat(thrown).as(source.length() > 500 ? "long" : source).isNotNull();
        assertThat(thrown.category()).isEqualTo(PlenumException.Category.INVALID);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        return thrown;
    }

    @Test
    void aMillionItemsAreRefusedSoon() {
        assertRefused("name: x\nitems: {a: {type: lab.server, foreach: range(1000000)}}\n", Map.of());
        assertRefused("name: x\nitems: {a: {type: lab.server, foreach: range(501)}}\n", Map.of());
        StringBuilder many = new StringBuilder("name: x\nitems:\n");
        for (int i = 0; i < 150; i++) {
            many.append("  a").append(i).append(": {type: lab.server, foreach: range(400)}\n");
        }
        assertRefused(many.toString(), Map.of());
    }

    @Test
    void manyCostlyExpressionsTogetherAreRefusedSoon() {
        StringBuilder many = new StringBuilder("name: x\nitems:\n");
        for (int i = 0; i < 150; i++) {
            many.append("  a")
                    .append(i)
                    .append(": {type: lab.server, foreach: range(3), values: {metadata: ")
                    .append("\"${range(900).map(i, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')}\"}}\n");
        }
        assertThat(assertRefused(many.toString(), Map.of()).violations())
                .anySatisfy(wrong -> assertThat(wrong.message()).contains("too"));
    }

    @Test
    void aParameterCannotForgeAReference() {
        String source = """
                name: x
                parameters: {net: {type: string}}
                items: {web: {type: lab.server, values: {network: "${parameters.net}"}}}
                """;
        assertRefused(source, Map.of("net", "\uE000web"));
        assertRefused(source.replace("x\n", "\uE000\n"), Map.of());
        assertThat(expand(source, Map.of("net", "step:web"))
                        .resources()
                        .get("web")
                        .values()
                        .text("network"))
                .contains("step:web");
    }

    @Test
    void parametersAreCheckedLikeJsonSchema() {
        String source = """
                name: x
                parameters:
                  size: {type: integer, minimum: 2, maximum: 4, required: true}
                  tier: {type: string, enum: [a, b]}
                  name: {type: string, pattern: "^[a-z]+$", minLength: 2, maxLength: 5}
                  zones: {type: array, items: {type: string, minLength: 1}}
                items: {web: {type: lab.server}}
                """;
        PlenumException thrown = assertRefused(
                source, Map.of("size", 9L, "tier", "c", "name", "A", "zones", List.of("x", 3L, ""), "more", 1L));
        assertThat(thrown.violations())
                .extracting(PlenumException.Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/parameters/size",
                        "/parameters/tier",
                        "/parameters/name",
                        "/parameters/name",
                        "/parameters/zones/1",
                        "/parameters/zones/2",
                        "/parameters/more");
        assertThat(assertRefused(source, Map.of()).violations().get(0).code()).isEqualTo("required");
        assertThat(Form.of(rig.reader.read(source).parameters()))
                .containsEntry("required", List.of("size"))
                .containsEntry("additionalProperties", false);
    }

    @Test
    void aHostilePatternIsRefusedWhenTheBlueprintIsRead() {
        assertThat(problems("name: x\nparameters: {a: {type: string, pattern: \"(a{1,1000}){1,1000}\"}}\nitems: {}\n"))
                .isNotEmpty();
        assertThat(problems("name: x\nparameters: {a: {type: string, pattern: \"(\"}}\nitems: {}\n"))
                .isNotEmpty();
    }

    @Property(tries = 300)
    void nothingButAPlenumExceptionComesOut(@ForAll("sources") String source) {
        Throwable thrown = catchThrowable(() -> rig.reader.examine(source));
        assertThat(thrown).isNull();
        Throwable expanded = catchThrowable(() -> expand(source, Map.of()));
        assertThat(expanded == null || expanded instanceof PlenumException)
                .as(String.valueOf(expanded))
                .isTrue();
    }

    @Provide
    Arbitrary<String> sources() {
        Arbitrary<String> values = Arbitraries.of(
                "null",
                "7",
                "[]",
                "{}",
                "[a]",
                "{a: 1}",
                "text",
                "\"${\"",
                "\"${1}\"",
                "\"${item}\"",
                "{ref: a}",
                "true",
                "{secret: {generate: password}}",
                "lab.server",
                "\"${each.key}\"",
                "range(3)",
                "{a: {type: lab.server}}",
                "[{ref: a}]",
                "{a: {type: lab.network, values: {cidr: 10.0.0.0/8}}}",
                "\"${item.a}\"",
                "{ref: 'a..b[['}");
        Arbitrary<String> keys = Arbitraries.of(
                "name",
                "modules",
                "parameters",
                "include",
                "items",
                "outputs",
                "type",
                "values",
                "when",
                "foreach",
                "requires",
                "keep",
                "replace",
                "title",
                "connection",
                "space",
                "a",
                "b",
                "default",
                "enum",
                "blueprint");
        Arbitrary<String> lines = net.jqwik.api.Combinators.combine(
                        Arbitraries.integers().between(0, 3), keys, values)
                .as((indent, key, value) -> "  ".repeat(indent) + key + ": " + value);
        Arbitrary<String> heads = net.jqwik.api.Combinators.combine(
                        Arbitraries.integers().between(0, 2), keys)
                .as((indent, key) -> "  ".repeat(indent) + key + ":");
        return Arbitraries.oneOf(lines, heads)
                .list()
                .ofMaxSize(12)
                .map(parts -> "name: x\n" + String.join("\n", parts).replaceFirst("name", "description") + "\n");
    }

    @Property
    void whatIsEscapedReadsAsItIs(@ForAll String text) {
        assertThat(Interpolation.parse(Interpolation.escape(text)))
                .containsExactly(new Interpolation.Part(false, text));
    }

    @Property
    void interpolationEndsWithPartsOrWords(@ForAll("texts") String text) {
        Throwable thrown = catchThrowable(() -> Interpolation.parse(text));
        assertThat(thrown == null || thrown instanceof PlenumException).isTrue();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("$", "{", "}", "${", "$${", "'", "\"", "\\", "a", " ")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }
}
