package coop.plenum.api.module;

import java.util.List;
import java.util.Optional;

/**
 * A module that can be installed.
 *
 * @param versions all on offer, newest first; {@code version} is the first of them
 * @param installedVersion the version that is installed now
 */
public record CatalogEntry(
        String name,
        String title,
        String description,
        String publisher,
        String version,
        long size,
        String digest,
        List<String> requires,
        List<String> versions,
        Optional<String> installedVersion) {}
