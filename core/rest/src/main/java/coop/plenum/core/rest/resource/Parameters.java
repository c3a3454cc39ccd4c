package coop.plenum.core.rest.resource;

import coop.plenum.core.rest.json.KebabEnums;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads path and query parameters strictly: {@code total=maybe} is an error, not false. */
public final class Parameters implements ParamConverterProvider {
    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            boolean.class, Parameters::flag,
            UUID.class, Parameters::uuid,
            Instant.class, Instant::parse);

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Function<String, Object> reader = type.isEnum() ? text -> constant(type, text) : READERS.get(type);
        return reader == null
                ? null
                : new Strict<>(reader, Optional.<Object>of(false).filter(no -> type == boolean.class));
    }

    private static Object flag(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException(text);
    }

    /** UUID.fromString takes much that is none. */
    private static Object uuid(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(text);
        }
        return id;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the type is an enum; its own type variable cannot be named here
    private static Object constant(Class<?> type, String text) {
        Object constant = KebabEnums.find((Class) type, text);
        if (constant == null) {
            throw new IllegalArgumentException(text);
        }
        return constant;
    }

    /** @param absent what stands for no value, where a method takes a primitive and so cannot take null */
    private record Strict<T>(Function<String, Object> reader, Optional<Object> absent) implements ParamConverter<T> {
        @Override
        @SuppressWarnings("unchecked") // readers are kept under the type they give
        public @Nullable T fromString(@Nullable String value) {
            if (value == null) {
                return (T) absent.orElse(null);
            }
            try {
                return (T) reader.apply(value);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(value, e);
            }
        }

        @Override
        public String toString(T value) {
            return value instanceof Enum<?> constant ? KebabEnums.name(constant) : String.valueOf(value);
        }
    }
}
