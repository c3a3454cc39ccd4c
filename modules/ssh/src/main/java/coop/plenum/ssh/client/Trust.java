package coop.plenum.ssh.client;

import java.util.Optional;
import java.util.Set;

/**
 * Which key a host may show.
 *
 * @param pinned the only one, once it is known
 * @param given fingerprints that were given beforehand
 * @param firstUse whether any key will do for a host that is not known yet
 */
public record Trust(Optional<HostKey> pinned, Set<String> given, boolean firstUse) {
    public Trust {
        given = Set.copyOf(given);
    }

    /** Exactly this key. */
    public static Trust only(HostKey key) {
        return new Trust(Optional.of(key), Set.of(), false);
    }

    boolean accepts(HostKey key) {
        return pinned.map(known -> known.fingerprint().equals(key.fingerprint()))
                .orElse(firstUse || given.contains(key.fingerprint()));
    }

    /** The type of key to ask for first, so that a host with several shows the one that is known. */
    Optional<String> preferredType() {
        return pinned.map(HostKey::type).filter(type -> !type.isEmpty());
    }
}
