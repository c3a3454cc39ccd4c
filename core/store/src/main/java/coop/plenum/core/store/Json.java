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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
            return Values.of(MAPPER.readValue(text, MAP));
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

    /** The canonical form: members sorted by UTF-16 code units, no white space. Fractions are written as plain decimals. */
    public static byte[] canonical(Values values) {
        return writeAny(sorted(values.asMap())).getBytes(StandardCharsets.UTF_8);
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

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put(String.valueOf(name), sorted(member)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::sorted).toList();
        }
        if (value instanceof java.math.BigDecimal decimal) {
            return new java.math.BigDecimal(decimal.stripTrailingZeros().toPlainString());
        }
        return value;
    }
}
