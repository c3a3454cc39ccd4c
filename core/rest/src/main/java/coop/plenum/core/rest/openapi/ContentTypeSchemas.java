package coop.plenum.core.rest.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import java.util.List;

/** JSON Schema 2020-12 of the values of a content type. */
final class ContentTypeSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ContentTypeSchemas() {}

    static ObjectNode of(ContentType type) {
        ObjectNode schema = typed("object").put("title", type.label());
        schema.put("x-plenum-type", type.name()).put("x-plenum-schema-version", type.schemaVersion());
        ObjectNode properties = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        for (Field field : type.fields()) {
            properties.set(field.name(), of(field));
            if (field.is(Field.Flag.REQUIRED) && field.settable()) {
                required.add(field.name());
            }
        }
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode of(Field field) {
        ObjectNode value = value(field);
        ObjectNode schema = value;
        if (field.is(Field.Flag.MULTIPLE)) {
            schema = typed("array");
            schema.set("items", value);
        }
        schema.put("title", field.label());
        if (!field.help().isEmpty()) {
            schema.put("description", field.help());
        }
        if (!field.settable()) {
            schema.put("readOnly", true);
        }
        return schema;
    }

    private static ObjectNode value(Field field) {
        return switch (field.type()) {
            case STRING -> typed("string").put("maxLength", 1024);
            case TEXT -> typed("string").put("contentMediaType", "text/markdown");
            case INTEGER -> typed("integer").put("format", "int64");
            case DECIMAL -> typed("number");
            case QUANTITY -> typed("number").put("x-plenum-unit", field.unit());
            case BOOLEAN -> typed("boolean");
            case DATE_TIME -> formatted("date-time");
            case DURATION -> formatted("duration");
            case ENUM -> enumeration(field.options());
            case IP_ADDRESS -> ip();
            case CIDR -> formatted("cidr");
            case MAC -> typed("string").put("pattern", "^([0-9a-f]{2}:){5}[0-9a-f]{2}$");
            case URL -> formatted("uri");
            case JSON -> JSON.objectNode();
            case LABELS -> labels();
            case REFERENCE -> reference(field.options());
            case SECRET -> typed("string").put("pattern", "^secret:").put("writeOnly", true);
        };
    }

    private static ObjectNode typed(String name) {
        return JSON.objectNode().put("type", name);
    }

    private static ObjectNode formatted(String format) {
        return typed("string").put("format", format);
    }

    private static ObjectNode enumeration(List<String> options) {
        ObjectNode schema = typed("string");
        options.forEach(schema.putArray("enum")::add);
        return schema;
    }

    private static ObjectNode ip() {
        ObjectNode schema = typed("string");
        schema.putArray("anyOf")
                .add(JSON.objectNode().put("format", "ipv4"))
                .add(JSON.objectNode().put("format", "ipv6"));
        return schema;
    }

    private static ObjectNode labels() {
        ObjectNode schema = typed("object");
        schema.set("additionalProperties", typed("string"));
        return schema;
    }

    private static ObjectNode reference(List<String> types) {
        ObjectNode schema = formatted("uuid");
        types.forEach(schema.putArray("x-plenum-references")::add);
        return schema;
    }
}
