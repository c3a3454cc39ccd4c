package coop.plenum.infrastructure.unmanaged;

import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.RuleValues;
import java.time.Instant;
import java.util.List;
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
        RuleValues values = new RuleValues(item);
        return new UnmanagedRule(
                item.id(),
                item.title(),
                item.space(),
                values.answer(Answer.class, Answer.IGNORE),
                values.texts("types"),
                values.texts("connections"),
                item.createdAt(),
                values.until());
    }

    boolean holdsAt(Instant now) {
        return RuleValues.holdsAt(now, until);
    }

    boolean concerns(UUID connection) {
        return connections.isEmpty() || connections.contains(connection.toString());
    }

    boolean concerns(String type) {
        return types.isEmpty() || types.contains(type);
    }
}
