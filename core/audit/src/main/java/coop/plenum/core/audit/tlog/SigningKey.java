package coop.plenum.core.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * An Ed25519 key that signs notes. Its text form is two lines: the signer key {@code PRIVATE+KEY+name+id+base64(0x01 ||
 * seed)} and the verifier key, since the JDK cannot derive the second from the first. Thread-safe.
 */
public final class SigningKey {
    private static final String PREFIX = "PRIVATE+KEY+";
    /** What DER puts before the 32 bytes of an Ed25519 seed in a PrivateKeyInfo (RFC 8410). */
    private static final byte[] DER_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final VerifierKey verifier;
    private final PrivateKey key;

    private SigningKey(VerifierKey verifier, PrivateKey key) {
        this.verifier = verifier;
        this.key = key;
    }

    public static SigningKey generate(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(VerifierKey.of(name, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no Ed25519.", e);
        }
    }

    /** @throws IllegalArgumentException when the text holds no such key or its halves do not belong together */
    public static SigningKey parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 2 || !lines.get(0).startsWith(PREFIX)) {
            throw new IllegalArgumentException("A signing key is two lines: the signer key and the verifier key.");
        }
        VerifierKey verifier = VerifierKey.parse(lines.get(1));
        String encoded = lines.get(0)
                .substring(lines.get(0)
                                .indexOf('+', PREFIX.length() + verifier.name().length() + 1)
                        + 1);
        byte[] typed = Base64.getDecoder().decode(encoded);
        if (typed.length != VerifierKey.KEY_LENGTH + 1 || typed[0] != VerifierKey.ED25519) {
            throw new IllegalArgumentException("Not an Ed25519 signer key.");
        }
        SigningKey key = new SigningKey(verifier, privateKey(Arrays.copyOfRange(typed, 1, typed.length)));
        byte[] probe = "probe\n".getBytes(StandardCharsets.UTF_8);
        if (!verifier.verifies(probe, key.signature(probe))) {
            throw new IllegalArgumentException("The signer key does not belong to the verifier key.");
        }
        return key;
    }

    private static PrivateKey privateKey(byte[] seed) {
        byte[] der = Arrays.copyOf(DER_PREFIX, DER_PREFIX.length + seed.length);
        System.arraycopy(seed, 0, der, DER_PREFIX.length, seed.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not an Ed25519 signer key.", e);
        }
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** The secret text form, for the key's file only. */
    public String encoded() {
        byte[] der = key.getEncoded();
        byte[] typed = new byte[VerifierKey.KEY_LENGTH + 1];
        typed[0] = VerifierKey.ED25519;
        System.arraycopy(der, der.length - VerifierKey.KEY_LENGTH, typed, 1, VerifierKey.KEY_LENGTH);
        return PREFIX + verifier.name() + "+" + HexFormat.of().formatHex(verifier.id()) + "+"
                + Base64.getEncoder().encodeToString(typed) + "\n" + verifier + "\n";
    }

    /** Names the key only. */
    @Override
    public String toString() {
        return "signing key of " + verifier.name();
    }

    byte[] signature(byte[] text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(text);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing failed.", e);
        }
    }
}
