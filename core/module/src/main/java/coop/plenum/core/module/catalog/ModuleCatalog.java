package coop.plenum.core.module.catalog;

import coop.plenum.api.PlenumException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All modules on offer: uploaded ones and those of the bundled index. Read at first use. Thread-safe. */
public final class ModuleCatalog {
    private final @Nullable Path index;
    private final UploadFolder uploads;
    private @Nullable FileTime readAt;
    private List<ModuleResource> bundled = List.of();

    /** @param folder with {@code index.xml} and the jars beside it; null: there is none */
    public ModuleCatalog(@Nullable Path folder, UploadFolder uploads) {
        this.index = folder == null ? null : folder.resolve("index.xml");
        this.uploads = uploads;
    }

    /** By name, then newest first; of two files with one version the uploaded one comes first. */
    public List<ModuleResource> all() {
        return Stream.concat(uploads.all().stream(), bundled().stream())
                .sorted(Comparator.comparing(ModuleResource::name)
                        .thenComparing(ModuleResource::version, Comparator.reverseOrder()))
                .toList();
    }

    public Optional<ModuleResource> newest(String name) {
        return all().stream().filter(module -> module.name().equals(name)).findFirst();
    }

    private synchronized List<ModuleResource> bundled() {
        if (index == null || !Files.isRegularFile(index)) {
            return List.of();
        }
        try {
            FileTime time = Files.getLastModifiedTime(index);
            if (!time.equals(readAt)) {
                bundled = RepositoryIndex.read(index);
                readAt = time;
            }
            return bundled;
        } catch (IOException e) {
            throw new PlenumException(
                    PlenumException.Category.UNAVAILABLE,
                    "catalog-unreadable",
                    "The module catalog cannot be read: " + e.getMessage() + ". Repair its index.xml.",
                    e);
        }
    }
}
