package coop.plenum.core.operation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name of this node among those that share a database. It is kept in the data folder, so that a restarted node knows
 * its own unfinished work, and locked, so that a second process on the same folder is another node.
 */
final class NodeIdentity implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeIdentity.class);

    private final String name;
    private final @Nullable FileChannel file;

    private NodeIdentity(String name, @Nullable FileChannel file) {
        this.name = name;
        this.file = file;
    }

    static NodeIdentity passing() {
        return new NodeIdentity(UUID.randomUUID().toString(), null);
    }

    static NodeIdentity in(Path data) {
        try {
            Files.createDirectories(data);
            FileChannel file = FileChannel.open(
                    data.resolve("node"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Optional<String> name = name(file);
            if (name.isPresent()) {
                return new NodeIdentity(name.get(), file);
            }
            file.close();
        } catch (IOException e) {
            LOG.warn("This node has a passing name, since {} cannot be written", data, e);
        }
        return passing();
    }

    /** @return empty if another process has it */
    private static Optional<String> name(FileChannel file) throws IOException {
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
        if (lock == null) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(36);
        int read;
        do {
            read = file.read(bytes);
        } while (read > 0);
        String known = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        if (known.length() == 36) {
            return Optional.of(known);
        }
        String fresh = UUID.randomUUID().toString();
        file.truncate(0);
        file.write(ByteBuffer.wrap(fresh.getBytes(StandardCharsets.US_ASCII)), 0);
        file.force(true);
        return Optional.of(fresh);
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("Not closed", e);
            }
        }
    }
}
