package coop.plenum.blueprint.language;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a blueprint asks for before it is deployed, a subset of JSON Schema.
 *
 * @param fallback the default; null: none
 * @param options the values of {@code enum}; empty: any
 * @param items what the elements of an array are
 */
public record Parameter(
        Type type,
        String title,
        String description,
        @Nullable Object fallback,
        List<Object> options,
        Optional<BigDecimal> minimum,
        Optional<BigDecimal> maximum,
        Optional<Long> minLength,
        Optional<Long> maxLength,
        Optional<String> pattern,
        Optional<Parameter> items,
        boolean required) {
    /** The types of JSON Schema. */
    public enum Type {
        STRING("a text"),
        INTEGER("a whole number"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        ARRAY("a list"),
        OBJECT("an object");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
