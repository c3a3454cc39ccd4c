package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.ssh.client.HostAddress;
import coop.plenum.ssh.client.HostKey;
import coop.plenum.ssh.client.Trust;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a connection form says.
 *
 * @param addresses that are looked through for hosts
 * @param fingerprints of host keys, given beforehand
 * @param firstUse whether the first key that a host shows is kept
 * @param become whether facts may be read as root
 * @param timeout for connecting and logging in
 */
record Settings(
        List<HostAddress> addresses,
        String username,
        Set<String> fingerprints,
        boolean firstUse,
        boolean become,
        Duration timeout) {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);

    Settings {
        addresses = List.copyOf(addresses);
        fingerprints = Set.copyOf(fingerprints);
    }

    /** @throws ProviderException category USER */
    static Settings parse(Values values) throws ProviderException {
        Set<String> fingerprints = new TreeSet<>();
        for (Object entry : values.list("hostKeyFingerprints")) {
            fingerprints.add(fingerprint("hostKeyFingerprints", String.valueOf(entry)));
        }
        boolean firstUse = !values.text("hostKeyTrust").orElse("first-use").equals("pinned");
        return new Settings(
                AddressList.parse(values.list("addresses")),
                user("username", values.text("username").orElse("")),
                fingerprints,
                firstUse,
                values.flag("become").orElse(false),
                timeout(values));
    }

    /** A user name as it may stand in an item or a form; refuses what a name service would take for something else. */
    static String user(String field, String name) throws ProviderException {
        if (!name.matches("[a-zA-Z0-9_][a-zA-Z0-9_.@\\\\-]{0,63}\\$?")) {
            throw invalid(field, name.isEmpty() ? "A user name is needed." : "This is no user name of a Unix system.");
        }
        return name;
    }

    static String fingerprint(String field, String text) throws ProviderException {
        return HostKey.normalized(text)
                .orElseThrow(() -> invalid(
                        field, "A fingerprint is SHA256: and 43 letters and digits, as ssh-keygen -lf shows it."));
    }

    private static Duration timeout(Values values) throws ProviderException {
        try {
            Duration timeout = values.text("timeout").map(Duration::parse).orElse(USUAL_TIMEOUT);
            if (timeout.compareTo(Duration.ofSeconds(1)) >= 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0) {
                return timeout;
            }
        } catch (DateTimeParseException e) {
            // falls through: the text is no duration at all
        }
        throw invalid("timeout", "The time-out is a duration from PT1S to PT2M.");
    }

    /** For a host with that key, or with none that is known. */
    Trust trust(Optional<HostKey> pinned) {
        return new Trust(pinned, fingerprints, firstUse);
    }

    static ProviderException invalid(String field, String message) {
        return new ProviderException(Category.USER, "invalid-settings", message, field, null, null);
    }
}
