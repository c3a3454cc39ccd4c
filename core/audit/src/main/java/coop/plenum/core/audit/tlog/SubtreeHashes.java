package coop.plenum.core.audit.tlog;

/** The hashes of the full subtrees of a log. */
@FunctionalInterface
public interface SubtreeHashes {
    /** The hash over the {@code 2^height} leaves from {@code index * 2^height} on, all of which exist. */
    byte[] hash(int height, long index);
}
