package coop.plenum.core.content.query;

import coop.plenum.api.PlenumException;
import coop.plenum.core.content.field.InvalidValue;
import coop.plenum.core.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the last row's sort value, as a column has it, and its id. In its opaque form it is tied to the
 * list it came from by a digest, which tells mistakes, not attackers: there is nothing to gain from another place.
 *
 * @param key null for rows without the value
 */
record Cursor(@Nullable Object key, UUID id) {
    private static final int DIGEST = 16;

    /**
     * @param list what makes the order of the list: type or trait, sort
     * @param shown the sort value in the JSON data model
     */
    static String write(String list, @Nullable Object shown, UUID id) {
        String place = Json.writeAny(shown == null ? List.of(id.toString()) : List.of(id.toString(), shown));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((digest(list, place) + place).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws PlenumException {@code invalid-cursor} */
    static Cursor read(String list, Sort sort, String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String place = plain.substring(DIGEST);
            if (!plain.equals(digest(list, place) + place) || !(Json.readAny(place) instanceof List<?> parts)) {
                throw invalid();
            }
            UUID id = UUID.fromString((String) parts.get(0));
            Object key = parts.size() == 1
                    ? null
                    : sort.target().codec().position(sort.target().field(), number(parts.get(1)));
            return new Cursor(key, id);
        } catch (InvalidValue | IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
            throw invalid();
        }
    }

    private static Object number(Object json) {
        return json instanceof Integer small ? (Object) small.longValue() : json;
    }

    private static String digest(String list, String place) {
        return Json.sha256((list + "\n" + place).getBytes(StandardCharsets.UTF_8))
                .substring(0, DIGEST);
    }

    private static PlenumException invalid() {
        return PlenumException.invalid(
                "invalid-cursor",
                "The cursor \"after\" is not one of this list, or the sort order has changed. Start again without it.");
    }
}
