package coop.plenum.infrastructure.change;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One text for equal values, to be hashed: names in order, no space, numbers without trailing zeros. */
public final class CanonicalJson {
    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /** In characters. */
    public static int length(Map<String, ?> values) {
        CanonicalJson json = new CanonicalJson();
        json.write(values);
        return json.text.length();
    }

    /** SHA-256 in lower-case hex. */
    public static String digest(Map<String, ?> values) {
        CanonicalJson json = new CanonicalJson();
        json.write(values);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(json.text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private void write(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put(String.valueOf(name), member));
            char next = '{';
            for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
                text.append(next);
                quote(member.getKey());
                text.append(':');
                write(member.getValue());
                next = ',';
            }
            text.append(next == '{' ? "{}" : "}");
        } else if (value instanceof Iterable<?> list) {
            char next = '[';
            for (Object element : list) {
                text.append(next);
                write(element);
                next = ',';
            }
            text.append(next == '[' ? "[]" : "]");
        } else if (value instanceof BigDecimal decimal) {
            text.append(decimal.stripTrailingZeros().toPlainString());
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            quote(value.toString());
        }
    }

    private void quote(String string) {
        text.append('"');
        string.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c < 0x20) {
                text.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                text.append((char) c);
            }
        });
        text.append('"');
    }
}
