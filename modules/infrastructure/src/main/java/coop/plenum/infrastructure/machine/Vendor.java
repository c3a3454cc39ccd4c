package coop.plenum.infrastructure.machine;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makers, which firmware and management controllers write in ways of their own. */
final class Vendor {
    /** What says nothing about whose machine it is. */
    private static final Set<String> FILLERS = Set.of(
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "co",
            "company",
            "ltd",
            "limited",
            "llc",
            "gmbh",
            "ag",
            "the",
            "international",
            "technologies",
            "technology",
            "technologie",
            "systems",
            "computer",
            "computers");

    private static final Map<String, String> NAMES = Map.of(
            "hewlettpackardenterprise", "hp",
            "hewlettpackard", "hp",
            "hpe", "hp",
            "supermicro", "supermicro",
            "supermicrocomputer", "supermicro",
            "dellemc", "dell",
            "emc", "dell",
            "asustek", "asus",
            "asustekcomputer", "asus");
    private static final Set<String> PLACEHOLDERS =
            Set.of("tobefilledbyoem", "defaultstring", "systemmanufacturer", "notspecified", "unknown", "none");

    private Vendor() {}

    /** A name by which two spellings of one maker are equal; empty for none. */
    static Optional<String> name(String told) {
        StringBuilder all = new StringBuilder();
        StringBuilder telling = new StringBuilder();
        for (String word : told.toLowerCase(Locale.ROOT).replace(".", "").split("[^\\p{L}\\p{N}]+", -1)) {
            all.append(word);
            telling.append(FILLERS.contains(word) ? "" : word);
        }
        String name = telling.toString();
        return name.isEmpty() || PLACEHOLDERS.contains(all.toString())
                ? Optional.empty()
                : Optional.of(NAMES.getOrDefault(name, name));
    }
}
