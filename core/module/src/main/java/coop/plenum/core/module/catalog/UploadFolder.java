package coop.plenum.core.module.catalog;

import coop.plenum.core.module.trust.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Module files that somebody uploaded or put there by hand. What we store is named by its digest. Thread-safe. */
public final class UploadFolder {
    private static final Logger LOG = LoggerFactory.getLogger(UploadFolder.class);
    private static final Pattern DIGEST_NAME = Pattern.compile("[0-9a-f]{64}\\.jar");

    /** @param resource empty when the file is no module */
    private record Known(FileTime time, long size, Optional<ModuleResource> resource) {}

    private final Path folder;
    private Map<Path, Known> known = Map.of();

    public UploadFolder(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** All modules in the folder; reads only files that are new or changed since the last call. */
    public synchronized List<ModuleResource> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Map<Path, Known> now = new HashMap<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jar")).toList()) {
                now.put(file, look(file));
            }
            known = now;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known.values().stream()
                .flatMap(entry -> entry.resource().stream())
                .toList();
    }

    /** Takes a verified file over; it replaces an uploaded one of the same module and version. */
    public synchronized ModuleResource add(Path verified, ModuleResource resource) throws IOException {
        Path target = folder.resolve(resource.digest() + ".jar");
        Files.move(verified, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        List<ModuleResource> all = all();
        for (ModuleResource other : all) {
            if (other.name().equals(resource.name())
                    && other.version().equals(resource.version())
                    && !other.file().equals(target)) {
                Files.deleteIfExists(other.file());
            }
        }
        return all.stream()
                .filter(added -> added.file().equals(target))
                .findFirst()
                .orElseThrow();
    }

    private Known look(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        Known before = known.get(file);
        if (before != null && before.time().equals(time) && before.size() == size) {
            return before;
        }
        return new Known(time, size, read(file, size));
    }

    private static Optional<ModuleResource> read(Path file, long size) {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new IllegalArgumentException("it has no manifest");
            }
            String name = file.getFileName().toString();
            String digest = DIGEST_NAME.matcher(name).matches() ? name.substring(0, 64) : Digests.sha256(file);
            return Optional.of(ManifestReader.read(file, manifest, digest, size));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} is not offered: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
