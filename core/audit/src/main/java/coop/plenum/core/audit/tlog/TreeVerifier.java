package coop.plenum.core.audit.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Recomputes a whole log from its entries and compares every tile and the root with what the log has signed. Says where
 * they differ. Memory is that of a few tiles, whatever the size.
 */
public final class TreeVerifier {
    private static final int MOST_FINDINGS = 100;

    private final TileSource source;
    private final List<Finding> findings = new ArrayList<>();

    public TreeVerifier(TileSource source) {
        this.source = source;
    }

    /** Something that is not as it was signed. */
    public record Finding(Kind kind, String message) {
        /** How bad it is. */
        public enum Kind {
            /** An entry, tile or root is not the one that was signed. */
            TAMPERED,
            /** Something is not there, so that nothing can be said about it. */
            MISSING
        }
    }

    /**
     * Verifies all entries up to the checkpoint's size.
     *
     * @param signed a checkpoint whose signature has been checked: see {@link Checkpoint#open}
     * @return nothing if the log is sound; otherwise at most about {@value #MOST_FINDINGS} findings
     */
    public List<Finding> verify(Checkpoint signed) {
        findings.clear();
        TreeEdge edge = new TreeEdge();
        while (edge.size() < signed.size() && findings.size() < MOST_FINDINGS) {
            if (!appendBundle(edge, signed.size())) {
                return List.copyOf(findings);
            }
            edge.takeFull().stream().filter(tile -> tile.level() > 0).forEach(this::compare);
        }
        edge.takePartial().stream().filter(tile -> tile.level() > 0).forEach(this::compare);
        if (edge.size() == signed.size() && !Arrays.equals(edge.root(), signed.root())) {
            tampered("The entries do not add up to the root that was signed for " + signed.size() + " of them.");
        }
        return List.copyOf(findings);
    }

    /** @return whether the bundle could be read, so that the tree can grow on */
    private boolean appendBundle(TreeEdge edge, long size) {
        TilePath path = TilePath.of(TilePath.ENTRIES, edge.size() / TilePath.FULL_WIDTH, size);
        Optional<byte[]> bundle = source.read(path);
        if (bundle.isEmpty()) {
            missing("tile/" + path + " is missing.");
            return false;
        }
        List<byte[]> leaves;
        try {
            leaves = EntryBundle.decode(bundle.get());
        } catch (IllegalArgumentException e) {
            tampered("tile/" + path + " is no bundle of entries: " + e.getMessage());
            return false;
        }
        if (leaves.size() != path.width()) {
            tampered("tile/" + path + " holds " + leaves.size() + " entries.");
            return false;
        }
        List<byte[]> signed = hashes(new TilePath(0, path.index(), path.width()));
        for (int i = 0; i < leaves.size(); i++) {
            byte[] hash = Rfc6962.leafHash(leaves.get(i));
            if (!signed.isEmpty() && !Arrays.equals(hash, signed.get(i))) {
                tampered("Entry " + edge.size() + " is not the one whose hash is in the tree.");
            }
            edge.append(hash);
        }
        return true;
    }

    private List<byte[]> hashes(TilePath path) {
        Optional<byte[]> tile = source.read(path);
        if (tile.isEmpty()) {
            missing("tile/" + path + " is missing.");
            return List.of();
        }
        if (tile.get().length != path.width() * Rfc6962.HASH_LENGTH) {
            tampered("tile/" + path + " is " + tile.get().length + " bytes long.");
            return List.of();
        }
        return Tile.split(tile.get());
    }

    private void compare(Tile computed) {
        Optional<byte[]> stored = source.read(computed.path());
        if (stored.isEmpty()) {
            missing("tile/" + computed.path() + " is missing.");
        } else if (!Arrays.equals(stored.get(), computed.hashes())) {
            tampered("tile/" + computed.path() + " does not follow from the entries.");
        }
    }

    private void tampered(String message) {
        findings.add(new Finding(Finding.Kind.TAMPERED, message));
    }

    private void missing(String message) {
        findings.add(new Finding(Finding.Kind.MISSING, message));
    }
}
