package coop.plenum.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/**
 * A jar of the class path as a bundle's content: the framework reads its headers and resources here and takes its
 * classes from the application class loader, so that class-data sharing covers them. The file is opened on the first
 * look at an entry.
 */
final class JarContent implements ConnectModule, ConnectContent {
    private final Path file;
    private final Map<String, String> headers;
    private final ClassLoader classes;
    private @Nullable ZipFile zip;

    JarContent(Path file, Map<String, String> headers, ClassLoader classes) {
        this.file = file;
        this.headers = headers;
        this.classes = classes;
    }

    @Override
    public ConnectContent getContent() {
        return this;
    }

    @Override
    public Optional<Map<String, String>> getHeaders() {
        return Optional.of(headers);
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(classes);
    }

    @Override
    public Iterable<String> getEntries() throws IOException {
        List<String> names = new ArrayList<>();
        for (Enumeration<? extends ZipEntry> entries = zip().entries(); entries.hasMoreElements(); ) {
            names.add(entries.nextElement().getName());
        }
        return names;
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        try {
            ZipFile open = zip();
            return Optional.ofNullable(open.getEntry(path)).map(entry -> new Entry(open, entry));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private synchronized ZipFile zip() throws IOException {
        ZipFile open = zip;
        if (open == null) {
            open = new ZipFile(file.toFile());
            zip = open;
        }
        return open;
    }

    @Override
    public void open() {
        // opened on demand
    }

    @Override
    public synchronized void close() throws IOException {
        ZipFile open = zip;
        if (open != null) {
            zip = null;
            open.close();
        }
    }

    private record Entry(ZipFile zip, ZipEntry entry) implements ConnectEntry {
        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return entry.getTime();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return zip.getInputStream(entry);
        }
    }
}
