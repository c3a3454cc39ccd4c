package coop.plenum.core.module.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a module's file holds for people. What cannot be read, or is too large, is not there. */
public final class PublicFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PublicFiles.class);
    private static final int MAX_README = 256 << 10;
    private static final int MAX_ICON = 64 << 10;

    private PublicFiles() {}

    public static Optional<String> readme(Path jar) {
        return read(jar, "PLENUM-INF/README.md", MAX_README)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(text -> !text.isBlank());
    }

    public static Optional<byte[]> icon(Path jar) {
        return read(jar, "PLENUM-INF/icon.svg", MAX_ICON).filter(bytes -> bytes.length > 0);
    }

    private static Optional<byte[]> read(Path jar, String name, int most) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(most + 1);
                return bytes.length > most ? Optional.empty() : Optional.of(bytes);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} of {} cannot be read.", name, jar.getFileName(), e);
            return Optional.empty();
        }
    }
}
