package coop.plenum.baremetal.ipmi;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;

/** Signs and encrypts the packets of one session with the keys derived from its session integrity key. */
final class SessionKeys {
    private static final int BLOCK = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CipherSuite suite;
    private final byte[] integrityKey;
    private final byte[] encryptionKey;

    SessionKeys(CipherSuite suite, byte[] sessionIntegrityKey) {
        this.suite = suite;
        this.integrityKey = Crypto.hmac(suite.hmac, sessionIntegrityKey, constant(1));
        this.encryptionKey = Crypto.first(Crypto.hmac(suite.hmac, sessionIntegrityKey, constant(2)), BLOCK);
    }

    private static byte[] constant(int value) {
        byte[] constant = new byte[20];
        Arrays.fill(constant, (byte) value);
        return constant;
    }

    int tagLength() {
        return suite.tagLength;
    }

    byte[] tag(byte[] signed) {
        return Crypto.first(Crypto.hmac(suite.hmac, integrityKey, signed), suite.tagLength);
    }

    boolean genuine(byte[] signed, byte[] tag) {
        return MessageDigest.isEqual(tag(signed), tag);
    }

    byte[] encrypt(byte[] payload) {
        int pad = BLOCK - 1 - payload.length % BLOCK;
        byte[] padded = Arrays.copyOf(payload, payload.length + pad + 1);
        for (int i = 1; i <= pad; i++) {
            padded[payload.length + i - 1] = (byte) i;
        }
        padded[padded.length - 1] = (byte) pad;
        byte[] iv = new byte[BLOCK];
        RANDOM.nextBytes(iv);
        try {
            return Crypto.join(iv, Crypto.aes(Cipher.ENCRYPT_MODE, encryptionKey, iv, padded, 0, padded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is missing in this Java runtime.", e);
        }
    }

    /** Empty when it is not a payload that was encrypted with these keys. */
    Optional<byte[]> decrypt(byte[] payload) {
        if (payload.length < 2 * BLOCK || payload.length % BLOCK != 0) {
            return Optional.empty();
        }
        byte[] padded;
        try {
            padded = Crypto.aes(
                    Cipher.DECRYPT_MODE,
                    encryptionKey,
                    Crypto.first(payload, BLOCK),
                    payload,
                    BLOCK,
                    payload.length - BLOCK);
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
        int length = padded.length - 1 - (padded[padded.length - 1] & 0xff);
        return length < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(padded, length));
    }
}
