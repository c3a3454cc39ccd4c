package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Works templates out, for as long as one request may take. Not for use by several threads. */
public final class Evaluation {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
    private static final long LARGEST = 4_000_000;
    private static final long COSTLY = LARGEST / 4;

    private final long start = System.nanoTime();
    private long size;

    /**
     * @throws PlenumException {@code invalid-expression} and others of expressions; {@code blueprint-too-large} when all
     *     together takes too long or gets too large
     */
    public @Nullable Object evaluate(Template template, Map<String, ? extends @Nullable Object> variables) {
        if (template instanceof Template.Literal literal) {
            return literal.value();
        }
        if (template instanceof Template.Computed computed) {
            return computed(computed, variables);
        }
        if (template instanceof Template.Joined joined) {
            return joined(joined, variables);
        }
        if (template instanceof Template.Elements list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.elements().forEach(element -> values.add(evaluate(element, variables)));
            return values;
        }
        if (template instanceof Template.Members map) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            map.members().forEach((name, value) -> values.put(name, evaluate(value, variables)));
            return values;
        }
        throw PlenumException.invalid(
                "invalid-value",
                template instanceof Template.Generated
                        ? "A secret can only be the whole value of a field that holds secrets."
                        : "{ref: ...} can only be the value of a field, or an element of its list.");
    }

    private @Nullable Object computed(Template.Computed computed, Map<String, ? extends @Nullable Object> variables) {
        requirePatience();
        try {
            Object value = computed.expression().evaluate(variables);
            spend(value);
            return value;
        } catch (PlenumException e) {
            if (e.code().equals("expression-too-costly")) {
                // it took as long as one may; a text full of such shall not take that long each time
                size += COSTLY;
            }
            throw e;
        }
    }

    private String joined(Template.Joined joined, Map<String, ? extends @Nullable Object> variables) {
        StringBuilder text = new StringBuilder();
        for (Template part : joined.parts()) {
            Object value = evaluate(part, variables);
            if (value == null || value instanceof List || value instanceof Map) {
                throw PlenumException.invalid(
                        "invalid-expression",
                        "A text is made of texts, numbers, true and false; here is "
                                + (value == null ? "nothing" : value instanceof List ? "a list" : "a map") + ".");
            }
            text.append(value instanceof BigDecimal number ? number.toPlainString() : value);
        }
        spend(text.toString());
        return text.toString();
    }

    /** Counts what came out, roughly: expressions are limited each by itself, and there may be many. */
    private void spend(@Nullable Object value) {
        size += weight(value);
        requirePatience();
    }

    private void requirePatience() {
        if (size > LARGEST || System.nanoTime() - start > PATIENCE) {
            throw PlenumException.invalid(
                    "blueprint-too-large",
                    "Working out the blueprint takes too long, or what comes out is too large. Divide it.");
        }
    }

    private static long weight(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length() + 1L;
        }
        if (value instanceof List<?> list) {
            return 1 + list.stream().mapToLong(Evaluation::weight).sum();
        }
        return value instanceof Map<?, ?> map
                ? 1 + map.values().stream().mapToLong(Evaluation::weight).sum()
                : 1;
    }
}
