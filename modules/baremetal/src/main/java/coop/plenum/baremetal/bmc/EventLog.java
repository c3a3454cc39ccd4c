package coop.plenum.baremetal.bmc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The system event log.
 *
 * @param count of all entries
 * @param newest of them, newest first
 */
public record EventLog(long count, List<Entry> newest) {
    public static final EventLog EMPTY = new EventLog(0, List.of());

    public EventLog {
        newest = List.copyOf(newest);
    }

    /** @param time empty when the controller's clock was not set */
    public record Entry(String id, Optional<Instant> time, Health severity, String message) {}
}
