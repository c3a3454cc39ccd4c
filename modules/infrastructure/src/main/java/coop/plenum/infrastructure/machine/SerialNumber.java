package coop.plenum.infrastructure.machine;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The number that a maker gives a machine. Another maker may give the same one. */
final class SerialNumber {
    private static final int SHORTEST = 5;
    private static final Set<String> PLACEHOLDERS = Set.of(
            "to be filled by o.e.m.",
            "to be filled by oem",
            "default string",
            "system serial number",
            "chassis serial number",
            "base board serial number",
            "serial number",
            "not specified",
            "not applicable",
            "not available",
            "not present",
            "unknown",
            "invalid",
            "empty",
            "blank",
            "default",
            "123456789abc",
            "1234567890ab",
            "1234abcd",
            "sernum0");
    private static final String COUNTED = "01234567890123456789012345678901234567890123456789";

    private SerialNumber() {}

    /** Empty for what makers leave in their boards when they give none. */
    static Optional<String> meant(String told) {
        String lower = told.toLowerCase(Locale.ROOT);
        boolean written = told.equals(told.strip()) && told.length() >= SHORTEST;
        boolean placeholder = PLACEHOLDERS.contains(lower)
                || COUNTED.contains(lower)
                || lower.chars().distinct().count() < 2;
        return written && !placeholder ? Optional.of(told) : Optional.empty();
    }
}
