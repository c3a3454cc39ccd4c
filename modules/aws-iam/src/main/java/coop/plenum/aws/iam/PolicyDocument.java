package coop.plenum.aws.iam;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.Faults;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** Policy documents: IAM has them as text that is encoded as in an address, content types as JSON. */
final class PolicyDocument {
    private PolicyDocument() {}

    /** What IAM tells, as JSON; nothing where it is none. */
    static @Nullable Object read(@Nullable String encoded) {
        if (encoded == null) {
            return null;
        }
        try {
            return value(JsonNode.parser().parse(URLDecoder.decode(encoded, StandardCharsets.UTF_8)));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            node.asObject().forEach((name, member) -> {
                Object value = value(member);
                if (value != null) {
                    members.put(name, value);
                }
            });
            return members;
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            node.asArray().forEach(element -> {
                Object value = value(element);
                if (value != null) {
                    elements.add(value);
                }
            });
            return elements;
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isNumber()) {
            return new BigDecimal(node.asNumber());
        }
        return node.isNull() ? null : node.asString();
    }

    /** As IAM takes it. */
    static String write(@Nullable Object json) throws ProviderException {
        if (!(json instanceof Map)) {
            throw Faults.user(
                    "trustPolicy", "A policy document is a JSON object, with Version and Statement among its members.");
        }
        JsonWriter writer = JsonWriter.create();
        write(writer, json);
        return new String(writer.getBytes(), StandardCharsets.UTF_8);
    }

    private static void write(JsonWriter writer, @Nullable Object json) {
        if (json instanceof Map<?, ?> members) {
            writer.writeStartObject();
            members.forEach((name, member) -> {
                writer.writeFieldName(String.valueOf(name));
                write(writer, member);
            });
            writer.writeEndObject();
        } else if (json instanceof List<?> elements) {
            writer.writeStartArray();
            elements.forEach(element -> write(writer, element));
            writer.writeEndArray();
        } else if (json instanceof Boolean flag) {
            writer.writeValue(flag.booleanValue());
        } else if (json instanceof Number number) {
            writer.writeNumber(number.toString());
        } else if (json == null) {
            writer.writeNull();
        } else {
            writer.writeValue(String.valueOf(json));
        }
    }
}
