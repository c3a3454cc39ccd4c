package coop.plenum.infrastructure.machine;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What speaks for two views being of one machine.
 *
 * @param one the smaller of the two ids
 * @param because what both have, the strongest first
 * @param doubts what speaks against it, in words
 */
public record Link(UUID one, UUID other, Strength strength, List<Identifier> because, List<String> doubts) {
    /** How much it says. */
    public enum Strength {
        /** A UUID or a serial number and its maker: enough to count as one. */
        SURE,
        /** A card's address: enough unless it makes one of what cannot be. */
        LIKELY,
        /** Only shown, for a person to decide. */
        POSSIBLE
    }

    public Link {
        because = List.copyOf(because);
        doubts = List.copyOf(doubts);
    }

    /** Each with its kind as the API writes it, and in words: {@code same serial number ABC123}. */
    public List<Map<String, Object>> reasons() {
        return because.stream()
                .map(id -> Map.<String, Object>of("kind", id.kind().word(), "value", id.value(), "says", "same " + id))
                .toList();
    }

    boolean counts() {
        return strength != Strength.POSSIBLE;
    }

    /** The same, but not counted. */
    Link held(String why) {
        return new Link(one, other, Strength.POSSIBLE, because, List.of(why));
    }
}
