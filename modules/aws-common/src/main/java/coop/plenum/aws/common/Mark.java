package coop.plenum.aws.common;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The tags that a resource is made with, so that it is found again when the answer was lost: the idempotency key of the
 * request, and the item that it stands for.
 *
 * @param key a digest of the idempotency key; short enough for a client token
 */
public record Mark(String key, String item) {
    public static final String KEY = "plenum:key";
    public static final String ITEM = "plenum:item";
    private static final int LENGTH = 32;

    public static Mark of(String idempotencyKey, UUID item) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(idempotencyKey.getBytes(StandardCharsets.UTF_8));
            return new Mark(HexFormat.of().formatHex(digest).substring(0, LENGTH), item.toString());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing in this Java runtime.", e);
        }
    }

    /** With the tags that are wanted besides. */
    public Map<String, String> with(Map<String, String> tags) {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.put(KEY, key);
        all.put(ITEM, item);
        return all;
    }

    public boolean isOn(Map<String, String> tags) {
        return key.equals(tags.get(KEY));
    }

    static boolean isFor(UUID item, Map<String, String> tags) {
        return item.toString().equals(tags.get(ITEM));
    }
}
