package coop.plenum.core.audit.tlog;

import java.util.ArrayList;
import java.util.List;

/** Roots and proofs after RFC 6962, section 2.1, at any size for which the subtrees' hashes are there. */
public final class MerkleTree {
    private final SubtreeHashes subtrees;

    public MerkleTree(SubtreeHashes subtrees) {
        this.subtrees = subtrees;
    }

    public byte[] root(long size) {
        return size == 0 ? Rfc6962.emptyRoot() : range(0, size);
    }

    /** The audit path of a leaf, the leaf's sibling first; {@code 0 <= index < size}. */
    public List<byte[]> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("No leaf " + index + " in a tree of " + size + ".");
        }
        List<byte[]> proof = new ArrayList<>();
        addPath(index, 0, size, proof);
        return proof;
    }

    /** Proves that the smaller tree is a prefix of the larger; {@code 0 <= from <= to}. */
    public List<byte[]> consistency(long from, long to) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("No proof from " + from + " to " + to + ".");
        }
        List<byte[]> proof = new ArrayList<>();
        if (from > 0) {
            addSubproof(from, 0, to, true, proof);
        }
        return proof;
    }

    private void addPath(long index, long from, long until, List<byte[]> proof) {
        if (until - from == 1) {
            return;
        }
        long middle = from + split(until - from);
        if (index < middle) {
            addPath(index, from, middle, proof);
            proof.add(range(middle, until));
        } else {
            addPath(index, middle, until, proof);
            proof.add(range(from, middle));
        }
    }

    /** @param known whether who checks has the root of the old tree, as long as the way went left only */
    private void addSubproof(long size, long from, long until, boolean known, List<byte[]> proof) {
        if (size == until) {
            if (!known) {
                proof.add(range(from, until));
            }
            return;
        }
        long middle = from + split(until - from);
        if (size <= middle) {
            addSubproof(size, from, middle, known, proof);
            proof.add(range(middle, until));
        } else {
            addSubproof(size, middle, until, false, proof);
            proof.add(range(from, middle));
        }
    }

    private byte[] range(long from, long until) {
        long size = until - from;
        if (Long.bitCount(size) == 1) {
            return subtrees.hash(Long.numberOfTrailingZeros(size), from / size);
        }
        long middle = from + split(size);
        return Rfc6962.nodeHash(range(from, middle), range(middle, until));
    }

    /** The largest power of two below the size. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
