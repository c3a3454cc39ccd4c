package coop.plenum.core.audit.tlog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entry bundles after C2SP {@code tlog-tiles}: leaves, each after its length as two bytes, big-endian. */
public final class EntryBundle {
    /** The longest leaf a bundle can hold. */
    public static final int MAX_LEAF = 0xffff;

    private EntryBundle() {}

    public static byte[] encode(List<byte[]> leaves) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] leaf : leaves) {
            if (leaf.length > MAX_LEAF) {
                throw new IllegalArgumentException("A leaf of " + leaf.length + " bytes is too long.");
            }
            bundle.write(leaf.length >>> 8);
            bundle.write(leaf.length);
            bundle.writeBytes(leaf);
        }
        return bundle.toByteArray();
    }

    /** @throws IllegalArgumentException when the bundle ends within a leaf */
    public static List<byte[]> decode(byte[] bundle) {
        List<byte[]> leaves = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(bundle);
        while (rest.hasRemaining()) {
            if (rest.remaining() < 2) {
                throw new IllegalArgumentException("The bundle ends within a length.");
            }
            int length = rest.getShort() & 0xffff;
            if (rest.remaining() < length) {
                throw new IllegalArgumentException("The bundle ends within a leaf.");
            }
            byte[] leaf = new byte[length];
            rest.get(leaf);
            leaves.add(leaf);
        }
        return leaves;
    }
}
