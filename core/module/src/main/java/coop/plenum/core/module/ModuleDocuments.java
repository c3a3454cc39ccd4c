package coop.plenum.core.module;

import coop.plenum.api.module.ModuleService.Document;
import coop.plenum.core.module.catalog.ModuleCatalog;
import coop.plenum.core.module.catalog.ModuleResource;
import coop.plenum.core.module.state.JarStore;
import coop.plenum.core.module.state.ModuleRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Readmes, changes and icons, read out of the jars when somebody looks. */
final class ModuleDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleDocuments.class);
    private static final int LIMIT = 256 * 1024;

    private final JarStore store;
    private final ModuleCatalog catalog;

    ModuleDocuments(JarStore store, ModuleCatalog catalog) {
        this.store = store;
        this.catalog = catalog;
    }

    /** @param installed the row of the module, if it is */
    Optional<byte[]> find(String module, @Nullable ModuleRow installed, Document document) {
        Optional<Path> jar = installed != null
                ? Optional.of(store.path(installed.digest()))
                : catalog.newest(module).map(ModuleResource::file);
        return jar.flatMap(file -> read(file, document.path()));
    }

    private static Optional<byte[]> read(Path jar, String path) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(path);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(LIMIT + 1);
                return Optional.of(bytes).filter(some -> some.length <= LIMIT);
            }
        } catch (IOException e) {
            LOG.warn("The file {} of a module cannot be read.", jar.getFileName(), e);
            return Optional.empty();
        }
    }
}
