package coop.plenum.console.asset;

import java.io.IOException;
import java.util.Optional;

/** A tree of files. */
public interface Assets {
    /** @param path without a slash at the beginning; whatever a client sent */
    Optional<Asset> find(String path) throws IOException;
}
