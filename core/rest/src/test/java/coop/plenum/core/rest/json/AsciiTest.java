package coop.plenum.core.rest.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import coop.plenum.api.content.State;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Texts that need no look at their characters")
class AsciiTest {
    /** So many that they pass the end of the generator's buffer of 8,000 bytes at different places. */
    private static final int MANY = 3_000;

    @Test
    @DisplayName("come out as other texts do, also at the end of a buffer")
    void bytes() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            write(json);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected());
    }

    @Test
    @DisplayName("come out the same where characters are written")
    void characters() throws Exception {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            write(json);
        }
        assertThat(out.toString()).isEqualTo(expected());
    }

    private static void write(JsonGenerator json) throws Exception {
        json.writeStartArray();
        for (int i = 0; i < MANY; i++) {
            json.writeString(Ascii.of(new UUID(i, -i)));
            json.writeString(Ascii.of(State.PUBLISHED));
            json.writeString(Ascii.of(Instant.ofEpochSecond(i)));
        }
        json.writeEndArray();
    }

    private static String expected() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < MANY; i++) {
            text.append(i == 0 ? "\"" : ",\"")
                    .append(new UUID(i, -i))
                    .append("\",\"published\",\"")
                    .append(Instant.ofEpochSecond(i))
                    .append('"');
        }
        return text.append(']').toString();
    }
}
