package coop.plenum.blueprint.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
    private final YamlReader reader = new YamlReader(Set.of());

    private @Nullable Object read(String text) {
        return reader.read(text).orElseThrow().plain();
    }

    @Test
    void scalarsAreWhatYamlSaysTheyAre() {
        assertThat(read("[1, 0x1F, 0o17, 1.5, true, null, ~, yes, '1', \"x\", 2026-01-01, 1e3]"))
                .isEqualTo(Arrays.asList(
                        1L,
                        31L,
                        15L,
                        new BigDecimal("1.5"),
                        true,
                        null,
                        null,
                        "yes",
                        "1",
                        "x",
                        "2026-01-01",
                        new BigDecimal("1e3")));
    }

    @Test
    void partsKnowTheirPlace() {
        Node.Mapping map =
                (Node.Mapping) reader.read("a: 1\nb:\n  - x\n  - y\n").orElseThrow();
        assertThat(map.at("b")).isEqualTo(new Place(2, 1));
        assertThat(((Node.Sequence) map.members().get("b")).elements().get(1).place())
                .isEqualTo(new Place(4, 5));
    }

    @Test
    void anAliasMayBeUsed() {
        assertThat(read("base: &b {x: 1}\nother: *b\n"))
                .isEqualTo(Map.of("base", Map.of("x", 1L), "other", Map.of("x", 1L)));
    }

    @Test
    void aBillionLaughsAreRefusedAtOnce() {
        StringBuilder text = new StringBuilder("a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (char each = 'b'; each <= 'z'; each++) {
            String before = "*" + (char) (each - 1);
            text.append(each).append(": &").append(each).append(" [");
            text.append(String.join(", ", java.util.Collections.nCopies(9, before)))
                    .append("]\n");
        }
        assertRefusedSoon(text.toString(), "50000 parts");
    }

    @Test
    void deepNestingIsRefusedAtOnce() {
        assertRefusedSoon("[".repeat(100_000), "nested deeper");
        assertRefusedSoon("{a: ".repeat(50_000), "nested deeper");
        assertRefusedSoon("- ".repeat(100_000) + "x", "nested deeper");
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            deep.append(" ".repeat(i)).append("a:\n");
        }
        assertRefusedSoon(deep.toString(), "nested deeper");
    }

    @Test
    void whatMakesObjectsIsRefused() {
        assertRefusedSoon("!!javax.script.ScriptEngineManager [x]", "Tags");
        assertRefusedSoon("a: !include /etc/passwd", "Tags");
        assertRefusedSoon("!!set {a, b}", "Tags");
    }

    @Test
    void whatIsAmbiguousIsRefused() {
        assertRefusedSoon("a: 1\na: 2\n", "twice");
        assertRefusedSoon("? [a]\n: 1\n", "key is a text");
        assertRefusedSoon("a: 1\n---\nb: 2\n", "one document");
        assertRefusedSoon("a: *nobody\n", "");
        assertRefusedSoon("&a [*a]", "");
    }

    @Test
    void hugeTextsAndNumbersAreNoWork() {
        assertRefusedSoon("x".repeat(YamlReader.LONGEST + 1), "characters");
        assertThat(read("9".repeat(1000))).isEqualTo("9".repeat(1000));
        assertThat(read("1e999999999")).isEqualTo("1e999999999");
    }

    private void assertRefusedSoon(String text, String message) {
        long start = System.nanoTime();
        PlenumException thrown = catchThrowableOfType(PlenumException.class, () -> reader.read(text));
        assertThat(thrown).isNotNull();
        assertThat(thrown.code()).isEqualTo("invalid-yaml");
        assertThat(thrown).hasMessageContaining(message).hasMessageMatching("(?s).*\\(line [0-9]+, column [0-9]+\\)");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Property
    void nothingButAPlenumExceptionComesOut(@ForAll("texts") String text) {
        Throwable thrown = catchThrowable(() -> reader.read(text));
        assertThat(thrown == null || thrown instanceof PlenumException)
                .as(String.valueOf(thrown))
                .isTrue();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> tokens = Arbitraries.of(
                "a",
                ":",
                ": ",
                "- ",
                "\n",
                "  ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "&a",
                "*a",
                "!",
                "!!str",
                "|",
                ">",
                "'",
                "\"",
                "\\",
                "\\x",
                "%YAML 1.2",
                "---",
                "...",
                "#",
                "?",
                "\t",
                "1",
                "\0",
                "\uFEFF",
                "\uD800",
                "@",
                "`",
                "<<",
                "é");
        return Arbitraries.oneOf(
                tokens.list().ofMaxSize(30).map(parts -> String.join("", parts)), Arbitraries.strings());
    }

    @Property
    void whatIsWrittenReadsTheSame(@ForAll("documents") Map<String, Object> document) {
        assertThat(read(YamlWriter.write(document))).isEqualTo(document);
    }

    @Provide
    Arbitrary<Map<String, Object>> documents() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings()
                        .ofMaxLength(20)
                        .filter(YamlReaderTest::whole)
                        .map(Object.class::cast),
                Arbitraries.of(
                                "true", "null", "1", "- a", "a: b", "#", "*a", "0x1", "~", "", " a", "a ", "${x}", "=",
                                "<<")
                        .map(Object.class::cast),
                Arbitraries.longs().between(-999_999_999_999L, 999_999_999_999L).map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast));
        Arbitrary<Object> values = Arbitraries.lazyOf(
                () -> scalars,
                () -> scalars.list().ofMaxSize(3).map(Object.class::cast),
                () -> scalars.list().ofMaxSize(2).list().ofMaxSize(2).map(Object.class::cast),
                () -> Arbitraries.maps(keys(), scalars).ofMaxSize(3).map(Object.class::cast));
        return Arbitraries.maps(keys(), values).ofMinSize(1).ofMaxSize(4).map(LinkedHashMap::new);
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.strings().ofMaxLength(10).filter(YamlReaderTest::whole);
    }

    /** Without halves of characters, which no text that was read can have. */
    private static boolean whole(String text) {
        return text.codePoints().noneMatch(each -> each >= 0xD800 && each <= 0xDFFF);
    }

    @Test
    void listsOfMapsReadTheSame() {
        Map<String, Object> document = Map.of("a", List.of(Map.of("b", List.of(Map.of("c", 1L)), "d", List.of())));
        assertThat(read(YamlWriter.write(document))).isEqualTo(document);
    }
}
