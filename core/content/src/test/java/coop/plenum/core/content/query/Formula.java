package coop.plenum.core.content.query;

import coop.plenum.api.content.Item;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** A random filter: its text, and what it means by a plain reading in memory that shares nothing with the translation. */
record Formula(String text, Predicate<Item> meaning) {
    static Arbitrary<Formula> any() {
        return any(3);
    }

    private static Arbitrary<Formula> any(int depth) {
        if (depth == 0) {
            return atoms();
        }
        Arbitrary<Formula> part = Arbitraries.lazy(() -> any(depth - 1));
        return Arbitraries.oneOf(
                atoms(),
                part.map(a -> new Formula("!(" + a.text() + ")", a.meaning().negate())),
                Combinators.combine(part, part)
                        .as((a, b) -> new Formula(
                                "(" + a.text() + " && " + b.text() + ")",
                                a.meaning().and(b.meaning()))),
                Combinators.combine(part, part)
                        .as((a, b) -> new Formula(
                                "(" + a.text() + " || " + b.text() + ")",
                                a.meaning().or(b.meaning()))));
    }

    /** Gives an item's value, or null. */
    @FunctionalInterface
    private interface Getter {
        @Nullable
        Object of(Item item);
    }

    private static Getter field(String name) {
        return item -> item.values().get(name).orElse(null);
    }

    private static Getter time(String name) {
        return item -> item.values().text(name).map(Instant::parse).orElse(null);
    }

    private static Getter decimal(String name) {
        return item -> item.values().decimal(name).orElse(null);
    }

    /** Only for the few addresses of the test. */
    private static Getter address() {
        return item ->
                item.values().text("address").map(Things.ADDRESSES::indexOf).orElse(null);
    }

    private static Arbitrary<Formula> atoms() {
        Arbitrary<String> text = Arbitraries.of(Things.TEXTS);
        return Arbitraries.oneOf(
                text.flatMap(value -> comparison("text", field("text"), quoted(value), value)),
                text.flatMap(value -> equality("notes", field("notes"), quoted(value), value)),
                text.flatMap(
                        value -> comparison("labels.tier", item -> item.labels().get("tier"), quoted(value), value)),
                Arbitraries.of("t0", "t3", "x")
                        .flatMap(value -> comparison("title", Item::title, quoted(value), value)),
                Arbitraries.longs()
                        .between(-2, 3)
                        .flatMap(value -> comparison("count", field("count"), value + "", value)),
                Arbitraries.of("-1.5", "0", "0.5", "1")
                        .flatMap(value -> comparison("price", decimal("price"), value, new BigDecimal(value))),
                Arbitraries.of(Things.TIMES)
                        .flatMap(value -> comparison(
                                "made", time("made"), "timestamp(" + quoted(value) + ")", Instant.parse(value))),
                Arbitraries.of(Things.ADDRESSES)
                        .flatMap(value ->
                                comparison("address", address(), quoted(value), Things.ADDRESSES.indexOf(value))),
                Arbitraries.of(Things.SIZES).flatMap(value -> equality("size", field("size"), quoted(value), value)),
                Arbitraries.of("draft", "published")
                        .flatMap(value -> equality(
                                "state", item -> item.state().name().toLowerCase(Locale.ROOT), quoted(value), value)),
                Arbitraries.just(
                        new Formula("spare", item -> item.values().flag("spare").orElse(false))),
                text.map(value -> new Formula(
                        quoted(value) + " in roles",
                        item -> item.values().list("roles").contains(value))),
                Arbitraries.of(Things.NETWORKS)
                        .flatMap(network -> Arbitraries.of("address", "addresses", "network", "networks")
                                .map(name -> new Formula(
                                        "cidr.contains(" + quoted(network) + ", " + name + ")",
                                        item -> all(item, name).anyMatch(value -> within(network, value))))),
                Arbitraries.of(Things.NETWORKS)
                        .map(network -> new Formula(
                                "addresses.exists(a, cidr.contains(" + quoted(network) + ", a))",
                                item -> all(item, "addresses").anyMatch(value -> within(network, value)))),
                text.list()
                        .ofMaxSize(3)
                        .map(values -> new Formula(
                                "roles.exists(r, r in ["
                                        + values.stream().map(Formula::quoted).collect(Collectors.joining(", ")) + "])",
                                item -> all(item, "roles").anyMatch(values::contains))),
                text.list()
                        .ofMaxSize(3)
                        .map(values -> new Formula(
                                "text in ["
                                        + values.stream().map(Formula::quoted).collect(Collectors.joining(", ")) + "]",
                                item -> item.values()
                                        .text("text")
                                        .filter(values::contains)
                                        .isPresent())),
                Arbitraries.of("text", "count", "roles", "made", "spare")
                        .map(name -> new Formula(
                                "has(" + name + ")", item -> item.values().has(name))),
                Arbitraries.just(
                        new Formula("has(labels.tier)", item -> item.labels().containsKey("tier"))),
                matches("text", field("text")),
                matches("notes", field("notes")),
                matches("labels[\"tier\"]", item -> item.labels().get("tier")));
    }

    private static Stream<String> all(Item item, String name) {
        Object value = item.values().get(name).orElse(List.of());
        return value instanceof List<?> list ? list.stream().map(String::valueOf) : Stream.of(value.toString());
    }

    /** By the first bits, written out. */
    private static boolean within(String network, String value) {
        int prefix = Integer.parseInt(network.substring(network.indexOf('/') + 1));
        int slash = value.indexOf('/');
        String outer = bits(network.substring(0, network.indexOf('/')));
        String inner = bits(slash < 0 ? value : value.substring(0, slash));
        int length = slash < 0 ? inner.length() : Integer.parseInt(value.substring(slash + 1));
        return outer.length() == inner.length() && length >= prefix && inner.startsWith(outer.substring(0, prefix));
    }

    private static String bits(String address) {
        try {
            StringBuilder bits = new StringBuilder();
            for (byte part : InetAddress.getByName(address).getAddress()) {
                bits.append(Integer.toBinaryString(0x100 | (part & 0xff)).substring(1));
            }
            return bits.toString();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private static Arbitrary<Formula> equality(String name, Getter getter, String literal, Object value) {
        return Arbitraries.of(
                new Formula(name + " == " + literal, item -> value.equals(getter.of(item))),
                new Formula(name + " != " + literal, item -> !value.equals(getter.of(item))));
    }

    private static Arbitrary<Formula> comparison(String name, Getter getter, String literal, Object value) {
        return Arbitraries.of(
                new Formula(name + " == " + literal, item -> compared(getter.of(item), value, List.of(0))),
                new Formula(literal + " != " + name, item -> !compared(getter.of(item), value, List.of(0))),
                new Formula(name + " < " + literal, item -> compared(getter.of(item), value, List.of(-1))),
                new Formula(literal + " >= " + name, item -> compared(getter.of(item), value, List.of(-1, 0))),
                new Formula(name + " > " + literal, item -> compared(getter.of(item), value, List.of(1))),
                new Formula(name + " >= " + literal, item -> compared(getter.of(item), value, List.of(0, 1))));
    }

    private static boolean compared(@Nullable Object actual, Object value, List<Integer> wanted) {
        return actual != null && wanted.contains(Integer.signum(compare(actual, value)));
    }

    static int compare(Object a, Object b) {
        if (a instanceof Long left && b instanceof Long right) {
            return left.compareTo(right);
        }
        if (a instanceof Integer left && b instanceof Integer right) {
            return left.compareTo(right);
        }
        if (a instanceof BigDecimal left && b instanceof BigDecimal right) {
            return left.compareTo(right);
        }
        if (a instanceof Instant left && b instanceof Instant right) {
            return left.compareTo(right);
        }
        if (a instanceof Boolean left && b instanceof Boolean right) {
            return left.compareTo(right);
        }
        return a.toString().compareTo(b.toString());
    }

    private static Arbitrary<Formula> matches(String name, Getter getter) {
        return Arbitraries.of(Things.TEXTS)
                .flatMap(value -> Arbitraries.of(
                        new Formula(
                                name + ".startsWith(" + quoted(value) + ")",
                                item -> text(getter, item).startsWith(value) && getter.of(item) != null),
                        new Formula(
                                name + ".endsWith(" + quoted(value) + ")",
                                item -> text(getter, item).endsWith(value) && getter.of(item) != null),
                        new Formula(
                                name + ".contains(" + quoted(value) + ")",
                                item -> text(getter, item).contains(value) && getter.of(item) != null)));
    }

    private static String text(Getter getter, Item item) {
        Object value = getter.of(item);
        return value == null ? "" : value.toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** For reports of failures. */
    @Override
    public String toString() {
        return text;
    }
}
