package coop.plenum.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
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

    private static final class File extends FileBase {
        private final FileChannel file;

        File(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return write(source, file.position());
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            if (LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return file.write(source, position);
            }
            int ignored = source.remaining();
            source.position(source.limit());
            return ignored;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            if (!over()) {
                file.truncate(size);
            }
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
