package coop.plenum.core.content.type;

import coop.plenum.core.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names of tables, columns and indexes. They are made of small letters, digits and underscores only, fit into 63
 * characters, are no reserved words, and no two of them are the same for different types or fields.
 */
final class Names {
    private static final int MOST = 58;

    private Names() {}

    /** {@code compute.server} lives in {@code item_compute_server}. */
    static String table(String type) {
        String plain = "item_" + type.replace('.', '_').replace('-', '_');
        // Only a hyphen or a cut makes two types look alike; no plain name has two underscores in a row.
        return type.indexOf('-') < 0 && plain.length() <= MOST ? plain : cut(plain) + "__" + hash(type, 8);
    }

    /**
     * {@code powerState} of type string lives in {@code f_power_state_string}. The type is part of the name, so that a
     * field that comes back as something else after it was removed never meets its old values.
     */
    static String column(String field, String type) {
        StringBuilder snake = new StringBuilder("f_");
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        String plain = snake + "_" + type.toLowerCase(Locale.ROOT);
        return plain.length() <= MOST ? plain : cut(plain) + "__" + hash(plain, 8);
    }

    static String index(String prefix, String table, String what) {
        return prefix + "_" + hash(table + "." + what, 16);
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(name.length(), MOST - 10));
    }

    private static String hash(String text, int digits) {
        return Json.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, digits);
    }
}
