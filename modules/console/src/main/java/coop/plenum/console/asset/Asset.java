package coop.plenum.console.asset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** One file, in each encoding that there is of it; not coded always. */
public final class Asset {
    private static final int WORTH_COMPRESSING = 1024;

    private final String mediaType;
    private final Map<Encoding, Content> contents;

    private Asset(String mediaType, Map<Encoding, Content> contents) {
        this.mediaType = mediaType;
        this.contents = contents;
    }

    /** A file that lies there compressed already, or shall not be. */
    static Asset of(String path, Map<Encoding, Content> contents) {
        if (!contents.containsKey(Encoding.IDENTITY)) {
            throw new IllegalArgumentException(path + " is there in compressed form only.");
        }
        return new Asset(MediaTypes.of(path), new EnumMap<>(contents));
    }

    /** A file that is compressed when it is first asked for, where that is worth it. */
    static Asset compressing(String path, long size, Content content) {
        Map<Encoding, Content> contents = new EnumMap<>(Encoding.class);
        contents.put(Encoding.IDENTITY, content);
        String mediaType = MediaTypes.of(path);
        if (size >= WORTH_COMPRESSING && MediaTypes.compressible(mediaType)) {
            contents.put(Encoding.GZIP, new Content(() -> gzip(content.bytes())));
        }
        return new Asset(mediaType, contents);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    public String mediaType() {
        return mediaType;
    }

    public Set<Encoding> encodings() {
        return contents.keySet();
    }

    /** @param encoding one of {@link #encodings()} */
    public Content content(Encoding encoding) {
        return Objects.requireNonNull(contents.get(encoding));
    }
}
