package coop.plenum.openstack.resource;

import coop.plenum.api.Values;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a resource is marked with as it is made, so that it is found again when the answer was lost: the idempotency key
 * of the request, and the item that it stands for.
 *
 * @param key a digest of the key, short enough for every service
 */
public record Mark(String key, String item) {
    public static final String KEY = "plenum:key";
    public static final String ITEM = "plenum:item";
    private static final int LENGTH = 32;
    /** Where it stands as text. */
    private static final String PLACE = "description";

    public static Mark of(String idempotencyKey, UUID item) {
        return new Mark(digest(idempotencyKey), item.toString());
    }

    static String digest(String idempotencyKey) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(idempotencyKey.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing in this Java runtime.", e);
        }
    }

    /** An id for what may be given one: the same for the same key. */
    public String uuid() {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static boolean isOurs(String name) {
        return name.equals(KEY) || name.equals(ITEM);
    }

    /** As metadata. */
    public Map<String, String> metadata() {
        return Map.of(KEY, key, ITEM, item);
    }

    /** As tags. */
    public List<String> tags() {
        return List.of(keyTag(), ITEM + "=" + item);
    }

    public String keyTag() {
        return KEY + "=" + key;
    }

    /** For a place that takes nothing but text. */
    public String text() {
        return String.join(" ", tags());
    }

    /** Whether the resource was made by the request with this key. */
    boolean isOn(Values json) {
        return json.nested("metadata").text(KEY).filter(key::equals).isPresent()
                || json.text(KEY).filter(key::equals).isPresent()
                || json.list("tags").contains(keyTag());
    }

    /** Whether the resource stands for the item. */
    static boolean isFor(UUID item, Values json) {
        String id = item.toString();
        return json.nested("metadata").text(ITEM).filter(id::equals).isPresent()
                || json.text(ITEM).filter(id::equals).isPresent()
                || json.list("tags").contains(ITEM + "=" + id)
                || (isUnfinished(json) && json.requireText(PLACE).endsWith(ITEM + "=" + id));
    }

    /** Whether the mark still stands where something else is to stand once all is done. */
    static boolean isUnfinished(Values json) {
        return json.text(PLACE).filter(text -> text.startsWith(KEY + "=")).isPresent();
    }

    static boolean isOurTag(Object tag) {
        String text = Objects.toString(tag);
        return text.startsWith(KEY + "=") || text.startsWith(ITEM + "=");
    }
}
