package coop.plenum.core.rest;

import coop.plenum.core.store.Database;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** What runs here and on what. */
public final class SystemInfo {
    private final String version;
    private final String engine;
    private final Optional<Path> data;
    private final boolean safeMode;

    SystemInfo(String version, Database database, Optional<Path> data, boolean safeMode) {
        this.version = version;
        this.engine = database.dialect().name();
        this.data = data;
        this.safeMode = safeMode;
    }

    static SystemInfo of(BundleContext context, Database database) {
        return new SystemInfo(
                Objects.requireNonNullElse(context.getProperty("plenum.version"), "0"),
                database,
                text(context.getProperty("plenum.data")).map(Path::of),
                text(context.getProperty("plenum.safe")).filter("true"::equals).isPresent());
    }

    private static Optional<String> text(@Nullable String property) {
        return Optional.ofNullable(property).filter(text -> !text.isBlank());
    }

    public String version() {
        return version;
    }

    /**
     * At this moment.
     *
     * @param database name of the engine
     * @param data of the file system that holds the data folder; empty where it cannot be asked
     * @param safeMode whether it was started without modules on purpose
     */
    public record Snapshot(
            String version,
            Instant startedAt,
            long uptimeSeconds,
            Java java,
            String operatingSystem,
            int processors,
            Memory memory,
            String database,
            Optional<Storage> data,
            boolean safeMode) {}

    /** The virtual machine. */
    public record Java(String version, String vendor) {}

    /** @param maxBytes what the heap may grow to */
    public record Memory(long usedBytes, long maxBytes) {}

    /** @param freeBytes what this process may still write */
    public record Storage(long freeBytes, long totalBytes) {}

    public Snapshot now() {
        Runtime runtime = Runtime.getRuntime();
        Instant startedAt =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        return new Snapshot(
                version,
                startedAt,
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000,
                new Java(System.getProperty("java.version"), System.getProperty("java.vendor")),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                runtime.availableProcessors(),
                new Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory()),
                engine,
                data.flatMap(SystemInfo::storage),
                safeMode);
    }

    private static Optional<Storage> storage(Path folder) {
        try {
            var store = Files.getFileStore(folder);
            return Optional.of(new Storage(store.getUsableSpace(), store.getTotalSpace()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
