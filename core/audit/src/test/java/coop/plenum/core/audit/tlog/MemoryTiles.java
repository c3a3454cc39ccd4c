package coop.plenum.core.audit.tlog;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log in memory, published as tiles. */
final class MemoryTiles implements TileSource {
    final Map<String, byte[]> tiles = new HashMap<>();
    final TreeEdge edge = new TreeEdge();
    private final List<byte[]> leaves;

    MemoryTiles(List<byte[]> leaves) {
        this.leaves = leaves;
        leaves.forEach(leaf -> edge.append(Rfc6962.leafHash(leaf)));
        edge.takeFull().forEach(tile -> tiles.put(tile.level() + "/" + tile.index(), tile.hashes()));
        edge.takePartial().forEach(tile -> tiles.put(tile.level() + "/" + tile.index(), tile.hashes()));
    }

    MerkleTree tree() {
        return new MerkleTree(new TiledHashes(edge.size(), this));
    }

    Checkpoint checkpoint() {
        return new Checkpoint("memory", edge.size(), edge.root());
    }

    @Override
    public Optional<byte[]> read(TilePath path) {
        if (path.isEntries()) {
            int first = (int) path.index() * TilePath.FULL_WIDTH;
            return first + path.width() > leaves.size()
                    ? Optional.empty()
                    : Optional.of(EntryBundle.encode(leaves.subList(first, first + path.width())));
        }
        return Optional.ofNullable(tiles.get(path.level() + "/" + path.index()))
                .filter(tile -> tile.length >= path.width() * Rfc6962.HASH_LENGTH)
                .map(tile -> Arrays.copyOf(tile, path.width() * Rfc6962.HASH_LENGTH));
    }
}
