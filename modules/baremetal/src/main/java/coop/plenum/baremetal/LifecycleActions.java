package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.Patience;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a machine from one stage of its life to the next. The stage is kept by the platform (fields with the flag
 * {@code kept}): it changes by these actions only.
 */
final class LifecycleActions {
    private static final int LONGEST_NOTE = 500;

    private LifecycleActions() {}

    /** Why not; empty when it can be done. */
    static Optional<String> refusal(Transition transition, Values known) {
        boolean sick = transition == Transition.MAKE_AVAILABLE
                && known.text("health").orElse("").equals("critical");
        return sick
                ? Optional.of("The machine's health is critical. Mend it and look again.")
                : transition.refusal(Lifecycle.of(known));
    }

    static Step act(Transition transition, ActionCall call, Bmc bmc, ExternalId id)
            throws ProviderException, InterruptedException {
        Values known = call.ref().known();
        Optional<String> refusal = refusal(transition, known);
        if (refusal.isPresent()) {
            throw new ProviderException(Category.CONFLICT, "wrong-stage", refusal.get());
        }
        return transition == Transition.INSPECT
                ? inspect(call, bmc, id)
                : Step.done(noted(call.ref(), id, stage(transition, transition.to, call)));
    }

    private static Values stage(Transition transition, Lifecycle to, ActionCall call) throws ProviderException {
        String note = call.parameters().text("note").map(String::strip).orElse("");
        if (note.length() > LONGEST_NOTE) {
            throw new ProviderException(
                    Category.USER,
                    "note-too-long",
                    "A note has at most " + LONGEST_NOTE + " characters.",
                    "note",
                    null,
                    null);
        }
        return Values.builder()
                .put("lifecycle", to.word)
                .put("lifecycleSince", now())
                .put("lifecycleNote", transition.action + (note.isEmpty() ? "" : ": " + note))
                .build();
    }

    /** What is known stays; the machine itself need not answer for this. */
    private static ResourceState noted(ResourceRef ref, ExternalId id, Values stage) {
        Values known = ref.known();
        return new ResourceState(id.toString(), States.title(known, id.toString()), Map.of(), known.merge(stage));
    }

    private static Step inspect(ActionCall call, Bmc bmc, ExternalId id)
            throws ProviderException, InterruptedException {
        Inventory inventory = bmc.inventory(Patience.of(call.context()));
        ResourceState state = States.machines(bmc.address(), inventory).stream()
                .filter(machine -> machine.externalId().equals(id.toString()))
                .findFirst()
                .orElseThrow(() -> new ProviderException(
                        Category.MISSING, "machine-missing", "The controller no longer has the machine."));
        Values known = call.ref().known();
        Values summary = Inspection.summary(state.values(), inventory, id.system());
        List<String> changes = Inspection.changes(known.nested("inspection").nested("summary"), summary);
        changes.forEach(change -> call.context().progress(0.9, change));
        Values.Builder found = Values.builder()
                .putAll(state.values())
                .put("inspectedAt", now())
                .put("inspection", Values.of(Map.of("summary", summary, "changes", changes)));
        if (Lifecycle.of(known) == Lifecycle.ENROLLED) {
            found.putAll(stage(Transition.INSPECT, Lifecycle.INSPECTED, call));
        }
        return Step.done(new ResourceState(state.externalId(), state.title(), state.labels(), found.build()));
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
