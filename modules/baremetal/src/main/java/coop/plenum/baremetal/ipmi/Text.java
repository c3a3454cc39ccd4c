package coop.plenum.baremetal.ipmi;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The "type/length" texts of FRU areas and sensor names: two bits of encoding, then bytes. */
final class Text {
    private static final String BCD_PLUS = "0123456789 -.   ";

    private Text() {}

    /** @param encoding the upper two bits of the type/length byte */
    static String decode(int encoding, Bytes data) {
        byte[] bytes = data.toArray();
        String text = switch (encoding) {
            case 0 -> hex(bytes);
            case 1 -> bcdPlus(bytes);
            case 2 -> sixBit(bytes);
            default -> new String(bytes, StandardCharsets.ISO_8859_1);
        };
        return text.replaceAll("\\p{Cntrl}", "").strip();
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            text.append(String.format(Locale.ROOT, "%02x", value));
        }
        return text.toString();
    }

    private static String bcdPlus(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            text.append(BCD_PLUS.charAt((value & 0xf0) >> 4)).append(BCD_PLUS.charAt(value & 0x0f));
        }
        return text.toString();
    }

    /** Four characters in three bytes, the first in the lowest bits. */
    private static String sixBit(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte value : bytes) {
            bits |= (value & 0xff) << held;
            held += 8;
            while (held >= 6) {
                text.append((char) (0x20 + (bits & 0x3f)));
                bits >>= 6;
                held -= 6;
            }
        }
        return text.toString();
    }
}
