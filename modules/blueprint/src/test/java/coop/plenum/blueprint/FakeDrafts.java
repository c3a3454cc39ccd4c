package coop.plenum.blueprint;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.State;
import coop.plenum.core.content.expression.CelExpressions;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.api.ChangeDrafts;
import coop.plenum.infrastructure.api.LateValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes that are applied when a test says so, to items only. */
public final class FakeDrafts implements ChangeDrafts {
    private final FakeContent content;
    private final Map<UUID, ChangeDraft> drafts = new LinkedHashMap<>();
    private final Map<UUID, Map<String, UUID>> made = new LinkedHashMap<>();
    private Runnable meanwhile = () -> {};
    private boolean refusing;

    public FakeDrafts(FakeContent content) {
        this.content = content;
    }

    public void refuse() {
        refusing = true;
    }

    public ChangeDraft last() {
        return new ArrayList<>(drafts.values()).get(drafts.size() - 1);
    }

    public int count() {
        return drafts.size();
    }

    /** Done while the next change is being drafted. */
    public void meanwhile(Runnable work) {
        meanwhile = work;
    }

    @Override
    public Item draft(Caller caller, ChangeDraft draft) {
        Runnable work = meanwhile;
        meanwhile = () -> {};
        work.run();
        if (refusing) {
            throw PlenumException.invalid("invalid-change", "The change cannot be made as it is.");
        }
        Item change = content.create(
                caller,
                NewItem.published("infrastructure.change", draft.space(), draft.title(), Values.of("status", "draft")));
        drafts.put(change.id(), draft);
        made.put(change.id(), new LinkedHashMap<>());
        return change;
    }

    @Override
    public Map<String, UUID> items(Caller caller, UUID change) {
        return made.getOrDefault(change, Map.of());
    }

    /** Does the first steps of a change, in the order they were given. */
    public void apply(Caller caller, UUID change, int steps, String status) {
        ChangeDraft draft = Optional.ofNullable(drafts.get(change)).orElseThrow();
        Map<String, UUID> items = made.get(change);
        for (Step step : draft.steps().subList(0, Math.min(steps, draft.steps().size()))) {
            if (step instanceof Step.Create create) {
                items.put(create.key(), create(caller, draft, create, items));
            } else if (step instanceof Step.Update update) {
                Item item = content.get(update.item());
                Values.Builder values = Values.builder();
                update.values().forEach((field, value) -> values.put(field, resolved(value, items)));
                content.update(caller, item.id(), item.revision(), ItemPatch.values(values.build(), ""));
                items.put(update.key(), item.id());
            } else if (step instanceof Step.Delete delete) {
                content.remove(delete.item());
            }
        }
        Item item = content.get(change);
        content.update(caller, change, item.revision(), ItemPatch.values(Values.of("status", status), ""));
    }

    private UUID create(Caller caller, ChangeDraft draft, Step.Create create, Map<String, UUID> items) {
        Values.Builder values = Values.builder();
        create.values().forEach((field, value) -> values.put(field, resolved(value, items)));
        Item item = content.create(
                caller,
                new NewItem(
                        create.type(),
                        create.space().orElse(draft.space()),
                        create.title(),
                        Map.of(),
                        State.PUBLISHED,
                        values.build(),
                        Optional.of(create.connection()),
                        ""));
        content.observe(
                caller,
                create.connection(),
                List.of(new Observation(
                        Optional.of(item.id()),
                        create.type(),
                        "ext-" + create.key(),
                        item.space(),
                        create.title(),
                        Map.of(),
                        values.build())));
        return item.id();
    }

    private @Nullable Object resolved(@Nullable Object value, Map<String, UUID> items) {
        return LateValue.replace(
                value instanceof String text && text.startsWith("step:") ? String.valueOf(item(text, items)) : value,
                late -> {
                    Map<String, @Nullable Object> variables = new HashMap<>(late.with());
                    variables.put(
                            LateValue.VARIABLE,
                            late.resolved(end -> LateValue.found(content.get(item(end, items)), content)));
                    return new CelExpressions()
                            .compile(late.expression(), variables.keySet())
                            .evaluate(variables);
                });
    }

    private static UUID item(String end, Map<String, UUID> items) {
        return end.startsWith("step:")
                ? Optional.ofNullable(items.get(end.substring(5))).orElseThrow()
                : UUID.fromString(end);
    }
}
