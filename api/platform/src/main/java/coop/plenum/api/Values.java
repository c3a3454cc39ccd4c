package coop.plenum.api;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Named values of the JSON data model: {@code String}, {@code Long}, {@code BigDecimal}, {@code Boolean}, {@code List}
 * and {@code Map<String, ?>} of these. Immutable, in insertion order. Only inside a patch, {@code null} stands for
 * "remove" (RFC 7396); see {@link #of(Map)}.
 *
 * <p>Instants are RFC 3339 strings in UTC, durations ISO 8601 strings, identifiers UUID strings, so that what is stored
 * reads the same in every language.
 */
public final class Values {
    private static final Values EMPTY = new Values(Map.of());

    private final Map<String, @Nullable Object> map;

    private Values(Map<String, @Nullable Object> map) {
        this.map = map;
    }

    public static Values empty() {
        return EMPTY;
    }

    /** A deep, normalized copy: integers become {@code Long}, other numbers {@code BigDecimal}. */
    public static Values of(Map<String, ?> source) {
        return new Values(copy(source));
    }

    public static Values of(String name, Object value) {
        return of(Map.of(name, value));
    }

    public static Builder builder() {
        return new Builder();
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> source) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(source.size() * 2);
        source.forEach((name, value) -> copy.put(String.valueOf(name), normalize(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object normalize(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        if (value instanceof Map<?, ?> nested) {
            return copy(nested);
        }
        if (value instanceof Values nested) {
            return nested.map;
        }
        if (value instanceof Iterable<?> list) {
            java.util.ArrayList<@Nullable Object> copy = new java.util.ArrayList<>();
            list.forEach(element -> copy.add(normalize(element)));
            return Collections.unmodifiableList(copy);
        }
        return value.toString();
    }

    /** The values as an unmodifiable map. */
    public Map<String, @Nullable Object> asMap() {
        return map;
    }

    public boolean isEmpty() {
        return map.isEmpty();
    }

    /** True if the name is present, also with {@code null}. */
    public boolean has(String name) {
        return map.containsKey(name);
    }

    public Optional<Object> get(String name) {
        return Optional.ofNullable(map.get(name));
    }

    public Optional<String> text(String name) {
        return get(name).filter(String.class::isInstance).map(String.class::cast);
    }

    /** @throws PlenumException {@code missing-value} if there is no such text */
    public String requireText(String name) {
        return text(name)
                .orElseThrow(
                        () -> PlenumException.invalid("missing-value", "A text for \"" + name + "\" is required."));
    }

    public OptionalLong integer(String name) {
        return map.get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    public Optional<BigDecimal> decimal(String name) {
        Object value = map.get(name);
        if (value instanceof Long number) {
            return Optional.of(BigDecimal.valueOf(number));
        }
        return value instanceof BigDecimal decimal ? Optional.of(decimal) : Optional.empty();
    }

    public Optional<Boolean> flag(String name) {
        return map.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /** The list under the name, empty if there is none. */
    public List<?> list(String name) {
        return map.get(name) instanceof List<?> list ? list : List.of();
    }

    /** The nested values under the name, empty if there are none. */
    public Values nested(String name) {
        return map.get(name) instanceof Map<?, ?> nested ? new Values(copy(nested)) : EMPTY;
    }

    public void forEach(BiConsumer<String, @Nullable Object> action) {
        map.forEach(action);
    }

    /** These values with the patch applied after RFC 7396 (JSON Merge Patch). */
    public Values merge(Values patch) {
        return new Values(merge(map, patch.map));
    }

    private static Map<String, @Nullable Object> merge(Map<String, @Nullable Object> base, Map<?, ?> patch) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(base);
        patch.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value == null) {
                merged.remove(name);
            } else if (value instanceof Map<?, ?> nested) {
                Map<String, @Nullable Object> before = merged.get(name) instanceof Map<?, ?> map ? copy(map) : Map.of();
                merged.put(name, merge(before, nested));
            } else {
                merged.put(name, value);
            }
        });
        return Collections.unmodifiableMap(merged);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Values values && map.equals(values.map);
    }

    @Override
    public int hashCode() {
        return map.hashCode();
    }

    /** Names only: values may be confidential. */
    @Override
    public String toString() {
        return "Values" + map.keySet();
    }

    /** Whether two values of the JSON data model mean the same: numbers are equal by what they are worth. */
    public static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number && other instanceof Number) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        if (one instanceof List<?> first && other instanceof List<?> second) {
            boolean same = first.size() == second.size();
            for (int i = 0; same && i < first.size(); i++) {
                same = same(first.get(i), second.get(i));
            }
            return same;
        }
        if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
            return first.keySet().equals(second.keySet())
                    && first.keySet().stream().allMatch(name -> same(first.get(name), second.get(name)));
        }
        return Objects.equals(one, other);
    }

    /** Collects values; skips absent ones. Not for use by several threads. */
    public static final class Builder {
        private Map<String, @Nullable Object> map = new LinkedHashMap<>();
        /** Whether the map belongs to values already. Most builders build once, and every row of a list has one. */
        private boolean built;

        private Builder() {}

        /** Sets the value; {@code null} leaves the name out. */
        public Builder put(String name, @Nullable Object value) {
            Objects.requireNonNull(name);
            if (value != null) {
                own().put(name, normalize(value));
            }
            return this;
        }

        public Builder putAll(Values values) {
            own().putAll(values.map);
            return this;
        }

        public Values build() {
            built = true;
            return new Values(Collections.unmodifiableMap(map));
        }

        private Map<String, @Nullable Object> own() {
            if (built) {
                map = new LinkedHashMap<>(map);
                built = false;
            }
            return map;
        }
    }
}
