package coop.plenum.core.rest.event;

import coop.plenum.api.PlenumException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How many streams there may be: in all, and with each credential. */
final class Places {
    private static final Duration LATER = Duration.ofSeconds(30);

    private final int each;
    private final int all;
    private final Map<UUID, Integer> taken = new HashMap<>();
    private int sum;

    Places(int each, int all) {
        this.each = each;
        this.all = all;
    }

    /** @throws PlenumException {@code too-many-streams} */
    synchronized void take(UUID credential) {
        int own = taken.getOrDefault(credential, 0);
        if (own >= each) {
            throw tooMany("This credential has " + own + " event streams open, the most it may have. Close some, or let"
                    + " several listeners share one.");
        }
        if (sum >= all) {
            throw tooMany(
                    "All " + all + " event streams of the server are taken. Try again later, or ask for changes now"
                            + " and then instead.");
        }
        taken.put(credential, own + 1);
        sum++;
    }

    synchronized void give(UUID credential) {
        taken.computeIfPresent(credential, (key, own) -> own > 1 ? own - 1 : null);
        sum--;
    }

    private static PlenumException tooMany(String message) {
        return new PlenumException(
                PlenumException.Category.THROTTLED, "too-many-streams", message, List.of(), LATER, null);
    }
}
