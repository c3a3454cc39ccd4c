package coop.plenum.infrastructure.change;

import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a change keeps and shows to nobody: the values it asks for in fields that not everybody may see, and a salt without
 * which such values could be guessed from the digest of its plan.
 */
public final class Withheld {
    static final String FIELD = "withheld";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT = 16;

    private final String salt;
    private final Map<String, Object> values;

    private Withheld(String salt, Map<String, ?> values) {
        this.salt = salt;
        this.values = new LinkedHashMap<>(values);
    }

    /** Of a new change. */
    public static Withheld begin() {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return new Withheld(HexFormat.of().formatHex(salt), Map.of());
    }

    /** @param change as the engine sees it */
    public static Withheld of(Item change) {
        Values stored = change.values().nested(FIELD);
        return new Withheld(
                stored.text("salt").orElse(""),
                Map.copyOf(stored.nested("values").asMap()));
    }

    public String salt() {
        return salt;
    }

    /**
     * Takes in what is not to be shown.
     *
     * @param part of the change that asks for the values; empty if it has no parts
     * @param sensitive names of fields
     * @return the values that may be shown
     */
    Values take(String part, Values asked, Set<String> sensitive) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(asked.asMap());
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(asked.asMap());
        shown.keySet().removeAll(sensitive);
        kept.keySet().retainAll(sensitive);
        if (!kept.isEmpty()) {
            values.put(key(part), kept);
        }
        return Values.of(shown);
    }

    /** All that a part asks for. */
    Values whole(String part, Values shown) {
        if (!(values.get(key(part)) instanceof Map<?, ?> kept)) {
            return shown;
        }
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(shown.asMap());
        kept.forEach((name, value) -> whole.put(String.valueOf(name), value));
        return Values.of(whole);
    }

    private static String key(String part) {
        return "of " + part;
    }

    Values stored() {
        return Values.builder().put("salt", salt).put("values", values).build();
    }
}
