package coop.plenum.core.rest.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Items are what lists are made of, so they go straight to the generator. */
final class ItemJson extends JsonSerializer<Item> {
    @Override
    public void serialize(Item item, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", item.id().toString());
        json.writeStringField("type", item.type());
        json.writeStringField("space", item.space().toString());
        json.writeStringField("title", item.title());
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : item.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeStringField("state", KebabEnums.name(item.state()));
        json.writeFieldName("values");
        ValuesJson.write(json, item.values().asMap());
        if (!item.desired().isEmpty()) {
            json.writeFieldName("desired");
            ValuesJson.write(json, item.desired().asMap());
        }
        if (item.management().isPresent()) {
            json.writeFieldName("management");
            write(json, item.management().get());
        }
        json.writeNumberField("revision", item.revision());
        json.writeStringField("createdAt", Times.text(item.createdAt()));
        json.writeStringField("updatedAt", Times.text(item.updatedAt()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Management management) throws IOException {
        json.writeStartObject();
        json.writeStringField("connection", management.connection().toString());
        if (management.externalId().isPresent()) {
            json.writeStringField("externalId", management.externalId().get());
        }
        json.writeBooleanField("managed", management.managed());
        write(json, "observedAt", management.observedAt());
        write(json, "vanishedAt", management.vanishedAt());
        json.writeArrayFieldStart("drift");
        for (String field : management.drift()) {
            json.writeString(field);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Optional<Instant> time) throws IOException {
        if (time.isPresent()) {
            json.writeStringField(name, Times.text(time.get()));
        }
    }
}
