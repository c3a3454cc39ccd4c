package org.example.filebox;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder: entries are files of properties, named by their address such as {@code inbox} or {@code inbox/first}. Each
 * making is also a line of a journal, so that one can tell whether anything was made twice. Thread-safe.
 */
final class Cabinet {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,60}");
    private static final String ENDING = ".entry";
    private static final String JOURNAL = "journal.log";

    private final Path root;

    Cabinet(Path root) {
        this.root = root;
    }

    /** @param key the idempotency key it was made with */
    record Entry(String address, String label, String key) {
        String name() {
            return address.substring(address.lastIndexOf('/') + 1);
        }

        Optional<String> box() {
            int slash = address.indexOf('/');
            return slash < 0 ? Optional.empty() : Optional.of(address.substring(0, slash));
        }
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    void requireUsable() throws ProviderException {
        if (!Files.isDirectory(root) || !Files.isWritable(root)) {
            throw new ProviderException(
                    Category.USER,
                    "folder-unusable",
                    "There is no such folder on the server, or it cannot be written to.",
                    "folder",
                    null,
                    null);
        }
    }

    private Path file(String address) throws ProviderException {
        for (String name : address.split("/", -1)) {
            if (!isName(name)) {
                throw new ProviderException(
                        Category.USER,
                        "invalid-name",
                        "A name has letters, digits, _ and -, at most 61.",
                        "name",
                        null,
                        null);
            }
        }
        return root.resolve(address + ENDING);
    }

    Optional<Entry> find(String address) throws ProviderException {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file(address))) {
            read.load(in);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw failure(e);
        }
        return Optional.of(new Entry(address, read.getProperty("label", ""), read.getProperty("key", "")));
    }

    /** Makes it, unless an attempt with the same key has already. */
    synchronized Entry make(Entry wanted) throws ProviderException {
        Optional<Entry> there = find(wanted.address());
        if (there.isPresent()) {
            if (there.get().key().equals(wanted.key())) {
                return there.get();
            }
            throw new ProviderException(
                    Category.CONFLICT, "name-taken", "There is one of that name.", "name", null, null);
        }
        if (wanted.box().isPresent() && find(wanted.box().get()).isEmpty()) {
            throw new ProviderException(Category.CONFLICT, "no-box", "The box is not there.", "box", null, null);
        }
        try {
            Files.writeString(
                    root.resolve(JOURNAL),
                    "make " + wanted.address() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(e);
        }
        return write(wanted);
    }

    synchronized Entry write(Entry entry) throws ProviderException {
        Properties properties = new Properties();
        properties.setProperty("label", entry.label());
        properties.setProperty("key", entry.key());
        Path file = file(entry.address());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (Writer out = Files.newBufferedWriter(beside)) {
                properties.store(out, null);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure(e);
        }
        return entry;
    }

    synchronized void remove(String address) throws ProviderException {
        try {
            if (!address.contains("/") && !all(address + "/").isEmpty()) {
                throw new ProviderException(
                        Category.CONFLICT, "box-full", "There are notes in the box.", null, null, null);
            }
            Files.deleteIfExists(file(address));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** In order; those whose address begins like that, with as many slashes. */
    List<Entry> all(String beginning) throws ProviderException {
        try (Stream<Path> files = Files.walk(root, 2)) {
            List<String> addresses = files.map(root::relativize)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .filter(name -> name.startsWith(beginning))
                    .sorted()
                    .toList();
            List<Entry> found = new java.util.ArrayList<>();
            for (String address : addresses) {
                find(address).ifPresent(found::add);
            }
            return found;
        } catch (FileAlreadyExistsException e) {
            throw failure(e);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static ProviderException failure(Exception cause) {
        return new ProviderException(
                Category.TRANSIENT, "folder-unreachable", "The folder cannot be read or written now.", cause);
    }
}
