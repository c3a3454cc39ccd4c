package coop.plenum.core.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Notes after C2SP {@code signed-note}: a text, an empty line, signature lines. */
public final class SignedNote {
    private static final String DASH = "\u2014 ";
    private static final int ID_LENGTH = 4;

    private SignedNote() {}

    /** @param text ends in a newline */
    public static String sign(String text, SigningKey key) {
        if (!text.endsWith("\n") || text.chars().anyMatch(character -> character < ' ' && character != '\n')) {
            throw new IllegalArgumentException("A note ends in a newline and holds no other control characters.");
        }
        byte[] signature = key.signature(text.getBytes(StandardCharsets.UTF_8));
        byte[] identified = Arrays.copyOf(key.verifier().id(), ID_LENGTH + signature.length);
        System.arraycopy(signature, 0, identified, ID_LENGTH, signature.length);
        return text + "\n" + DASH + key.verifier().name() + " "
                + Base64.getEncoder().encodeToString(identified) + "\n";
    }

    /** The part that is signed, whoever signed it. */
    public static String text(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("Not a signed note: the empty line before the signatures is missing.");
        }
        return note.substring(0, end + 1);
    }

    /**
     * The text of a note that the key has signed; signatures of others are passed over.
     *
     * @throws IllegalArgumentException when it is no note, or the key has not signed it
     */
    public static String open(String note, VerifierKey key) {
        String text = text(note);
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (String line : note.substring(text.length() + 1).lines().toList()) {
            byte[] signature = signatureOf(line, key);
            if (signature.length == 0) {
                continue;
            }
            if (!key.verifies(signed, signature)) {
                throw new IllegalArgumentException("The signature of " + key.name() + " is wrong.");
            }
            found = true;
        }
        if (!found) {
            throw new IllegalArgumentException("The note bears no signature of " + key.name() + ".");
        }
        return text;
    }

    /** The signature in the line if it is of the key, else nothing. */
    private static byte[] signatureOf(String line, VerifierKey key) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space <= DASH.length()) {
            throw new IllegalArgumentException("Not a signature line of a note.");
        }
        byte[] identified = Base64.getDecoder().decode(line.substring(space + 1));
        boolean ours = line.substring(DASH.length(), space).equals(key.name())
                && identified.length > ID_LENGTH
                && Arrays.equals(key.id(), Arrays.copyOf(identified, ID_LENGTH));
        return ours ? Arrays.copyOfRange(identified, ID_LENGTH, identified.length) : new byte[0];
    }
}
