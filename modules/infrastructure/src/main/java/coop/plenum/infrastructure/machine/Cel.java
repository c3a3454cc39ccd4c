package coop.plenum.infrastructure.machine;

import java.util.ArrayList;
import java.util.List;

/** Divides values among filters. */
final class Cel {
    private Cel() {}

    /** Written values, as many at a time as a filter can hold. */
    static List<List<String>> portions(List<String> quoted, int longest) {
        List<List<String>> portions = new ArrayList<>();
        List<String> portion = new ArrayList<>();
        int length = 0;
        for (String value : quoted) {
            if (!portion.isEmpty() && (length + value.length() + 2 > longest || portion.size() >= 500)) {
                portions.add(List.copyOf(portion));
                portion.clear();
                length = 0;
            }
            portion.add(value);
            length += value.length() + 2;
        }
        if (!portion.isEmpty()) {
            portions.add(List.copyOf(portion));
        }
        return portions;
    }
}
