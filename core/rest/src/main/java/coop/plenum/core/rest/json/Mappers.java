package coop.plenum.core.rest.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Makes the JSON mapper: camelCase, RFC 3339, no nulls, enums as words; strict about what comes in. */
public final class Mappers {
    private Mappers() {}

    /** Each application has a mapper of its own, whose caches go away with it and the classes they hold. */
    public static ObjectMapper create() {
        SimpleModule types = new SimpleModule("plenum");
        types.addSerializer(Instant.class, new InstantSerializer());
        types.addDeserializer(Instant.class, new InstantDeserializer());
        types.addSerializer(Duration.class, new DurationSerializer());
        types.addDeserializer(Duration.class, new DurationDeserializer());
        types.addSerializer(Values.class, new ValuesJson.Serializer());
        types.addDeserializer(Values.class, new ValuesJson.Deserializer());
        types.addDeserializer(Object.class, new ValuesJson.AnyDeserializer());
        types.addSerializer(Item.class, new ItemJson());
        KebabEnums.register(types);
        JsonMapper mapper = JsonMapper.builder()
                .typeFactory(TypeFactory.defaultInstance()
                        .withCache((LookupCache<Object, JavaType>) new LRUMap<Object, JavaType>(32, 256)))
                .annotationIntrospector(new JacksonAnnotationIntrospector())
                .addModules(new Jdk8Module(), types)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .build();
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);
        return mapper;
    }

    private static final class InstantSerializer extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }

    private static final class InstantDeserializer extends JsonDeserializer<Instant> {
        @Override
        public @Nullable Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString("");
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "a time in RFC 3339");
            }
        }
    }

    private static final class DurationSerializer extends JsonSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }

    private static final class DurationDeserializer extends JsonDeserializer<Duration> {
        @Override
        public @Nullable Duration deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString("");
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException | ArithmeticException e) {
                return (Duration) context.handleWeirdStringValue(Duration.class, text, "a duration in ISO 8601");
            }
        }
    }
}
