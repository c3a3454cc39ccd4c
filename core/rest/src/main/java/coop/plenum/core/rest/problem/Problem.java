package coop.plenum.core.rest.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import coop.plenum.api.PlenumException.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A problem detail (RFC 9457).
 *
 * @param code stable, kebab-case; the last part of the type URI
 * @param detail what is wrong, where, and what to do
 * @param errors each thing that is wrong with the input
 * @param headers to be sent with it
 */
public record Problem(int status, String code, String detail, List<Violation> errors, Map<String, String> headers) {
    public static final String MEDIA_TYPE = "application/problem+json";
    /** Start of each type URI; the page behind it says what to do. */
    public static final String TYPE_PREFIX = "https://plenum.coop/problems/";

    private static final JsonFactory JSON = new JsonFactory();

    public Problem(int status, String code, String detail) {
        this(status, code, detail, List.of(), Map.of());
    }

    /** The code as words: {@code stale-revision} becomes "Stale revision". */
    public String title() {
        String words = code.replace('-', ' ');
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    public byte[] json(String correlation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", TYPE_PREFIX + code);
            json.writeStringField("title", title());
            json.writeNumberField("status", status);
            json.writeStringField("code", code);
            json.writeStringField("detail", detail);
            if (!errors.isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (Violation error : errors) {
                    json.writeStartObject();
                    json.writeStringField("pointer", error.pointer());
                    json.writeStringField("code", error.code());
                    json.writeStringField("message", error.message());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeStringField("correlation", correlation);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
