package coop.plenum.core.rest.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.State;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Items are what lists are made of, so they go straight to the generator. */
final class ItemJson extends JsonSerializer<Item> {
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString SPACE = new SerializedString("space");
    private static final SerializableString TITLE = new SerializedString("title");
    private static final SerializableString LABELS = new SerializedString("labels");
    private static final SerializableString STATE = new SerializedString("state");
    private static final SerializableString VALUES = new SerializedString("values");
    private static final SerializableString DESIRED = new SerializedString("desired");
    private static final SerializableString MANAGEMENT = new SerializedString("management");
    private static final SerializableString REVISION = new SerializedString("revision");
    private static final SerializableString CREATED_AT = new SerializedString("createdAt");
    private static final SerializableString UPDATED_AT = new SerializedString("updatedAt");

    private static final Map<State, Ascii> STATES = states();

    private static Map<State, Ascii> states() {
        Map<State, Ascii> states = new EnumMap<>(State.class);
        for (State state : State.values()) {
            states.put(state, Ascii.of(state));
        }
        return states;
    }

    @Override
    public void serialize(Item item, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        write(json, ID, Ascii.of(item.id()));
        write(json, TYPE, item.type());
        write(json, SPACE, Ascii.of(item.space()));
        write(json, TITLE, item.title());
        json.writeFieldName(LABELS);
        json.writeStartObject();
        for (Map.Entry<String, String> label : item.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        write(json, STATE, STATES.get(item.state()));
        json.writeFieldName(VALUES);
        ValuesJson.write(json, item.values().asMap());
        if (!item.desired().isEmpty()) {
            json.writeFieldName(DESIRED);
            ValuesJson.write(json, item.desired().asMap());
        }
        if (item.management().isPresent()) {
            json.writeFieldName(MANAGEMENT);
            write(json, item.management().get());
        }
        json.writeFieldName(REVISION);
        json.writeNumber(item.revision());
        write(json, CREATED_AT, Ascii.of(item.createdAt()));
        write(json, UPDATED_AT, Ascii.of(item.updatedAt()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SerializableString name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
    }

    private static void write(JsonGenerator json, SerializableString name, Ascii value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
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
