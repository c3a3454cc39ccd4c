package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.ssh.client.HostAddress;
import coop.plenum.ssh.client.HostKey;
import java.util.Optional;

/**
 * A host as it is known.
 *
 * @param user instead of the connection's
 * @param pinned its key
 * @param known what the last look gave
 */
record Host(HostAddress address, Optional<String> user, Optional<HostKey> pinned, Values known) {
    static final String TYPE = "ssh.host";

    static Host unknown(HostAddress address) {
        return new Host(address, Optional.empty(), Optional.empty(), Values.empty());
    }

    /** As an item has it. */
    static Host of(HostAddress address, Values known) {
        return new Host(
                address,
                known.text("user"),
                known.text("hostKeyFingerprint")
                        .map(print -> new HostKey(known.text("hostKeyType").orElse(""), print)),
                known);
    }

    String id() {
        return address.id();
    }
}
