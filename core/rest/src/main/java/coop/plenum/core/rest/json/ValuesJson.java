package coop.plenum.core.rest.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import coop.plenum.api.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link Values} straight from the parser and straight to the generator. */
public final class ValuesJson {
    /** A number such as 1e999999999 is short as text and endless once written out. */
    private static final int MAX_SCALE = 400;

    private ValuesJson() {}

    static final class Serializer extends JsonSerializer<Values> {
        @Override
        public void serialize(Values values, JsonGenerator json, SerializerProvider provider) throws IOException {
            write(json, values.asMap());
        }
    }

    static final class Deserializer extends JsonDeserializer<Values> {
        @Override
        public Values deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                context.handleUnexpectedToken(Values.class, json);
            }
            return Values.of(object(json, context));
        }
    }

    /** Values without a declared type, as modules read them into maps. */
    static final class AnyDeserializer extends JsonDeserializer<Object> {
        @Override
        public @Nullable Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return any(json, context);
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser json, DeserializationContext context)
            throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            map.put(name, any(json, context));
        }
        return map;
    }

    private static @Nullable Object any(JsonParser json, DeserializationContext context) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json, context);
            case START_ARRAY -> array(json, context);
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json, context);
            default -> null;
        };
    }

    private static List<@Nullable Object> array(JsonParser json, DeserializationContext context) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(any(json, context));
        }
        return list;
    }

    private static Object number(JsonParser json, DeserializationContext context) throws IOException {
        JsonParser.NumberType type = json.getNumberType();
        if (type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG) {
            return json.getLongValue();
        }
        BigDecimal decimal = json.getDecimalValue();
        if (Math.abs((long) decimal.scale()) > MAX_SCALE || decimal.precision() > MAX_SCALE) {
            return context.handleWeirdNumberValue(BigDecimal.class, 0, "a number of fewer digits");
        }
        return decimal;
    }

    /** Any value of the JSON data model. */
    static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else {
            json.writeString(value.toString());
        }
    }
}
