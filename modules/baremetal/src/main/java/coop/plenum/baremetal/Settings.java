package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.BmcAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a connection form says.
 *
 * @param fingerprints SHA-256 of the certificates to trust, 64 small hexadecimal digits each; empty: what the Java
 *     runtime trusts
 * @param timeout for a single answer
 */
record Settings(
        Protocol protocol, List<BmcAddress> addresses, String username, Set<String> fingerprints, Duration timeout) {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    /** Which protocol to speak. */
    enum Protocol {
        /** Redfish where something answers to it, else IPMI. */
        AUTO,
        REDFISH,
        IPMI
    }

    Settings {
        addresses = List.copyOf(addresses);
        fingerprints = Set.copyOf(fingerprints);
    }

    /** @throws ProviderException category USER */
    static Settings parse(Values values) throws ProviderException {
        String username = values.text("username").orElse("");
        if (username.isEmpty()) {
            throw invalid("username", "A user name is needed.");
        }
        return new Settings(
                protocol(values.text("protocol").orElse("auto")),
                AddressList.parse(values.list("addresses")),
                username,
                fingerprints(values),
                timeout(values));
    }

    private static Protocol protocol(String name) throws ProviderException {
        try {
            return Protocol.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw invalid("protocol", "The protocol is auto, redfish or ipmi.");
        }
    }

    private static Set<String> fingerprints(Values values) throws ProviderException {
        Set<String> fingerprints = new TreeSet<>();
        for (Object entry : values.list("certificateFingerprints")) {
            String hex = String.valueOf(entry).replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
            if (!hex.matches("[0-9a-f]{64}")) {
                throw invalid("certificateFingerprints", "A fingerprint is a SHA-256 digest: 64 hexadecimal digits.");
            }
            fingerprints.add(hex);
        }
        boolean pinned = values.text("tlsTrust").orElse("system").equals("pinned");
        if (pinned && fingerprints.isEmpty()) {
            throw invalid("certificateFingerprints", "Pinned trust needs at least one certificate's fingerprint.");
        }
        return pinned ? fingerprints : Set.of();
    }

    private static Duration timeout(Values values) throws ProviderException {
        try {
            Duration timeout = values.text("timeout").map(Duration::parse).orElse(USUAL_TIMEOUT);
            if (timeout.compareTo(Duration.ofMillis(100)) >= 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0) {
                return timeout;
            }
        } catch (DateTimeParseException e) {
            // falls through: the text is no duration at all
        }
        throw invalid("timeout", "The time-out is a duration from PT0.1S to PT60S.");
    }

    private static ProviderException invalid(String field, String message) {
        return new ProviderException(Category.USER, "invalid-settings", message, field, null, null);
    }
}
