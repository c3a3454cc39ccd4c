package coop.plenum.console.asset;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes that are read when first asked for and kept as long as there is memory. */
public final class Content {
    private static final int TAG_BYTES = 12;

    /** Where the bytes come from; they are the same each time. */
    @FunctionalInterface
    public interface Source {
        byte[] read() throws IOException;
    }

    private final Source source;
    private volatile SoftReference<byte @Nullable []> kept = new SoftReference<>(null);
    private volatile @Nullable String tag;

    public Content(Source source) {
        this.source = source;
    }

    public byte[] bytes() throws IOException {
        byte[] bytes = kept.get();
        if (bytes == null) {
            bytes = source.read();
            kept = new SoftReference<>(bytes);
        }
        return bytes;
    }

    /** A strong entity tag with its quotes. */
    public String tag() throws IOException {
        String known = tag;
        if (known == null) {
            known = "\"" + digest(bytes()).substring(0, 2 * TAG_BYTES) + "\"";
            tag = known;
        }
        return known;
    }

    /** SHA-256 in hexadecimal digits. */
    public static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** Takes a name and the bytes behind it into a digest of several files. */
    static void add(MessageDigest digest, String name, byte[] bytes) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
