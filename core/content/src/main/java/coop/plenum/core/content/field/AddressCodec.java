package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses and networks. The column holds hexadecimal digits after the family's, so that its order is that of the
 * addresses: IPv4 first, 10.0.0.9 before 10.0.0.10.
 */
final class AddressCodec implements FieldCodec {
    private static final HexFormat HEX = HexFormat.of();

    private final boolean network;

    AddressCodec(boolean network) {
        this.network = network;
    }

    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        if (!(value instanceof String text)) {
            throw new InvalidValue("A text is expected.");
        }
        return network ? network(text) : IpAddress.format(address(text));
    }

    private static byte[] address(String text) throws InvalidValue {
        byte[] bytes = IpAddress.parse(text);
        if (bytes == null) {
            throw new InvalidValue("An IPv4 or IPv6 address is expected, such as 192.0.2.1 or 2001:db8::1.");
        }
        return bytes;
    }

    private static String network(String text) throws InvalidValue {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
            throw new InvalidValue("A network in CIDR notation is expected, such as 192.0.2.0/24.");
        }
        byte[] bytes = address(text.substring(0, slash));
        int length = Integer.parseInt(text, slash + 1, text.length(), 10);
        if (length > bytes.length * 8) {
            throw new InvalidValue("The prefix is longer than the address.");
        }
        for (int bit = length; bit < bytes.length * 8; bit++) {
            if (((bytes[bit / 8] >> (7 - bit % 8)) & 1) != 0) {
                throw new InvalidValue("The address has bits set after its prefix of " + length + " bits.");
            }
        }
        return IpAddress.format(bytes) + "/" + length;
    }

    @Override
    public String column(Dialect dialect) {
        return "VARCHAR(40)" + TextCodec.collation(dialect);
    }

    @Override
    public Object toColumn(Object canonical) {
        String text = (String) canonical;
        int slash = text.indexOf('/');
        byte[] bytes = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (bytes == null) {
            throw new IllegalArgumentException("not canonical");
        }
        return slash < 0 ? sortable(bytes) : sortable(bytes) + prefix(Integer.parseInt(text.substring(slash + 1)));
    }

    static String sortable(byte[] address) {
        return (address.length == 4 ? "4" : "6") + HEX.formatHex(address);
    }

    static String prefix(int length) {
        return String.format(Locale.ROOT, "/%03d", length);
    }

    /** As in a column, so that those of a network stand together. */
    @Override
    public String element(Object canonical) {
        return toColumn(canonical).toString();
    }

    @Override
    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        String stored = row.textOrNull(column);
        if (stored == null) {
            return null;
        }
        int slash = stored.indexOf('/');
        String address = IpAddress.format(HEX.parseHex(stored, 1, slash < 0 ? stored.length() : slash));
        return slash < 0 ? address : address + "/" + Integer.parseInt(stored.substring(slash + 1));
    }

    @Override
    public Object lowest() {
        return "";
    }
}
