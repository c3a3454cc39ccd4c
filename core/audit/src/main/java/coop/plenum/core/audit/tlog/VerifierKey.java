package coop.plenum.core.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An Ed25519 key that checks signed notes, in the text form {@code name+id+base64(0x01 || key)}. */
public final class VerifierKey {
    static final byte ED25519 = 0x01;
    static final int KEY_LENGTH = 32;
    /** What DER puts before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] DER_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] key;

    VerifierKey(String name, byte[] key) {
        if (name.isEmpty() || name.indexOf('+') >= 0 || name.chars().anyMatch(VerifierKey::space)) {
            throw new IllegalArgumentException("A key's name is not empty and holds neither spaces nor plus signs.");
        }
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("An Ed25519 key has " + KEY_LENGTH + " bytes.");
        }
        this.name = name;
        this.key = key;
    }

    private static boolean space(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character < ' ';
    }

    static VerifierKey of(String name, PublicKey key) {
        byte[] der = key.getEncoded();
        return new VerifierKey(name, Arrays.copyOfRange(der, der.length - KEY_LENGTH, der.length));
    }

    /** @throws IllegalArgumentException when the text is no such key or its id is wrong */
    public static VerifierKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("A verifier key has the form name+id+key.");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != KEY_LENGTH + 1 || typed[0] != ED25519) {
            throw new IllegalArgumentException("Not an Ed25519 verifier key.");
        }
        VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
            throw new IllegalArgumentException("The key's id does not fit the key.");
        }
        return key;
    }

    public String name() {
        return name;
    }

    /** The first four bytes of SHA-256 over name, newline, type and key. */
    byte[] id() {
        MessageDigest digest = Rfc6962.sha256();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(ED25519);
        return Arrays.copyOf(digest.digest(key), 4);
    }

    boolean verifies(byte[] text, byte[] signature) {
        try {
            byte[] der = Arrays.copyOf(DER_PREFIX, DER_PREFIX.length + KEY_LENGTH);
            System.arraycopy(key, 0, der, DER_PREFIX.length, KEY_LENGTH);
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
            ed25519.update(text);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature or key that cannot even be read verifies nothing.
            return false;
        }
    }

    @Override
    public String toString() {
        byte[] typed = new byte[KEY_LENGTH + 1];
        typed[0] = ED25519;
        System.arraycopy(key, 0, typed, 1, KEY_LENGTH);
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
