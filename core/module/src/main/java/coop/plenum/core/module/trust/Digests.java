package coop.plenum.core.module.trust;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files, computed while they are read anyway. */
public final class Digests {
    private static final int BUFFER = 1 << 16;

    private Digests() {}

    /** A copy ended because the limit was passed. */
    public static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** What was copied. */
    public record Copied(String digest, long size) {}

    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE).digest();
        }
    }

    /** @throws TooLong as soon as more than {@code limit} bytes came */
    public static Copied copy(InputStream in, OutputStream out, long limit) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > limit) {
                throw new TooLong();
            }
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        return new Copied(HexFormat.of().formatHex(digest.digest()), size);
    }

    /** A stream that fails at its end when the bytes were not those of the digest. */
    public static InputStream checking(InputStream in, String expected) {
        return new CheckedStream(in, expected);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class CheckedStream extends FilterInputStream {
        private final MessageDigest digest = sha256();
        private final String expected;
        private boolean ended;

        CheckedStream(InputStream in, String expected) {
            super(in);
            this.expected = expected;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                digest.update(buffer, offset, read);
            } else if (read < 0 && !ended) {
                ended = true;
                if (!HexFormat.of().formatHex(digest.digest()).equals(expected)) {
                    throw new IOException("the stored file is damaged: its digest is not " + expected);
                }
            }
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
