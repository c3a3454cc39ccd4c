package coop.plenum.core.secret;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Master keys in a file that only the server's account may read: base64, a line each, the newest first. */
final class MasterKeyFile implements MasterKeys {
    private final Path file;
    private final AesGcm aes;
    private List<MasterKey> known = List.of();

    MasterKeyFile(Path file, AesGcm aes) {
        this.file = file;
        this.aes = aes;
    }

    @Override
    public synchronized List<MasterKey> all() {
        if (known.isEmpty()) {
            known = read();
        }
        return known;
    }

    @Override
    public synchronized Optional<MasterKey> find(String id) {
        Optional<MasterKey> found = MasterKeys.super.find(id);
        if (found.isEmpty()) {
            // Another process, or a person who put back an older file, may have changed it.
            known = read();
            found = MasterKeys.super.find(id);
        }
        return found;
    }

    @Override
    public synchronized MasterKey create() {
        if (all().isEmpty()) {
            write(List.of(MasterKey.of(aes.newKey())));
        }
        return known.get(0);
    }

    @Override
    public synchronized Optional<MasterKey> renew() {
        List<MasterKey> keys = new ArrayList<>(all());
        keys.add(0, MasterKey.of(aes.newKey()));
        write(keys);
        return Optional.of(known.get(0));
    }

    @Override
    public synchronized void retire(Set<String> used) {
        List<MasterKey> keys = new ArrayList<>(all());
        List<MasterKey> older = keys.subList(Math.min(2, keys.size()), keys.size());
        if (older.removeIf(key -> !used.contains(key.id()))) {
            write(keys);
        }
    }

    private List<MasterKey> read() {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
                    .filter(line -> !line.isBlank())
                    .map(MasterKey::parse)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | IllegalArgumentException e) {
            throw new PlenumException(
                    Category.UNAVAILABLE,
                    "secret-unreadable",
                    "The file of master keys cannot be read: see to the permissions of " + file
                            + " or put it back from your last backup.",
                    e);
        }
    }

    private void write(List<MasterKey> keys) {
        String content = keys.stream().map(key -> key.encoded() + "\n").collect(Collectors.joining());
        try {
            replace(StandardCharsets.US_ASCII.encode(content));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
        known = List.copyOf(keys);
    }

    /** As a whole or not at all, and on disk when this returns: a key that is lost cannot be made again. */
    private void replace(ByteBuffer content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path next = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
