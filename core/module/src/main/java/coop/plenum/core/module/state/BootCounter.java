package coop.plenum.core.module.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Counts the starts of this node that ended before the modules had proved healthy. A file and not a row: another node on
 * the same database may be well.
 */
public final class BootCounter {
    private final Path file;

    public BootCounter(Path file) {
        this.file = file;
    }

    /** Counts this start, on disk when it returns; gives the number of failed ones before it. */
    public int begin() {
        int failed = read();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.write(ByteBuffer.wrap(Integer.toString(failed + 1).getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return failed;
    }

    /** This start went well. */
    public void succeeded() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int read() {
        try {
            return Files.exists(file) ? Integer.parseInt(Files.readString(file).trim()) : 0;
        } catch (IOException | NumberFormatException e) {
            // Half written by a start that was cut off: it failed.
            return 1;
        }
    }
}
