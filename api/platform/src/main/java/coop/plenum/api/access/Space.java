package coop.plenum.api.access;

import java.util.Optional;
import java.util.UUID;

/**
 * A node of the tree in which content lives and grants hold.
 *
 * @param parent empty only for the root
 * @param path names from the root, joined by {@code /}
 */
public record Space(UUID id, Optional<UUID> parent, Kind kind, String name, String title, String path, long revision) {
    /** What a space stands for. */
    public enum Kind {
        ROOT,
        ORGANIZATION,
        DIVISION,
        PROJECT,
        ENVIRONMENT
    }
}
