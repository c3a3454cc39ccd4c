package coop.plenum.core.rest.openapi;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.plenum.api.Values;
import coop.plenum.core.rest.json.KebabEnums;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** JSON Schema 2020-12 of Java types as they are written; records become components. */
final class Schemas {
    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, long.class, short.class, Integer.class, Long.class, Short.class, OptionalLong.class);

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final ObjectNode components;
    private final String prefix;

    /** @param prefix of the names of records of a module; empty for the core */
    Schemas(ObjectNode components, String prefix) {
        this.components = components;
        this.prefix = prefix;
    }

    ObjectNode of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        return type instanceof Class<?> plain ? ofClass(plain) : json.objectNode();
    }

    private ObjectNode ofGeneric(ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        Class<?> raw = (Class<?>) generic.getRawType();
        if (raw == Optional.class) {
            return of(arguments[0]);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return array(of(arguments[0]));
        }
        if (Map.class.isAssignableFrom(raw)) {
            ObjectNode schema = typed("object");
            schema.set("additionalProperties", of(arguments[1]));
            return schema;
        }
        return ofClass(raw);
    }

    private ObjectNode ofClass(Class<?> type) {
        if (type.isEnum()) {
            ArrayNode names = json.arrayNode();
            for (Object constant : type.getEnumConstants()) {
                names.add(KebabEnums.name((Enum<?>) constant));
            }
            ObjectNode schema = typed("string");
            schema.set("enum", names);
            return schema;
        }
        if (type.isRecord()) {
            return reference(type);
        }
        return scalar(type);
    }

    private ObjectNode scalar(Class<?> type) {
        if (type == String.class) {
            return typed("string");
        } else if (type == UUID.class) {
            return formatted("uuid");
        } else if (type == Instant.class) {
            return formatted("date-time");
        } else if (type == Duration.class) {
            return formatted("duration");
        } else if (type == URI.class) {
            return formatted("uri");
        } else if (type == char[].class) {
            return formatted("password").put("writeOnly", true);
        } else if (type == byte[].class) {
            return typed("string").put("contentEncoding", "base64");
        } else if (type == boolean.class || type == Boolean.class) {
            return typed("boolean");
        } else if (WHOLE.contains(type)) {
            return typed("integer");
        } else if (type == double.class || type == float.class || Number.class.isAssignableFrom(type)) {
            return typed("number");
        } else if (type == Values.class || Map.class.isAssignableFrom(type)) {
            return typed("object");
        }
        return type.isArray() ? array(of(type.getComponentType())) : json.objectNode();
    }

    ObjectNode array(ObjectNode element) {
        ObjectNode schema = typed("array");
        schema.set("items", element);
        return schema;
    }

    private ObjectNode typed(String name) {
        return json.objectNode().put("type", name);
    }

    private ObjectNode formatted(String format) {
        return typed("string").put("format", format);
    }

    private ObjectNode reference(Class<?> type) {
        String name = name(type);
        if (!components.has(name)) {
            // Set before its members are read, for records that contain themselves.
            ObjectNode schema = typed("object");
            components.set(name, schema);
            describe(type, schema);
        }
        return json.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private void describe(Class<?> type, ObjectNode schema) {
        ObjectNode properties = json.objectNode();
        ArrayNode required = json.arrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean raw = component.getAccessor().isAnnotationPresent(JsonRawValue.class);
            properties.set(component.getName(), raw ? typed("object") : of(component.getGenericType()));
            if (alwaysThere(component.getType())) {
                required.add(component.getName());
            }
        }
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    /** Collections may be left out of requests and may be left out of answers when empty. */
    private static boolean alwaysThere(Class<?> type) {
        return type != Optional.class
                && type != OptionalLong.class
                && type != Values.class
                && type != BigDecimal.class
                && !Map.class.isAssignableFrom(type)
                && !Collection.class.isAssignableFrom(type);
    }

    private String name(Class<?> type) {
        boolean ours = type.getName().startsWith("coop.plenum.api.");
        String simple = type.getSimpleName();
        Class<?> outer = type.getEnclosingClass();
        if (outer != null) {
            simple = outer.getSimpleName().replaceFirst("Resource$", "") + simple;
        }
        return ours ? simple : prefix + simple;
    }
}
