package coop.plenum.core.rest.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.CharConversionException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes bodies as JSON. An absent body counts as an empty object. */
public final class JsonProvider implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    private static final byte[] EMPTY = {'{', '}'};

    private final ObjectMapper mapper = Mappers.create().addHandler(new InputErrors.UnknownMembers());
    private final RequiredMembers required = new RequiredMembers();

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return ours(type) && (json(mediaType) || ((type.isRecord() || type == Map.class) && unspecified(mediaType)));
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return ours(type) && (json(mediaType) || mediaType.isWildcardSubtype());
    }

    private static boolean ours(Class<?> type) {
        return type != String.class
                && type != byte[].class
                && !InputStream.class.isAssignableFrom(type)
                && !Reader.class.isAssignableFrom(type)
                && !File.class.isAssignableFrom(type)
                && !StreamingOutput.class.isAssignableFrom(type);
    }

    private static boolean json(MediaType type) {
        String subtype = type.getSubtype();
        return subtype.equals("json") || subtype.endsWith("+json");
    }

    private static boolean unspecified(MediaType type) {
        return type.isWildcardType() || type.equals(MediaType.APPLICATION_OCTET_STREAM_TYPE);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream in)
            throws IOException {
        byte[] body = in.readAllBytes();
        if (body.length == 0) {
            body = EMPTY;
        }
        refuseNul(body);
        List<Violation> violations = new ArrayList<>();
        Object value = parse(body, genericType, violations);
        if (value == null) {
            throw PlenumException.invalid("invalid-input", "The body must be an object, not null.");
        }
        violations.addAll(required.missing(value));
        if (!violations.isEmpty()) {
            throw InputErrors.invalid(violations);
        }
        return value;
    }

    private @Nullable Object parse(byte[] body, Type type, List<Violation> violations) throws IOException {
        ObjectReader reader =
                mapper.readerFor(mapper.constructType(type)).withAttribute(InputErrors.COLLECTED, violations);
        try {
            return reader.readValue(body);
        } catch (JsonMappingException e) {
            throw InputErrors.mismatch(e, violations);
        } catch (JsonProcessingException e) {
            throw InputErrors.malformed(e);
        } catch (CharConversionException e) {
            throw PlenumException.invalid("malformed-json", "The body is not UTF-8.");
        }
    }

    /** No database text holds U+0000. */
    private static void refuseNul(byte[] body) {
        for (int i = 0; i + 5 < body.length; i++) {
            if (body[i] == '\\') {
                if (body[i + 1] == 'u'
                        && body[i + 2] == '0'
                        && body[i + 3] == '0'
                        && body[i + 4] == '0'
                        && body[i + 5] == '0') {
                    throw PlenumException.invalid(
                            "malformed-json", "The body holds the character U+0000 at byte " + i + ". Leave it out.");
                }
                i++;
            }
        }
    }

    @Override
    public void writeTo(
            Object entity,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        try (JsonGenerator json = mapper.getFactory().createGenerator(out, JsonEncoding.UTF8)) {
            // A flush would begin the answer before its length is known.
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            if (entity instanceof Sparse sparse) {
                mapper.writeValue(
                        new FilteringGeneratorDelegate(
                                json, sparse.filter(), TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true),
                        sparse.entity());
            } else {
                mapper.writeValue(json, entity);
            }
        }
    }
}
