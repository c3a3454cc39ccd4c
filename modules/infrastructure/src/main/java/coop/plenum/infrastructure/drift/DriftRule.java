package coop.plenum.infrastructure.drift;

import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.RuleValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be done about drift in a space and below, without being asked each time; kept as an item of the type {@code
 * infrastructure.drift-rule}.
 *
 * @param types content types of resources it is about; empty: all
 * @param fields names of the fields it is about; empty: all
 * @param items ids of the items it is about; empty: all
 * @param every how often it is looked for; of no use when drift is ignored
 * @param until when the rule ends
 */
record DriftRule(
        UUID id,
        String title,
        UUID space,
        Answer answer,
        List<String> types,
        List<String> fields,
        List<String> items,
        Duration every,
        Optional<Instant> until) {
    static final String TYPE = "infrastructure.drift-rule";
    private static final Duration HOUR = Duration.ofHours(1);

    /** What is done about it. */
    enum Answer {
        /** It is no drift that matters. */
        IGNORE,
        /** What was published is brought back. */
        REVERT,
        /** What is there counts as published. */
        ACCEPT
    }

    static DriftRule of(Item item) {
        RuleValues values = new RuleValues(item);
        return new DriftRule(
                item.id(),
                item.title(),
                item.space(),
                values.answer(Answer.class, Answer.IGNORE),
                values.texts("types"),
                values.texts("fields"),
                values.texts("items"),
                item.values().text("every").map(Duration::parse).orElse(HOUR),
                values.until());
    }

    boolean holdsAt(Instant now) {
        return RuleValues.holdsAt(now, until);
    }

    boolean concerns(Item item) {
        return (types.isEmpty() || types.contains(item.type()))
                && (items.isEmpty() || items.contains(item.id().toString()));
    }

    boolean concerns(String field) {
        return fields.isEmpty() || fields.contains(field);
    }
}
