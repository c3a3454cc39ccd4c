package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import coop.plenum.core.access.credential.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file {@code setup-token} in the data folder, which only the owner of the process may read. */
final class SetUpTokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(SetUpTokenFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    SetUpTokenFile(Path data) {
        this.file = data.resolve("setup-token");
    }

    /** The token of an earlier start if nobody else could have read or placed it, else a new one. */
    String readOrCreate() {
        try {
            Optional<String> kept = read();
            if (kept.isPresent()) {
                return kept.get();
            }
            String token = new Secrets().next();
            write(token);
            return token;
        } catch (IOException e) {
            throw new PlenumException(
                    Category.UNAVAILABLE,
                    "setup-token-unwritable",
                    "The set-up token cannot be written to " + file + ". Make the data folder writable.",
                    e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The used set-up token in {} could not be deleted; it is of no use any more", file, e);
        }
    }

    private Optional<String> read() throws IOException {
        if (!posix()
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(file).strip()).filter(Secrets::wellFormed);
    }

    private void write(String token) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        if (posix()) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, token + "\n");
    }

    private boolean posix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
