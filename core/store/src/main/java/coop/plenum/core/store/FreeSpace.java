package coop.plenum.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Watches the disk of the embedded database. An engine that meets a full disk breaks off and takes the readers with it;
 * refusing writes a little earlier keeps it whole.
 */
final class FreeSpace {
    static final long NEEDED = 32L << 20;
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(200);

    private final LongSupplier usable;
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private volatile boolean enough = true;

    FreeSpace(LongSupplier usable) {
        this.usable = usable;
    }

    static FreeSpace on(Path folder) {
        return new FreeSpace(() -> {
            try {
                return Files.getFileStore(folder).getUsableSpace();
            } catch (IOException e) {
                return Long.MAX_VALUE; // cannot be told: the engine will find out
            }
        });
    }

    boolean enough() {
        long now = System.nanoTime();
        long next = nextLook.get();
        if (now - next >= 0 && nextLook.compareAndSet(next, now + EVERY)) {
            enough = usable.getAsLong() >= NEEDED;
        }
        return enough;
    }
}
