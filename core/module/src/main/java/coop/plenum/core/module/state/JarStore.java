package coop.plenum.core.module.state;

import coop.plenum.core.module.trust.BadJar;
import coop.plenum.core.module.trust.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;

/** The jars of installed modules, each in a file named by its SHA-256. */
public final class JarStore {
    private final Path folder;

    public JarStore(Path folder) {
        this.folder = folder;
    }

    public Path path(String digest) {
        return folder.resolve(digest + ".jar");
    }

    /**
     * Copies a file in unless it is there already; on disk when this returns.
     *
     * @throws coop.plenum.api.PlenumException {@code invalid-bundle} when the file is not what its digest says
     */
    public synchronized Path fetch(Path source, String digest, long limit) throws IOException {
        Path target = path(digest);
        if (Files.exists(target)) {
            return target;
        }
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, digest, ".part");
        try {
            Digests.Copied copied;
            try (InputStream in = Files.newInputStream(source);
                    FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                copied = Digests.copy(in, out, limit);
                channel.force(true);
            }
            if (!copied.digest().equals(digest)) {
                throw BadJar.invalid("it is not the file that the catalog describes (SHA-256 " + copied.digest()
                        + " instead of " + digest + "). It is damaged or was replaced; get it again");
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (Digests.TooLong e) {
            throw BadJar.tooLarge("it has more than " + (limit >> 20) + " MiB");
        } catch (NoSuchFileException e) {
            throw BadJar.invalid("the catalog lists it, but the file " + source.getFileName() + " is not there");
        } finally {
            Files.deleteIfExists(part);
        }
        return target;
    }

    /** The bytes of a jar; reading them fails at the end if they are not what the digest says. */
    public InputStream open(String digest) throws IOException {
        return Digests.checking(Files.newInputStream(path(digest)), digest);
    }

    /** Deletes all jars but these. */
    public synchronized void retain(Set<String> digests) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(".jar") || !digests.contains(name.substring(0, name.length() - 4))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
