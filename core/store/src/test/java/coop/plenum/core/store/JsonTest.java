package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonTest {
    @Example
    void theCanonicalFormIsSortedAndTight() {
        assertThat(canonical("{ \"b\": [1, 2.50, null],\n \"a\": {\"z\": true, \"\\u00e4\": \"x\"} }"))
                .isEqualTo("{\"a\":{\"z\":true,\"ä\":\"x\"},\"b\":[1,2.5,null]}");
        assertThat(canonical("{}")).isEqualTo("{}");
        assertThat(canonical("{\"a\":[],\"b\":{}}")).isEqualTo("{\"a\":[],\"b\":{}}");
    }

    /** The example of RFC 8785, 3.2.3. */
    @Example
    void membersAreSortedByUtf16CodeUnits() {
        Values values = Values.builder()
                .put("\u20ac", "Euro Sign")
                .put("\r", "Carriage Return")
                .put("\ufb33", "Hebrew Letter Dalet With Dagesh")
                .put("1", "One")
                .put("\ud83d\ude00", "Emoji: Grinning Face")
                .put("\u0080", "Control")
                .put("\u00f6", "Latin Small Letter O With Diaeresis")
                .build();
        assertThat(new String(Json.canonical(values), StandardCharsets.UTF_8))
                .containsSubsequence("Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew");
    }

    @Example
    void charactersAreEscapedAsTheRfcSays() {
        Values values = Values.of("t", "\b\t\n\f\r\"\\/\u0001\u001f\u007f\u2028");
        assertThat(new String(Json.canonical(values), StandardCharsets.UTF_8))
                .isEqualTo("{\"t\":\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\u007f\u2028\"}");
    }

    @Example
    void equalNumbersLookTheSame() {
        assertThat(canonical("{\"n\":[1500,1.5e3,1500.00,0.0000001,1e-7,-0.0,0]}"))
                .isEqualTo("{\"n\":[1500,1500,1500,0.0000001,0.0000001,0,0]}");
        assertThat(canonical("{\"n\":1e99999}")).isEqualTo("{\"n\":1E+99999}");
    }

    @Example
    void halfASurrogatePairIsRefused() {
        Values values = Values.of("t", "\ud83d!");
        assertThatThrownBy(() -> Json.digest(values))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("invalid-text"));
    }

    @Example
    void whatIsNoJsonObjectIsRefused() {
        for (String text : List.of("", "[]", "{", "{} {}", "{\"a\":1,}", "null")) {
            assertThatThrownBy(() -> Json.read(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property(tries = 200)
    void whatIsWrittenReadsTheSame(@ForAll("objects") Map<String, Object> map) {
        Values values = Values.of(map);
        assertThat(Json.read(Json.write(values))).isEqualTo(values);
    }

    @Property(tries = 200)
    void theCanonicalFormIsReadAsEqualNumbersAndIsItsOwnCanonicalForm(@ForAll("objects") Map<String, Object> map) {
        byte[] canonical = Json.canonical(Values.of(map));
        Values again = Json.read(new String(canonical, StandardCharsets.UTF_8));
        assertThat(Json.canonical(again)).isEqualTo(canonical);
    }

    @Property(tries = 200)
    void theOrderOfMembersDoesNotCount(@ForAll("objects") Map<String, Object> map) {
        List<Map.Entry<String, Object>> members = new ArrayList<>(map.entrySet());
        Collections.reverse(members);
        Map<String, Object> reversed = new LinkedHashMap<>();
        members.forEach(member -> reversed.put(member.getKey(), member.getValue()));
        assertThat(Json.digest(Values.of(reversed))).isEqualTo(Json.digest(Values.of(map)));
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<String> texts = Arbitraries.strings()
                .ofMaxLength(8)
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                texts.map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Combinators.combine(
                                Arbitraries.bigIntegers(),
                                Arbitraries.integers().between(1, 200))
                        .as((digits, scale) -> (Object) new BigDecimal(digits, scale)),
                Arbitraries.of(true, false).map(Object.class::cast));
        Arbitrary<Object> values = Arbitraries.oneOf(
                leaves,
                leaves.list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(texts, leaves).ofMaxSize(3).map(Object.class::cast));
        return Arbitraries.maps(texts, values)
                .ofMaxSize(6)
                .map(map -> map.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new)));
    }

    private static String canonical(String text) {
        return new String(Json.canonical(Json.read(text)), StandardCharsets.UTF_8);
    }
}
