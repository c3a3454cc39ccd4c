package coop.plenum.core.access.credential;

import java.util.Arrays;

/** Groups addresses by who can choose them: one IPv4 address, or a /64 of IPv6, of which every line has a whole one. */
final class Addresses {
    private static final int LONGEST = 64;

    private Addresses() {}

    static String group(String address) {
        String text = address.length() > LONGEST ? address.substring(0, LONGEST) : address;
        if (text.indexOf(':') < 0 || text.indexOf('.') >= 0) {
            return text;
        }
        int zone = text.indexOf('%');
        String[] halves = (zone < 0 ? text : text.substring(0, zone)).split("::", 2);
        String[] front = groups(halves[0]);
        String[] back = halves.length == 2 ? groups(halves[1]) : new String[0];
        String[] all = new String[8];
        Arrays.fill(all, "0");
        System.arraycopy(front, 0, all, 0, Math.min(front.length, 8));
        int from = Math.max(0, 8 - back.length);
        System.arraycopy(back, 0, all, from, Math.min(back.length, 8));
        return String.join(":", Arrays.asList(all).subList(0, 4)) + "::/64";
    }

    private static String[] groups(String half) {
        return half.isEmpty() ? new String[0] : half.split(":", 9);
    }
}
