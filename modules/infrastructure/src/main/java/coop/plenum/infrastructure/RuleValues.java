package coop.plenum.infrastructure;

import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the items of all kinds of rules say alike: what is to be done, about which, and until when. */
public final class RuleValues {
    private final Values values;

    public RuleValues(Item rule) {
        this.values = rule.values();
    }

    /** @param otherwise when the rule does not say */
    public <E extends Enum<E>> E answer(Class<E> answers, E otherwise) {
        return values.text("answer")
                .map(text -> Enum.valueOf(answers, text.toUpperCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    public List<String> texts(String name) {
        return values.list(name).stream().map(String::valueOf).toList();
    }

    public Optional<Instant> until() {
        return values.text("until").map(time -> OffsetDateTime.parse(time).toInstant());
    }

    /** Whether a rule that ends then is still in force. */
    public static boolean holdsAt(Instant now, Optional<Instant> until) {
        return until.filter(end -> !end.isAfter(now)).isEmpty();
    }
}
