package coop.plenum.core.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.plenum.api.Values;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as it is stored, and the canonical form (RFC 8785) in which it is hashed. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private Json() {}

    /** @throws IllegalArgumentException when the text is no JSON object */
    public static Values read(String text) {
        try {
            Map<String, Object> map = MAPPER.readValue(text, MAP);
            if (map == null) {
                throw new IllegalArgumentException("Not a JSON object: null");
            }
            return Values.of(map);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /** Any JSON: text, number, boolean, list, map or null. */
    public static @Nullable Object readAny(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
        }
    }

    public static String write(Values values) {
        return writeAny(values.asMap());
    }

    public static String writeAny(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON.", e);
        }
    }

    /**
     * The canonical form: members sorted by UTF-16 code units, no white space, equal numbers alike.
     *
     * @throws coop.plenum.api.PlenumException {@code invalid-text} when a text is no Unicode
     */
    public static byte[] canonical(Values values) {
        return CanonicalJson.of(values.asMap()).getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256 of the canonical form in lower-case hex. */
    public static String digest(Values values) {
        return sha256(canonical(values));
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
