package coop.plenum.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FilePathWrapper;

/** A file system of H2's, {@code lost:}, on which only the first {@link #LEFT} writes arrive, as if the process died then. */
public final class LostPower extends FilePathWrapper {
    static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);

    static boolean over() {
        return LEFT.get() <= 0;
    }

    @Override
    public String getScheme() {
        return "lost";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new File(super.open(mode));
    }

    private static final class File extends HandedOnFile {
        File(FileChannel file) {
            super(file);
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            if (LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return super.write(source, position);
            }
            int ignored = source.remaining();
            source.position(source.limit());
            return ignored;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            return over() ? this : super.truncate(size);
        }
    }
}
