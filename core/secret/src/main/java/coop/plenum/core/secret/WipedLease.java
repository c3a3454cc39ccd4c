package coop.plenum.core.secret;

import coop.plenum.api.PlenumException;
import coop.plenum.api.secret.SecretLease;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A secret in memory until it is closed. Thread-safe. */
final class WipedLease implements SecretLease {
    /** A character of the basic plane takes at most three bytes, a pair of surrogates four. */
    private static final int BYTES_PER_CHAR = 3;

    private final char[] value;
    private volatile boolean closed;

    private WipedLease(char[] value) {
        this.value = value;
    }

    /** @param utf8 is wiped */
    static WipedLease of(byte[] utf8) {
        char[] decoded = new char[utf8.length];
        CharBuffer target = CharBuffer.wrap(decoded);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8), target, true);
        char[] value = Arrays.copyOf(decoded, target.position());
        Arrays.fill(decoded, '\0');
        Arrays.fill(utf8, (byte) 0);
        return new WipedLease(value);
    }

    /**
     * @return UTF-8, for the caller to wipe
     * @throws PlenumException {@code invalid-secret}
     */
    static byte[] encode(char[] value) {
        byte[] encoded = new byte[value.length * BYTES_PER_CHAR];
        ByteBuffer target = ByteBuffer.wrap(encoded);
        boolean whole = !StandardCharsets.UTF_8
                .newEncoder()
                .encode(CharBuffer.wrap(value), target, true)
                .isError();
        byte[] utf8 = Arrays.copyOf(encoded, target.position());
        Arrays.fill(encoded, (byte) 0);
        if (!whole) {
            throw PlenumException.invalid(
                    "invalid-secret", "The secret holds half a character (a surrogate without its partner).");
        }
        return utf8;
    }

    @Override
    public char[] value() {
        if (closed) {
            throw new IllegalStateException("The lease is closed and the secret wiped.");
        }
        return value;
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(value, '\0');
    }

    @Override
    public String toString() {
        return "********";
    }
}
