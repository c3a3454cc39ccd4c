package coop.plenum.infrastructure.changeset;

import coop.plenum.api.Values;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.change.ChangeSet;
import coop.plenum.infrastructure.change.Settable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The steps of a change as people see them. */
final class StepView {
    private final ContentTypes types;
    private final List<StepPlan> plans;
    private final StepStates states;
    private final Map<String, UUID> items;

    StepView(Item change, StepStates states, Map<String, UUID> items, ContentTypes types) {
        this.types = types;
        this.plans = SetPlan.read(change).steps();
        this.states = states;
        this.items = items;
    }

    List<Values> all(List<Step> steps) {
        List<Values> all = new ArrayList<>();
        for (int number = 0; number < steps.size(); number++) {
            all.add(shown(number, steps.get(number)));
        }
        return all;
    }

    private Values details(Step step, StepPlan plan) {
        return step instanceof Step.Create create
                        && plan.action().equals("create")
                        && plan.details().isEmpty()
                ? types.find(create.type())
                        .map(type -> StepPlan.asAskedShown(new Settable(type), create.values()))
                        .orElse(Values.empty())
                : plan.details();
    }

    private Values shown(int number, Step step) {
        Values.Builder shown = Values.builder()
                .put("key", step.key())
                .put("kind", ChangeSet.kind(step).text())
                .put(
                        "item",
                        Optional.ofNullable(items.get(step.key()))
                                .map(UUID::toString)
                                .orElse(null))
                .put("state", states.state(number).name().toLowerCase(Locale.ROOT));
        if (step instanceof Step.Create create) {
            shown.put("type", create.type()).put("title", create.title());
        }
        if (ChangeSet.replaces(step)) {
            shown.put("replace", true);
        }
        if (step instanceof Step.Act act) {
            shown.put("action", act.action());
        }
        if (!states.message(number).isEmpty()) {
            shown.put("message", states.message(number));
        }
        if (number < plans.size()) {
            StepPlan plan = plans.get(number);
            plan.about().text("type").ifPresent(type -> shown.put("type", type));
            plan.about().text("title").ifPresent(title -> shown.put("title", title));
            shown.put("does", plan.action()).put("after", plan.after()).putAll(details(step, plan));
        }
        return shown.build();
    }
}
