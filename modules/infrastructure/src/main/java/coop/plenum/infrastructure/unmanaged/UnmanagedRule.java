package coop.plenum.infrastructure.unmanaged;

import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be done about resources that turn up unmanaged in a space and below; kept as an item of the type {@code
 * infrastructure.unmanaged-rule}.
 *
 * @param types content types of resources it is about; empty: all
 * @param connections ids of connections it is about; empty: all
 * @param made when the rule was made: what was there before has not turned up since
 * @param until when the rule ends
 */
record UnmanagedRule(
        UUID id,
        String title,
        UUID space,
        Answer answer,
        List<String> types,
        List<String> connections,
        Instant made,
        Optional<Instant> until) {
    static final String TYPE = "infrastructure.unmanaged-rule";

    /** What is done about them. */
    enum Answer {
        /** Nothing, whatever other rules say. */
        IGNORE,
        /** They are told of. */
        WARN,
        /** They are taken under management as they are. */
        ADOPT
    }

    static UnmanagedRule of(Item item) {
        Values values = item.values();
        return new UnmanagedRule(
                item.id(),
                item.title(),
                item.space(),
                Answer.valueOf(values.text("answer").orElse("ignore").toUpperCase(Locale.ROOT)),
                texts(values, "types"),
                texts(values, "connections"),
                item.createdAt(),
                values.text("until").map(time -> OffsetDateTime.parse(time).toInstant()));
    }

    private static List<String> texts(Values values, String name) {
        return values.list(name).stream().map(String::valueOf).toList();
    }

    boolean holdsAt(Instant now) {
        return until.filter(end -> !end.isAfter(now)).isEmpty();
    }

    boolean concerns(UUID connection) {
        return connections.isEmpty() || connections.contains(connection.toString());
    }

    boolean concerns(String type) {
        return types.isEmpty() || types.contains(type);
    }
}
