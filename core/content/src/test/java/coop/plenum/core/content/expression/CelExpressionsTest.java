package coop.plenum.core.content.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import coop.plenum.api.expression.Expressions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelExpressionsTest {
    private static final Map<String, Object> VALUES = Map.of(
            "name",
            "Web Shop",
            "count",
            3L,
            "share",
            new BigDecimal("0.5"),
            "zones",
            List.of("a", "b"),
            "tags",
            Map.of("tier", "prod"));

    private final Expressions expressions = new CelExpressions();

    private @Nullable Object evaluate(String source) {
        return expressions.compile(source, VALUES.keySet()).evaluate(VALUES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    name.lowerAscii().replace(" ", "-")  | web-shop
                    "a,b,c".split(",").join("+")         | a+b+c
                    ["a", "b"].join()                    | ab
                    "x" + string(count)                  | x3
                    string(int("7") + count)             | 10
                    tags.tier                            | prod
                    tags["tier"]                         | prod
                    has(tags.nothing) ? "y" : "n"        | n
                    zones.map(z, z + "1").join(",")      | a1,b1
                    range(3).map(i, string(i)).join("-") | 0-1-2
                    zones.exists(z, z == "b") ? "y":"n"  | y
                    name.matches("^Web") ? "y" : "n"     | y
                    "  x ".trim()                        | x
                    cidr.subnet("10.0.0.0/16", 8, 3)     | 10.0.3.0/24
                    cidr.host("10.0.3.0/24", 5)          | 10.0.3.5
                    cidr.host("10.0.3.0/24", -2)         | 10.0.3.254
                    cidr.netmask("10.0.0.0/20")          | 255.255.240.0
                    cidr.subnet("2001:db8::/32", 32, 1)  | 2001:db8:0:1::/64
                    cidr.host("2001:db8::/64", 255)      | 2001:db8::ff
                    string(cidr.prefix("10.0.0.0/20"))   | 20
                    string(cidr.contains("10.0.0.0/20", "10.0.15.255")) | true
                    string(cidr.contains("10.0.0.0/20", "10.0.16.0")) | false
                    string(cidr.contains("10.0.0.0/20", "::1")) | false
                    string(cidr.contains("10.0.0.0/20", "10.0.8.0/21")) | true
                    string(cidr.contains("10.0.8.0/21", "10.0.0.0/20")) | false
                    string(cidr.contains("10.0.0.0/8", ["192.0.2.1", "10.9.9.9"])) | true
                    string(duration("90s"))              | 90s
                    """)
    void anExpressionIsWorkedOut(String source, String expected) {
        assertThat(evaluate(source)).isEqualTo(expected);
    }

    @Test
    void aResultIsPlain() {
        assertThat(evaluate("count + 1")).isEqualTo(4L);
        assertThat(evaluate("share * 3.0")).isEqualTo(new BigDecimal("1.5"));
        assertThat(evaluate("count == 3 && share < 1")).isEqualTo(true);
        assertThat(evaluate("null")).isNull();
        assertThat(evaluate("{'a': [1, 'x', null]}"))
                .isEqualTo(java.util.Collections.singletonMap("a", java.util.Arrays.asList(1L, "x", null)));
        assertThat(evaluate("tags.transformMap(k, v, k + v)")).isEqualTo(Map.of("tier", "tierprod"));
        assertThat(evaluate("timestamp('2026-01-31T12:00:00Z')")).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(evaluate("duration('90s')")).isEqualTo("PT1M30S");
        assertThat(evaluate("tags")).isEqualTo(Map.of("tier", "prod"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"b'x'", "{1: 2}", "int", "0.0 / 0.0", "1.0 / 0.0"})
    void whatJsonHasNotIsNoResult(String source) {
        assertInvalid(source);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    count +               | It ends where more is expected. (line 1, column 8)
                    count +* 3            | "*" is not expected here. (line 1, column 8)
                    nobody.name           | There is no "nobody" here. (line 1, column 1)
                    launch("x")           | There is no "launch" here. (line 1, column 7)
                    """)
    void whatIsWrongIsSaidWithItsPlace(String source, String expected) {
        assertThat(assertInvalid(source).violations().get(0).message()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    cidr.subnet("10.0.0.0/24", 4, 16) | has 16 subnets of /28, counted from 0; there is no number 16
                    cidr.subnet("10.0.0.0/24", 9, 0)  | can be cut by 0 to 8 more bits, not by 9
                    cidr.contains("10.0.0.0/30", "x") | is no IP address
                    cidr.host("10.0.0.0/30", 4)       | has 4 addresses; there is no number 4
                    cidr.host("10.0.0.1/30", 4)       | has bits set after its prefix; the network is 10.0.0.0/30
                    cidr.host("ten", 4)               | is no network in CIDR notation
                    range(1000000)                    | counts 0 to 2000 numbers
                    tags.absent                       | absent
                    zones[7]                          | 7
                    1 / 0                             | /
                    int("x")                          | x
                    9223372036854775807 + 1           | overflow
                    """)
    void whatFailsIsSaidInWords(String source, String expected) {
        assertThat(assertInvalid(source)).hasMessageContaining(expected);
    }

    private PlenumException assertInvalid(String source) {
        PlenumException thrown = catchThrowableOfType(PlenumException.class, () -> evaluate(source));
        assertThat(thrown).as(source).isNotNull();
        assertThat(thrown.code()).as(source).isEqualTo("invalid-expression");
        assertThat(thrown.category()).isEqualTo(PlenumException.Category.INVALID);
        assertThat(thrown.violations()).isNotEmpty();
        return thrown;
    }

    @Test
    void longAndDeepSourcesAreRefused() {
        assertInvalid("1" + " + 1".repeat(3000));
        assertInvalid("(".repeat(4000));
        assertInvalid("[".repeat(4000) + "]".repeat(4000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "range(2000).map(i, range(2000).map(j, range(2000)))",
                "range(2000).filter(i, range(2000).all(j, j >= 0)).size()",
                "range(1900).map(i, 'x').join(range(50).map(i, 'yyyyyyyyyy').join())",
                "range(1999).map(i, range(1999))",
                "true || range(2000).all(i, range(2000).all(j, j >= 0))  ? range(2000).map(i, range(500)) : []",
            })
    void whatCostsTooMuchIsEnded(String source) {
        assertEndsSoon(source);
    }

    @Test
    void whatDoublesIsEnded() {
        assertEndsSoon(doubling("'0123456789'", "x + x"));
        assertEndsSoon(doubling("[1]", "x + x"));
        assertEndsSoon(doubling("[1]", "[x, x]"));
        assertEndsSoon(doubling("1", "{'a': x, 'b': x}") + " == 1");
        assertEndsSoon(doubling("'aaaaaaaaaa'", "x.replace('a', x)"));
        assertEndsSoon("name.matches('(a{1,1000}){1,1000}')");
    }

    private static String doubling(String first, String step) {
        StringBuilder source = new StringBuilder("[" + first + "]");
        for (int i = 0; i < 25; i++) {
            source.append(".map(x, ").append(step).append(")");
        }
        return source.toString();
    }

    private void assertEndsSoon(String source) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> evaluate(source))
                .as(source)
                .isInstanceOfSatisfying(
                        PlenumException.class,
                        thrown -> assertThat(thrown.code()).isIn("expression-too-costly", "invalid-expression"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(source).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void hugeValuesThatAreGivenAreNoWayRound() {
        Map<String, Object> given = Map.of("big", range(1000));
        assertThatThrownBy(() -> expressions
                        .compile("range(1999).filter(i, big == big && big != [1] && big.size() > 1)", Set.of("big"))
                        .evaluate(given))
                .isInstanceOfSatisfying(
                        PlenumException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo("expression-too-costly"));
        assertThat(expressions
                        .compile("big.map(n, n + 1).size()", Set.of("big"))
                        .evaluate(given))
                .isEqualTo(1000L);
    }

    private static List<Long> range(long count) {
        return java.util.stream.LongStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    live.web.values.address                       | [[web, values, address]]
                    live["web"][0].id + live.net.title            | [[web, 0, id], [net, title]]
                    live.web[each.index + 1].values               | [[web, 2, values]]
                    live.web["x-" + each.key].values.address      | [[web, x-b, values, address]]
                    live.web[live.chosen.values.number].values    | [[chosen, values, number], [web]]
                    live.web.map(server, server.values.address)   | [[web]]
                    [1, 2].map(i, live.web[i].id)                 | [[web]]
                    has(live.web.values.a) ? live.a.b : "x"       | [[web, values, a], [a, b]]
                    {"a": live.web.id, live.net.title: 1}         | [[web, id], [net, title]]
                    string(live)                                  | [[]]
                    live.web[each.missing].id                     | [[web]]
                    each.key + "live.web.id"                      | []
                    """)
    void itIsToldWhatAnExpressionMayRead(String source, String paths) {
        assertThat(expressions
                        .compile(source, Set.of("live", "each"))
                        .paths("live", Map.of("each", Map.of("index", 1L, "key", "b")))
                        .toString())
                .isEqualTo(paths);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a \"b\" \\ c", "line\nline\t\u0001", "ü€\uD83D\uDE00", "${x}"})
    void aQuotedTextIsItself(String text) {
        assertThat(evaluate(Expressions.quoted(text))).isEqualTo(text);
    }
}
