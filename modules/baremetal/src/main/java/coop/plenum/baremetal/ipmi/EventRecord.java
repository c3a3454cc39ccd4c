package coop.plenum.baremetal.ipmi;

import coop.plenum.baremetal.bmc.EventLog;
import coop.plenum.baremetal.bmc.Health;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts one record of the system event log into words. */
final class EventRecord {
    static final int LENGTH = 16;
    private static final int SYSTEM_EVENT = 0x02;
    private static final int OEM_WITHOUT_TIME = 0xe0;
    /** Before this the clock had not been set: seconds since the controller started. */
    private static final long CLOCK_SET = 0x20000000L;

    private static final int THRESHOLD = 0x01;
    private static final List<String> THRESHOLDS = List.of(
            "lower non-critical going low",
            "lower non-critical going high",
            "lower critical going low",
            "lower critical going high",
            "lower non-recoverable going low",
            "lower non-recoverable going high",
            "upper non-critical going low",
            "upper non-critical going high",
            "upper critical going low",
            "upper critical going high",
            "upper non-recoverable going low",
            "upper non-recoverable going high");

    private static final List<String> KINDS = List.of(
            "Reserved",
            "Temperature",
            "Voltage",
            "Current",
            "Fan",
            "Physical security",
            "Platform security",
            "Processor",
            "Power supply",
            "Power unit",
            "Cooling device",
            "Other units-based sensor",
            "Memory",
            "Drive slot",
            "POST memory resize",
            "System firmware",
            "Event logging",
            "Watchdog",
            "System event",
            "Critical interrupt",
            "Button",
            "Module",
            "Microcontroller",
            "Add-in card",
            "Chassis",
            "Chip set",
            "Other FRU",
            "Cable",
            "Terminator",
            "System boot",
            "Boot error",
            "OS boot",
            "OS stop",
            "Slot",
            "System ACPI power state",
            "Watchdog",
            "Platform alert",
            "Entity presence",
            "Monitor ASIC",
            "LAN",
            "Management subsystem health",
            "Battery");

    private EventRecord() {}

    /** @param names of sensors by their number */
    static EventLog.Entry parse(Bytes record, Map<Integer, String> names) {
        String id = String.valueOf(record.word(0));
        int type = record.at(2);
        long seconds = record.doubleWord(3);
        Optional<Instant> time = type < OEM_WITHOUT_TIME && seconds >= CLOCK_SET && seconds != 0xffffffffL
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
        if (type != SYSTEM_EVENT) {
            String what = String.format(Locale.ROOT, "Maker's record of type 0x%02x", type);
            return new EventLog.Entry(id, time, Health.OK, what);
        }
        int number = record.at(11);
        boolean deasserted = record.has(12, 0x80);
        int eventType = record.at(12) & 0x7f;
        int offset = record.at(13) & 0x0f;
        String sensor = names.getOrDefault(number, kind(record.at(10)) + " #" + number);
        String event = eventType == THRESHOLD && offset < THRESHOLDS.size()
                ? THRESHOLDS.get(offset)
                : String.format(Locale.ROOT, "event 0x%02x state %d", eventType, offset);
        return new EventLog.Entry(
                id,
                time,
                severity(eventType, offset, deasserted),
                sensor + ": " + event + (deasserted ? " (no longer)" : ""));
    }

    private static Health severity(int eventType, int offset, boolean deasserted) {
        if (deasserted || eventType != THRESHOLD) {
            return Health.OK;
        }
        return offset <= 1 || offset == 6 || offset == 7 ? Health.WARNING : Health.CRITICAL;
    }

    private static String kind(int type) {
        return type < KINDS.size() ? KINDS.get(type) : "Sensor";
    }
}
