package coop.plenum.infrastructure.drift;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.OperationRun.Level;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.change.ChangeStore;
import coop.plenum.infrastructure.changeset.ChangeSets;
import coop.plenum.infrastructure.drift.Drift.Difference;
import coop.plenum.infrastructure.drift.Drift.Drifted;
import coop.plenum.infrastructure.drift.DriftRule.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Carries out one rule about drift: drafts a change for what it is about and has it applied. What still has to be approved
 * stays a draft, and no second one is made meanwhile.
 */
@Component(service = OperationHandler.class)
public final class DriftHandler implements OperationHandler {
    static final String KIND = "infrastructure.settle-drift";
    private static final int PAGE = 200;
    private static final int MOST = 1_000;

    /** Why a draft is left as it is, to be gone on with next time. */
    private static final List<String> WAITS = List.of(
            "approval-required",
            "change-window-closed",
            "deletion-limit",
            "change-stale",
            "nothing-to-change",
            "replace-required");

    private final AccessService access;
    private final DriftRules rules;
    private final Drift drift;
    private final ChangeStore changes;
    private final ChangeSets sets;

    @Activate
    public DriftHandler(
            @Reference AccessService access,
            @Reference DriftRules rules,
            @Reference Drift drift,
            @Reference ChangeStore changes,
            @Reference ChangeSets sets) {
        this.access = access;
        this.rules = rules;
        this.drift = drift;
        this.changes = changes;
        this.sets = sets;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) {
        UUID id = UUID.fromString(run.target().orElseThrow());
        Optional<DriftRule> rule = rules.find(id);
        if (rule.isEmpty()) {
            return Outcome.done();
        }
        // Who may no longer publish such a rule has none carried out either.
        access.require(run.caller(), DriftRule.TYPE + ".publish", rule.get().space());
        Optional<Item> open = changes.open(run.caller()).stream()
                .filter(change -> change.values().text("driftRule").equals(Optional.of(id.toString())))
                .findFirst();
        return open.isPresent() ? apply(run, open.get()) : draft(run, rule.get());
    }

    private Outcome draft(OperationRun run, DriftRule rule) {
        List<UUID> found = found(run, rule);
        return found.isEmpty()
                ? new Outcome.Done(Values.of("drifted", 0))
                : apply(run, drift.settle(run.caller(), rule, found));
    }

    private List<UUID> found(OperationRun run, DriftRule rule) {
        List<UUID> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Drifted> page =
                    drift.list(run.caller(), Optional.empty(), Optional.of(rule.space()), new PageRequest(PAGE, after));
            page.items().stream()
                    .filter(one -> !one.ignored() && rules.covers(rule, one.item()))
                    .filter(one -> one.differences().stream().anyMatch(field -> rule.concerns(field.field())))
                    .filter(one -> rule.answer() != Answer.REVERT || inPlace(run, one))
                    .forEach(one -> found.add(one.item().id()));
            after = page.next();
        } while (after.isPresent() && found.size() < MOST);
        return found.subList(0, Math.min(MOST, found.size()));
    }

    /** No rule deletes what it is to bring back: that is for a person to say, who reads what is lost. */
    private static boolean inPlace(OperationRun run, Drifted drifted) {
        List<String> fixed = drifted.differences().stream()
                .filter(Difference::fixed)
                .map(Difference::label)
                .toList();
        if (!fixed.isEmpty()) {
            run.log(
                    Level.WARNING,
                    "\"" + drifted.item().title() + "\" is left as it is: \"" + String.join("\", \"", fixed)
                            + "\" cannot change once it is set. Bring it back by hand, by a change that replaces it, or"
                            + " accept what is there.");
        }
        return fixed.isEmpty();
    }

    private Outcome apply(OperationRun run, Item change) {
        Values.Builder result = Values.builder().put("change", change.id().toString());
        try {
            Operation operation = sets.apply(
                    run.caller(), change.id(), change.values().text("digest").orElse(""));
            return new Outcome.Done(
                    result.put("operation", operation.id().toString()).build());
        } catch (PlenumException e) {
            if (!WAITS.contains(e.code())) {
                throw e;
            }
            run.log(Level.INFO, String.valueOf(e.getMessage()));
            return new Outcome.Done(result.put("waits", e.code()).build());
        }
    }
}
