package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.Bmc;
import java.util.List;
import java.util.Optional;

/** Shows one content type, and acts on its resources. */
abstract class ActingHandler extends InventoryHandler implements Actions {
    private final List<Action> actions;

    ActingHandler(ResourceType type, Fleet fleet, Survey survey, Survey.View view, List<Action> actions) {
        super(type, fleet, survey, view);
        this.actions = List.copyOf(actions);
    }

    @Override
    public final List<Action> actions() {
        return actions;
    }

    @Override
    public final Step act(
            String action, Values parameters, ResourceRef ref, Optional<String> resumeToken, OperationContext context)
            throws InterruptedException {
        if (actions.stream().noneMatch(known -> known.name().equals(action))) {
            return Step.failed(new ProviderException(
                    Category.UNSUPPORTED,
                    "unknown-action",
                    "A " + type().contentType() + " has no action \"" + action + "\"."));
        }
        ActionCall call = new ActionCall(action, parameters, ref, resumeToken, context);
        return with(ref, context, (bmc, id) -> act(call, bmc, id));
    }

    /** The action is one of those listed. */
    abstract Step act(ActionCall call, Bmc bmc, ExternalId id) throws ProviderException, InterruptedException;

    /** What is done at the controller of a resource. */
    interface Work {
        Step with(Bmc bmc, ExternalId id) throws ProviderException, InterruptedException;
    }

    final Step with(ResourceRef ref, OperationContext context, Work work) throws InterruptedException {
        Optional<ExternalId> id = ref.externalId().flatMap(ExternalId::parse);
        Optional<Bmc> bmc = id.flatMap(known -> fleet().find(known.address()));
        if (id.isEmpty() || bmc.isEmpty()) {
            return Step.failed(new ProviderException(
                    Category.MISSING,
                    "machine-missing",
                    "The connection does not cover the controller of " + ref.title() + "."));
        }
        try {
            context.permit(1);
            return work.with(bmc.get(), id.get());
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }
}
