package coop.plenum.core.audit.tlog;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a log commits to, after C2SP {@code tlog-checkpoint}.
 *
 * @param origin names the log
 * @param size number of leaves
 * @param root RFC 6962 root hash
 */
@SuppressWarnings("ArrayRecordComponent") // equals is written out below
public record Checkpoint(String origin, long size, byte[] root) {
    /** What the log whose key this is has signed. */
    public static Checkpoint open(String note, VerifierKey key) {
        Checkpoint checkpoint = parse(SignedNote.open(note, key));
        if (!checkpoint.origin().equals(key.name())) {
            throw new IllegalArgumentException(
                    "The checkpoint is of " + checkpoint.origin() + ", the key of " + key.name() + ".");
        }
        return checkpoint;
    }

    /** What the note says, unverified. */
    public static Checkpoint unverified(String note) {
        return parse(SignedNote.text(note));
    }

    /** @throws IllegalArgumentException when the text is no checkpoint */
    static Checkpoint parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("A checkpoint has at least three lines: origin, size and root.");
        }
        String size = lines.get(1);
        if (!size.matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("The checkpoint's tree size is no number.");
        }
        byte[] root = Base64.getDecoder().decode(lines.get(2));
        if (root.length != Rfc6962.HASH_LENGTH) {
            throw new IllegalArgumentException("The checkpoint's root is no SHA-256 hash.");
        }
        return new Checkpoint(lines.get(0), Long.parseLong(size), root);
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Checkpoint that
                && origin.equals(that.origin)
                && size == that.size
                && Arrays.equals(root, that.root);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(root);
    }
}
