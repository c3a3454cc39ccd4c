package coop.plenum.api.module;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A module that is installed.
 *
 * @param state whether it works
 * @param problems why it does not, in words
 * @param signer subject of the certificate that signed it; empty only with the development switch
 */
public record Module(
        String name,
        String title,
        String description,
        String publisher,
        String version,
        State state,
        List<String> problems,
        Optional<String> signer,
        String digest,
        List<String> requires,
        Instant installedAt) {
    /** Whether a module works. */
    public enum State {
        ACTIVE,
        DISABLED,
        /** Installed and enabled but not working; see the problems. */
        BROKEN,
        /** Kept out after failed boots. */
        QUARANTINED
    }
}
