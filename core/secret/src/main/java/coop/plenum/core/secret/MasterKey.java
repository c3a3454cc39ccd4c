package coop.plenum.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that wraps data keys. Its id follows from it and tells nothing about it. */
final class MasterKey {
    private static final int ID_LENGTH = 8;

    private final byte[] key;
    private final String id;

    private MasterKey(byte[] key) {
        this.key = key;
        this.id = id(key);
    }

    static MasterKey of(byte[] key) {
        if (key.length != AesGcm.KEY_LENGTH) {
            throw new IllegalArgumentException("A master key is " + AesGcm.KEY_LENGTH + " bytes long.");
        }
        return new MasterKey(key.clone());
    }

    /** @throws IllegalArgumentException without quoting the text */
    static MasterKey parse(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // The decoder's message may quote a character of the key.
            throw new IllegalArgumentException("A master key is written in base64.");
        }
        return of(key);
    }

    private static String id(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal("plenum master key id".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, ID_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256.", e);
        }
    }

    String id() {
        return id;
    }

    byte[] key() {
        return key;
    }

    /** For the key's file only. */
    String encoded() {
        return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String toString() {
        return "master key " + id;
    }
}
