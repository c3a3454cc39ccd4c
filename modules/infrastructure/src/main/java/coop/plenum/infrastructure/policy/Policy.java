package coop.plenum.infrastructure.policy;

import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a space demands of changes to resources in it and below; kept as an item of the type {@code
 * infrastructure.policy}.
 *
 * @param types content types of resources it is about; empty: all
 * @param kinds {@code create}, {@code update}, {@code delete}, {@code act}, {@code console}, {@code rotate}; empty:
 *     all
 * @param approvals how many people besides the requester have to approve
 * @param validity how long an approval counts
 * @param closed when nothing may be done
 * @param deletesPerDay how many resources may be deleted within 24 hours
 */
public record Policy(
        String title,
        UUID space,
        List<String> types,
        List<String> kinds,
        long approvals,
        Duration validity,
        Closed closed,
        OptionalLong deletesPerDay) {
    public static final String TYPE = "infrastructure.policy";

    private static final Duration WEEK = Duration.ofDays(7);

    /**
     * Hours of a day during which nothing may be done.
     *
     * @param days such as {@code fri}; empty: never
     * @param from hour, 0 to 23
     * @param until hour, 1 to 24; not after {@code from}: until the next day
     */
    record Closed(List<String> days, long from, long until, String zone) {
        /** @throws DateTimeException if the zone is none */
        boolean at(Instant moment) {
            if (days.isEmpty()) {
                return false;
            }
            ZonedDateTime local = moment.atZone(ZoneId.of(zone));
            int hour = local.getHour();
            if (from < until) {
                return on(local) && hour >= from && hour < until;
            }
            return (on(local) && hour >= from) || (on(local.minusDays(1)) && hour < until);
        }

        private boolean on(ZonedDateTime local) {
            return days.contains(local.getDayOfWeek()
                    .getDisplayName(TextStyle.SHORT, Locale.ROOT)
                    .toLowerCase(Locale.ROOT));
        }
    }

    static Policy of(Item item) {
        Values values = item.values();
        return new Policy(
                item.title(),
                item.space(),
                texts(values, "types"),
                texts(values, "kinds"),
                values.integer("approvals").orElse(0),
                values.text("approvalsValidFor").map(Duration::parse).orElse(WEEK),
                new Closed(
                        texts(values, "closedDays"),
                        values.integer("closedFrom").orElse(0),
                        values.integer("closedUntil").orElse(24),
                        values.text("timeZone").orElse("UTC")),
                values.integer("deletesPerDay"));
    }

    private static List<String> texts(Values values, String name) {
        return values.list(name).stream().map(String::valueOf).toList();
    }

    /** Whether it demands anything at all. */
    boolean demands() {
        return approvals > 0 || !closed.days().isEmpty() || deletesPerDay.isPresent();
    }

    /** Whether it is about any kind of change to resources of a type. */
    boolean concerns(String type) {
        return types.isEmpty() || types.contains(type);
    }

    boolean concerns(String type, String kind) {
        return concerns(type) && (kinds.isEmpty() || kinds.contains(kind));
    }

    /** Why nothing may be done at that moment, in words. A zone that nobody knows is closed for good. */
    Optional<String> closedAt(Instant moment) {
        try {
            return closed.at(moment)
                    ? Optional.of("The policy \"" + title + "\" allows nothing on "
                            + String.join(", ", closed.days()) + " from " + closed.from() + " to " + closed.until()
                            + " o'clock (" + closed.zone() + "). Apply it at another time.")
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of("The policy \"" + title + "\" has the time zone \"" + closed.zone()
                    + "\", which does not exist. Correct it, for example to Europe/Berlin.");
        }
    }
}
