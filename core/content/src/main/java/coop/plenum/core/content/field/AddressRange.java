package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;

/**
 * What lies within a network, as columns hold it.
 *
 * @param least the first address
 * @param most the last address
 * @param prefix of the network
 * @param longest the prefix of a network that is one address
 */
public record AddressRange(String least, String most, String prefix, String longest) {
    private static final Field CIDR = Field.of("network", FieldType.CIDR, "network");

    /** @throws InvalidValue when it is no network in CIDR notation */
    public static AddressRange of(Object network) throws InvalidValue {
        String canonical = (String) Codecs.of(FieldType.CIDR).canonical(CIDR, network);
        int slash = canonical.indexOf('/');
        byte[] first = IpAddress.parse(canonical.substring(0, slash));
        if (first == null) {
            throw new IllegalArgumentException("not canonical");
        }
        int prefix = Integer.parseInt(canonical, slash + 1, canonical.length(), 10);
        byte[] last = first.clone();
        for (int bit = prefix; bit < last.length * Byte.SIZE; bit++) {
            last[bit / Byte.SIZE] |= (byte) (0x80 >> (bit % Byte.SIZE));
        }
        return new AddressRange(
                AddressCodec.sortable(first),
                AddressCodec.sortable(last),
                AddressCodec.prefix(prefix),
                AddressCodec.prefix(first.length * Byte.SIZE));
    }

    /** The first network within, this one itself. Shorter prefixes of the same address stand before it. */
    public String leastNetwork() {
        return least + prefix;
    }

    /** The last network within. One that begins inside and not at the start cannot reach beyond the end. */
    public String mostNetwork() {
        return most + longest;
    }
}
