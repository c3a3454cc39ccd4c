package coop.plenum.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    private static String json(Map<String, ?> object) {
        return new String(CanonicalJson.of(object), StandardCharsets.UTF_8);
    }

    @Test
    void membersAreSortedByCodeUnits() {
        // The names of RFC 8785, 3.2.3, in the order it gives; U+FB33 comes after the surrogates of U+1F600.
        List<String> names = List.of("\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33");
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = names.size() - 1; i >= 0; i--) {
            object.put(names.get(i), i);
        }

        assertThat(json(object))
                .isEqualTo(
                        "{\"\\r\":0,\"1\":1,\"\u0080\":2,\"\u00f6\":3,\"\u20ac\":4,\"\ud83d\ude00\":5,\"\ufb33\":6}");
    }

    @Test
    void textIsEscapedAsLittleAsPossibleAndInLowerCase() {
        assertThat(json(Map.of("text", "\u20ac$\u000f\nA'B\"\\\"/\u007f\u001f")))
                .isEqualTo("{\"text\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\u007f\\u001f\"}");
    }

    @Test
    void numbersThatSomeReaderMightRoundAreWrittenAsText() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("a", 9007199254740991L);
        object.put("b", 9007199254740992L);
        object.put("c", Long.MIN_VALUE);
        object.put("d", new BigDecimal("1.50"));
        object.put("e", new BigDecimal("1E+3"));
        object.put("f", new BigDecimal("1E+1000000"));

        assertThat(json(object))
                .isEqualTo("{\"a\":9007199254740991,\"b\":\"9007199254740992\",\"c\":\"-9223372036854775808\","
                        + "\"d\":\"1.5\",\"e\":1000,\"f\":\"1E+1000000\"}");
    }

    @Test
    void nestedValuesAreWrittenInOrder() {
        assertThat(json(Map.of("list", Arrays.asList(true, null, List.of(), Map.of("b", 1, "a", 2)))))
                .isEqualTo("{\"list\":[true,null,[],{\"a\":2,\"b\":1}]}");
    }
}
