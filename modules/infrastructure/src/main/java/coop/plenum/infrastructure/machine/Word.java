package coop.plenum.infrastructure.machine;

import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person has said of two views; kept as an item of the type {@code infrastructure.machine-link}.
 *
 * @param one the smaller of the two ids
 */
public record Word(UUID item, UUID space, UUID one, UUID other, Verdict verdict, Optional<String> reason, Instant at) {
    public static final String TYPE = "infrastructure.machine-link";

    /** What it says. */
    public enum Verdict {
        SAME,
        DIFFERENT;

        /** As content holds it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Empty when the item does not name two others. */
    static Optional<Word> of(Item item) {
        Values values = item.values();
        List<UUID> ids = values.list("items").stream()
                .flatMap(text -> id(String.valueOf(text)).stream())
                .distinct()
                .sorted()
                .toList();
        return ids.size() != 2
                ? Optional.empty()
                : Optional.of(new Word(
                        item.id(),
                        item.space(),
                        ids.get(0),
                        ids.get(1),
                        Verdict.valueOf(values.text("verdict").orElse("same").toUpperCase(Locale.ROOT)),
                        values.text("reason"),
                        item.updatedAt()));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Pair pair() {
        return new Pair(one, other);
    }

    /** Two views, in order. */
    record Pair(UUID one, UUID other) {
        static Pair of(UUID left, UUID right) {
            return left.compareTo(right) < 0 ? new Pair(left, right) : new Pair(right, left);
        }
    }
}
