package coop.plenum.core.rest.event;

import coop.plenum.api.event.PlatformEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The latest events, numbered without gaps. Identifiers carry the start of this process, so that one from before a
 * restart is known to be too old. Thread-safe.
 */
final class EventRing {
    /** @param id for {@code Last-Event-ID} */
    record Numbered(long number, String id, PlatformEvent event) {}

    private final Numbered[] ring;
    private final String epoch;
    /** The number of the next event; the first is 1. */
    private long next = 1;

    EventRing(int capacity, long startedAt) {
        this.ring = new Numbered[capacity];
        this.epoch = Long.toString(startedAt, 36);
    }

    synchronized void add(PlatformEvent event) {
        ring[(int) (next % ring.length)] = new Numbered(next, epoch + "-" + next, event);
        next++;
    }

    /** The number of the newest event; 0 before the first. */
    synchronized long newest() {
        return next - 1;
    }

    /** At most so many events after the given one; empty when some of them are forgotten already. */
    synchronized Optional<List<Numbered>> after(long number, int atMost) {
        if (number > next - 1 || number < next - 1 - ring.length) {
            return Optional.empty();
        }
        List<Numbered> events = new ArrayList<>();
        for (long n = number + 1; n < next && events.size() < atMost; n++) {
            events.add(ring[(int) (n % ring.length)]);
        }
        return Optional.of(events);
    }

    /** The number in an identifier of this process; empty for any other text. */
    Optional<Long> number(String id) {
        if (!id.startsWith(epoch + "-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(id.substring(epoch.length() + 1)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String id(long number) {
        return epoch + "-" + number;
    }
}
