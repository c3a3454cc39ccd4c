package coop.plenum.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The data folder, for this process alone as long as it is open. */
final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static DataFolder open(Path folder) throws StartupException {
        FileChannel channel;
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            channel = FileChannel.open(
                    folder.resolve("plenum.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            throw new StartupException(
                    ExitCode.DATA_FOLDER,
                    "The data folder " + folder + " cannot be written ("
                            + e.getClass().getSimpleName()
                            + "). Make it writable for this user, or name another one in PLENUM_DATA.");
        }
        if (lock(channel) == null) {
            throw new StartupException(
                    ExitCode.DATABASE,
                    "Another Plenum is using the data folder " + folder
                            + ". Stop that one first, or name another folder in PLENUM_DATA.");
        }
        return new DataFolder(folder, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws StartupException {
        try {
            return channel.tryLock();
        } catch (IOException e) {
            throw new StartupException(
                    ExitCode.DATA_FOLDER,
                    "The file system of the data folder does not support locks: " + e.getMessage());
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the process ends now, and the lock with it
        }
    }
}
