package coop.plenum.core.audit.tlog;

import java.util.Optional;

/** Where the tiles and entry bundles of a log come from: a database, a folder, an archive, a server. */
@FunctionalInterface
public interface TileSource {
    /** As many hashes or entries as the path's width says; empty if there are not that many. */
    Optional<byte[]> read(TilePath path);
}
