package coop.plenum.core.content.field;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses between text and bytes, without a look at any name service; texts come out after RFC 5952. */
public final class IpAddress {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int GROUPS = 8;

    private IpAddress() {}

    /** Null when it is none. */
    public static byte @Nullable [] parse(String text) {
        return text.indexOf(':') < 0 ? four(text) : six(text);
    }

    private static byte @Nullable [] four(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!DECIMAL.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static byte @Nullable [] six(String text) {
        int gap = text.indexOf("::");
        byte[] front = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        byte[] back = groups(gap < 0 ? "" : text.substring(gap + 2), true);
        if (front == null || back == null) {
            return null;
        }
        int length = front.length + back.length;
        if (gap < 0 ? length != 2 * GROUPS : length > 2 * (GROUPS - 1)) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(front, 2 * GROUPS);
        System.arraycopy(back, 0, bytes, bytes.length - back.length, back.length);
        return bytes;
    }

    /** @param last whether the text ends the address, where an IPv4 address may stand */
    private static byte @Nullable [] groups(String text, boolean last) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] tail = last && parts[parts.length - 1].indexOf('.') > 0 ? four(parts[parts.length - 1]) : new byte[0];
        if (tail == null || parts.length > GROUPS) {
            return null;
        }
        int count = tail.length == 0 ? parts.length : parts.length - 1;
        byte[] bytes = new byte[2 * count + tail.length];
        for (int i = 0; i < count; i++) {
            if (!HEXADECIMAL.matcher(parts[i]).matches()) {
                return null;
            }
            int group = Integer.parseInt(parts[i], 16);
            bytes[2 * i] = (byte) (group >> 8);
            bytes[2 * i + 1] = (byte) group;
        }
        System.arraycopy(tail, 0, bytes, 2 * count, tail.length);
        return bytes;
    }

    public static String format(byte[] bytes) {
        return bytes.length == 4
                ? (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff)
                : formatSix(bytes);
    }

    private static String formatSix(byte[] bytes) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && group(bytes, i + run) == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(bytes, i)));
        }
        return text.toString();
    }

    private static int group(byte[] bytes, int index) {
        return ((bytes[2 * index] & 0xff) << 8) | (bytes[2 * index + 1] & 0xff);
    }
}
