package coop.plenum.core.content.field;

import coop.plenum.api.PlenumException;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.secret.SecretRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The codec of each field type. */
public final class Codecs {
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern SECRET = Pattern.compile("secret:[0-9a-f-]{36}#[1-9][0-9]{0,8}");
    private static final Map<FieldType, FieldCodec> ALL = all();

    private Codecs() {}

    public static FieldCodec of(FieldType type) {
        FieldCodec codec = ALL.get(type);
        if (codec == null) {
            throw new IllegalArgumentException(type.name());
        }
        return codec;
    }

    /** One line of text as in a base column. */
    public static FieldCodec line(int most) {
        return TextCodec.line(most, TextCodec::singleLine);
    }

    private static Map<FieldType, FieldCodec> all() {
        Map<FieldType, FieldCodec> all = new EnumMap<>(FieldType.class);
        all.put(FieldType.STRING, TextCodec.line(1024, TextCodec::singleLine));
        all.put(FieldType.TEXT, TextCodec.body(1 << 20));
        all.put(FieldType.INTEGER, new IntegerCodec());
        all.put(FieldType.DECIMAL, new NumberCodec());
        all.put(FieldType.BOOLEAN, new BooleanCodec());
        all.put(FieldType.DATE_TIME, new InstantCodec());
        all.put(FieldType.DURATION, new DurationCodec());
        all.put(FieldType.ENUM, TextCodec.line(100, TextCodec::option));
        all.put(FieldType.QUANTITY, new NumberCodec());
        all.put(FieldType.IP_ADDRESS, new AddressCodec(false));
        all.put(FieldType.CIDR, new AddressCodec(true));
        all.put(FieldType.MAC, TextCodec.line(17, Codecs::mac));
        all.put(FieldType.URL, TextCodec.line(2048, Codecs::url));
        all.put(FieldType.JSON, new JsonCodec(false));
        all.put(FieldType.LABELS, new JsonCodec(true));
        all.put(FieldType.REFERENCE, new UuidCodec());
        all.put(FieldType.SECRET, new SecretCodec(TextCodec.line(60, Codecs::secret)));
        return all;
    }

    private static String mac(Field field, String text) throws InvalidValue {
        String canonical = text.toLowerCase(Locale.ROOT).replace('-', ':');
        if (!MAC.matcher(canonical).matches()) {
            throw new InvalidValue("A MAC address is expected, such as 52:54:00:12:34:56.");
        }
        return canonical;
    }

    private static String url(Field field, String text) throws InvalidValue {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            if (scheme != null && (uri.getHost() != null || uri.isOpaque())) {
                if (uri.getRawUserInfo() != null && uri.getRawUserInfo().indexOf(':') >= 0) {
                    throw new InvalidValue("A password does not belong into a URL; use a secret field.");
                }
                return scheme.toLowerCase(Locale.ROOT) + text.substring(scheme.length());
            }
        } catch (URISyntaxException e) {
            // falls through: whatever the reason, it is no URL
        }
        throw new InvalidValue("A whole URL is expected, such as https://example.org/path.");
    }

    private static String secret(Field field, String text) throws InvalidValue {
        try {
            if (SECRET.matcher(text).matches()) {
                return SecretRef.parse(text).toString();
            }
        } catch (PlenumException e) {
            // falls through; the message must not repeat the text, which may be the secret itself
        }
        throw new InvalidValue("A reference to a stored secret is expected: secret:<id>#<version>.");
    }
}
