package coop.plenum.core.audit.tlog;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The right edge of a growing tree: the partial tile of each level, which is all that it takes to append leaves and to
 * know the root. Not for use by several threads.
 */
public final class TreeEdge {
    private final List<List<byte[]>> levels = new ArrayList<>();
    private final BitSet changed = new BitSet();
    private List<Tile> full = new ArrayList<>();
    private long size;

    public TreeEdge() {}

    /**
     * The edge of a tree that exists.
     *
     * @throws NoSuchElementException when a tile is missing
     */
    public static TreeEdge load(long size, TileSource source) {
        TreeEdge edge = new TreeEdge();
        edge.size = size;
        for (int level = 0; size >>> (8 * level) > 0; level++) {
            long hashes = size >>> (8 * level);
            int width = (int) (hashes % TilePath.FULL_WIDTH);
            edge.levels.add(width == 0 ? new ArrayList<>() : read(new TilePath(level, hashes >>> 8, width), source));
        }
        return edge;
    }

    private static List<byte[]> read(TilePath path, TileSource source) {
        return Tile.split(source.read(path)
                .filter(bytes -> bytes.length == path.width() * Rfc6962.HASH_LENGTH)
                .orElseThrow(() -> new NoSuchElementException("Tile " + path + " is missing.")));
    }

    /** An independent edge of the same tree. */
    public TreeEdge copy() {
        TreeEdge copy = new TreeEdge();
        levels.forEach(level -> copy.levels.add(new ArrayList<>(level)));
        copy.changed.or(changed);
        copy.full.addAll(full);
        copy.size = size;
        return copy;
    }

    public long size() {
        return size;
    }

    public void append(byte[] leafHash) {
        size++;
        push(0, leafHash);
    }

    private void push(int level, byte[] hash) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        List<byte[]> tile = levels.get(level);
        tile.add(hash);
        changed.set(level);
        if (tile.size() == TilePath.FULL_WIDTH) {
            full.add(Tile.of(level, (size >>> (8 * (level + 1))) - 1, tile));
            byte[] above = TiledHashes.fold(tile);
            tile.clear();
            push(level + 1, above);
        }
    }

    /** The tiles that became full since the last call. */
    public List<Tile> takeFull() {
        List<Tile> taken = full;
        full = new ArrayList<>();
        return taken;
    }

    /** The partial tiles that changed since the last call. */
    public List<Tile> takePartial() {
        List<Tile> partial = changed.stream()
                .filter(level -> !levels.get(level).isEmpty())
                .mapToObj(level -> Tile.of(level, size >>> (8 * (level + 1)), levels.get(level)))
                .toList();
        changed.clear();
        return partial;
    }

    public byte[] root() {
        List<byte[]> subtrees = new ArrayList<>();
        for (int level = levels.size() - 1; level >= 0; level--) {
            List<byte[]> tile = levels.get(level);
            for (int at = 0; at < tile.size(); ) {
                int width = Integer.highestOneBit(tile.size() - at);
                subtrees.add(TiledHashes.fold(tile.subList(at, at + width)));
                at += width;
            }
        }
        return subtrees.isEmpty() ? Rfc6962.emptyRoot() : join(subtrees);
    }

    /** Subtrees of falling size, joined from the right. */
    private static byte[] join(List<byte[]> subtrees) {
        byte[] root = subtrees.get(subtrees.size() - 1);
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Rfc6962.nodeHash(subtrees.get(i), root);
        }
        return root;
    }
}
