package coop.plenum.core.audit.tlog;

import java.util.Arrays;
import java.util.List;

/** Checks proofs from the outside, after RFC 9162, sections 2.1.3.2 and 2.1.4.2, whose hashes are those of RFC 6962. */
public final class Proofs {
    private Proofs() {}

    /** Whether the proof leads from the leaf's hash to the root. */
    public static boolean includes(long index, long size, byte[] leafHash, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Rfc6962.nodeHash(sibling, hash);
                int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= up;
                last >>>= up;
            } else {
                hash = Rfc6962.nodeHash(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** Whether the proof shows that the tree of the first root is a prefix of that of the second. */
    public static boolean consistent(long from, long to, byte[] fromRoot, byte[] toRoot, List<byte[]> proof) {
        if (from < 0 || from > to) {
            return false;
        }
        if (from == to) {
            return proof.isEmpty() && Arrays.equals(fromRoot, toRoot);
        }
        if (from == 0) {
            return proof.isEmpty() && Arrays.equals(fromRoot, Rfc6962.emptyRoot());
        }
        int known = Long.bitCount(from) == 1 ? 1 : 0;
        if (proof.size() + known < 2) {
            return false;
        }
        int up = Long.numberOfTrailingZeros(from);
        long node = (from - 1) >>> up;
        long last = (to - 1) >>> up;
        byte[] old = known == 1 ? fromRoot : proof.get(0);
        byte[] fresh = old;
        for (byte[] sibling : proof.subList(1 - known, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = Rfc6962.nodeHash(sibling, old);
                fresh = Rfc6962.nodeHash(sibling, fresh);
                int skip = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= skip;
                last >>>= skip;
            } else {
                fresh = Rfc6962.nodeHash(fresh, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && Arrays.equals(old, fromRoot) && Arrays.equals(fresh, toRoot);
    }
}
