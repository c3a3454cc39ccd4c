package coop.plenum.infrastructure.change;

import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A change of many resources, as its item keeps it. */
public final class ChangeSet {
    private ChangeSet() {}

    public static boolean is(Item change) {
        return change.values().text("kind").equals(Optional.of(ChangeKind.SET.text()));
    }

    /** Which of the values that a step asks for are not to be shown. */
    @FunctionalInterface
    public interface Sensitive {
        Set<String> of(Step step);
    }

    /** @param withheld takes what is not to be shown */
    public static Values stored(ChangeDraft draft, Withheld withheld, Sensitive sensitive) {
        List<Values> steps = draft.steps().stream()
                .map(step -> stored(step, withheld.take(step.key(), values(step), sensitive.of(step))))
                .toList();
        return Values.builder()
                .put("kind", ChangeKind.SET.text())
                .put("resourceSpace", draft.space().toString())
                .put("steps", steps)
                .put("reason", draft.reason())
                .put(Withheld.FIELD, withheld.stored())
                .build();
    }

    /** @throws coop.plenum.api.PlenumException {@code malformed-change} */
    public static ChangeDraft of(Item change) {
        return Malformed.checked(change, () -> read(change));
    }

    private static ChangeDraft read(Item change) {
        Withheld withheld = Withheld.of(change);
        return new ChangeDraft(
                ChangeSpec.space(change),
                change.title(),
                change.values().list("steps").stream()
                        .map(stored -> step(stored, withheld))
                        .toList(),
                change.values().text("reason").orElse(""));
    }

    public static ChangeKind kind(Step step) {
        if (step instanceof Step.Create) {
            return ChangeKind.CREATE;
        }
        if (step instanceof Step.Update) {
            return ChangeKind.UPDATE;
        }
        return step instanceof Step.Delete ? ChangeKind.DELETE : ChangeKind.ACT;
    }

    /** What a step does to its resource: one that may replace it may do three things. */
    static List<ChangeKind> kinds(Step step) {
        return replaces(step) ? List.of(ChangeKind.UPDATE, ChangeKind.DELETE, ChangeKind.CREATE) : List.of(kind(step));
    }

    /** Whether a step may delete its resource and make it anew. */
    public static boolean replaces(Step step) {
        return step instanceof Step.Update update && update.replace();
    }

    /** The item a step is about; empty for a create. */
    public static Optional<UUID> item(Step step) {
        if (step instanceof Step.Update update) {
            return Optional.of(update.item());
        }
        if (step instanceof Step.Delete delete) {
            return Optional.of(delete.item());
        }
        return step instanceof Step.Act act ? Optional.of(act.item()) : Optional.empty();
    }

    /** What a step wants of its resource; parameters of an action. */
    public static Values values(Step step) {
        if (step instanceof Step.Create create) {
            return create.values();
        }
        if (step instanceof Step.Update update) {
            return update.values();
        }
        return step instanceof Step.Act act ? act.parameters() : Values.empty();
    }

    private static Values stored(Step step, Values shown) {
        Values.Builder stored = Values.builder()
                .put("key", step.key())
                .put("kind", kind(step).text())
                .put("item", item(step).map(UUID::toString).orElse(null));
        if (step instanceof Step.Create create) {
            stored.put("connection", create.connection().toString())
                    .put("type", create.type())
                    .put("title", create.title())
                    .put("space", create.space().map(UUID::toString).orElse(null));
        }
        if (step instanceof Step.Act act) {
            stored.put("action", act.action());
        }
        if (replaces(step)) {
            stored.put("replace", true);
        }
        if (!shown.isEmpty()) {
            stored.put("values", shown);
        }
        if (!step.after().isEmpty()) {
            stored.put("after", step.after());
        }
        return stored.build();
    }

    private static Step step(Object stored, Withheld withheld) {
        Values values = Values.of("step", stored).nested("step");
        String key = values.requireText("key");
        Values wanted = withheld.whole(key, values.nested("values"));
        List<String> after = texts(values, "after");
        return switch (ChangeKind.named(values.requireText("kind").toUpperCase(Locale.ROOT))) {
            case CREATE ->
                new Step.Create(
                        key,
                        UUID.fromString(values.requireText("connection")),
                        values.requireText("type"),
                        values.text("space").map(UUID::fromString),
                        values.requireText("title"),
                        wanted,
                        after);
            case UPDATE ->
                new Step.Update(
                        key, item(values), wanted, after, values.flag("replace").orElse(false));
            case DELETE -> new Step.Delete(key, item(values), after);
            case ACT -> new Step.Act(key, item(values), values.requireText("action"), wanted, after);
            case SET -> throw new IllegalStateException("A set has no sets in it.");
        };
    }

    private static UUID item(Values values) {
        return UUID.fromString(values.requireText("item"));
    }

    private static List<String> texts(Values values, String name) {
        List<String> texts = new ArrayList<>();
        values.list(name).forEach(text -> texts.add(String.valueOf(text)));
        return texts;
    }

    /** The items that create steps have made, by key. */
    public static Map<String, Object> items(Item change) {
        return Map.copyOf(change.values().nested("items").asMap());
    }
}
