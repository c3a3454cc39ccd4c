package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.EventLog;
import coop.plenum.baremetal.bmc.Health;
import coop.plenum.baremetal.bmc.Patience;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the event log and reads its newest entries; services list them in either order. */
final class LogReader {
    private static final int NEWEST = 20;
    /** Before the clock was set, controllers write dates near the epoch. */
    private static final Instant CLOCK_SET = Instant.parse("2000-01-02T00:00:00Z");

    private final Service service;
    private final Patience patience;

    LogReader(Service service, Patience patience) {
        this.service = service;
        this.patience = patience;
    }

    EventLog read(Values system, Optional<Values> manager) throws ProviderException, InterruptedException {
        Optional<Values> log = find(system, manager);
        if (log.isEmpty()) {
            return EventLog.EMPTY;
        }
        List<EventLog.Entry> entries = new ArrayList<>();
        for (Values entry : service.optionalMembers(Service.link(log.get(), "Entries"), patience)) {
            entries.add(entry(entry));
        }
        entries.sort(Comparator.comparing((EventLog.Entry entry) -> entry.time().orElse(Instant.EPOCH))
                .thenComparing(entry -> number(entry.id()))
                .thenComparing(EventLog.Entry::id)
                .reversed());
        return new EventLog(entries.size(), entries.subList(0, Math.min(NEWEST, entries.size())));
    }

    Optional<Values> find(Values system, Optional<Values> manager) throws ProviderException, InterruptedException {
        Values keeper = manager.orElse(Values.empty());
        boolean managerFirst = service.quirks().managerKeepsLog();
        Optional<Values> log = find(managerFirst ? keeper : system);
        return log.isPresent() ? log : find(managerFirst ? system : keeper);
    }

    private Optional<Values> find(Values owner) throws ProviderException, InterruptedException {
        List<Values> logs = service.optionalMembers(Service.link(owner, "LogServices"), patience);
        for (String name : service.quirks().logs()) {
            Optional<Values> named = logs.stream()
                    .filter(log ->
                            log.text("Id").orElse("").toLowerCase(Locale.ROOT).equals(name))
                    .findFirst();
            if (named.isPresent()) {
                return named;
            }
        }
        return Optional.empty();
    }

    private static EventLog.Entry entry(Values entry) {
        Health severity = SystemReader.health(entry.text("Severity").orElse(""));
        String message = entry.text("Message").or(() -> entry.text("MessageId")).orElse("");
        return new EventLog.Entry(
                entry.text("Id").orElse(""),
                entry.text("Created").flatMap(LogReader::time),
                severity == Health.UNKNOWN ? Health.OK : severity,
                PartTable.cut(message));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(time -> time.isAfter(CLOCK_SET));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static long number(String id) {
        return id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
    }
}
