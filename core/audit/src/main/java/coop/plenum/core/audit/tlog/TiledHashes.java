package coop.plenum.core.audit.tlog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Subtree hashes out of tiles, each read once. Not for use by several threads. */
public final class TiledHashes implements SubtreeHashes {
    private final long treeSize;
    private final TileSource source;
    private final Map<TilePath, List<byte[]>> tiles = new HashMap<>();

    /** @param treeSize what the log has signed; says which tiles are partial */
    public TiledHashes(long treeSize, TileSource source) {
        this.treeSize = treeSize;
        this.source = source;
    }

    /** @throws NoSuchElementException when a tile is missing */
    @Override
    public byte[] hash(int height, long index) {
        int level = height / 8;
        int within = height % 8;
        long first = index << within;
        List<byte[]> tile = tile(TilePath.of(level, first / TilePath.FULL_WIDTH, treeSize));
        int offset = (int) (first % TilePath.FULL_WIDTH);
        return fold(tile.subList(offset, offset + (1 << within)));
    }

    /** The root over a power of two of hashes. */
    static byte[] fold(List<byte[]> hashes) {
        List<byte[]> row = hashes;
        while (row.size() > 1) {
            List<byte[]> above = new ArrayList<>(row.size() / 2);
            for (int i = 0; i < row.size(); i += 2) {
                above.add(Rfc6962.nodeHash(row.get(i), row.get(i + 1)));
            }
            row = above;
        }
        return row.get(0);
    }

    private List<byte[]> tile(TilePath path) {
        return tiles.computeIfAbsent(
                path,
                wanted -> source.read(wanted)
                        .filter(bytes -> bytes.length == wanted.width() * Rfc6962.HASH_LENGTH)
                        .map(Tile::split)
                        .orElseThrow(() -> new NoSuchElementException("Tile " + wanted + " is missing.")));
    }
}
