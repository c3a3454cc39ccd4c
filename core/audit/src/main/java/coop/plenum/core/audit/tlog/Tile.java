package coop.plenum.core.audit.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Consecutive hashes of one level.
 *
 * @param hashes one after the other, as they are published
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes between tree and store, never compared
public record Tile(int level, long index, byte[] hashes) {
    static Tile of(int level, long index, List<byte[]> hashes) {
        byte[] joined = new byte[hashes.size() * Rfc6962.HASH_LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            System.arraycopy(hashes.get(i), 0, joined, i * Rfc6962.HASH_LENGTH, Rfc6962.HASH_LENGTH);
        }
        return new Tile(level, index, joined);
    }

    static List<byte[]> split(byte[] hashes) {
        List<byte[]> parts = new ArrayList<>(hashes.length / Rfc6962.HASH_LENGTH);
        for (int at = 0; at < hashes.length; at += Rfc6962.HASH_LENGTH) {
            parts.add(Arrays.copyOfRange(hashes, at, at + Rfc6962.HASH_LENGTH));
        }
        return parts;
    }

    public TilePath path() {
        return new TilePath(level, index, hashes.length / Rfc6962.HASH_LENGTH);
    }
}
