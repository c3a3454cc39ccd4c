package coop.plenum.baremetal;

import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.Patience;
import java.util.List;
import java.util.Optional;

/** Shows one content type of what controllers tell; cannot change it. */
class InventoryHandler implements ResourceHandler, Discoverer {
    private final ResourceType type;
    private final Fleet fleet;
    private final Survey survey;
    private final Survey.View view;

    InventoryHandler(ResourceType type, Fleet fleet, Survey survey, Survey.View view) {
        this.type = type;
        this.fleet = fleet;
        this.survey = survey;
        this.view = view;
    }

    @Override
    public ResourceType type() {
        return type;
    }

    @Override
    public Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        return survey.discover(type.contentType(), view, pageToken, max, context);
    }

    @Override
    public Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException {
        Optional<Bmc> bmc = ref.externalId().flatMap(ExternalId::parse).flatMap(id -> fleet.find(id.address()));
        if (bmc.isEmpty()) {
            return new Observed.Absent();
        }
        try {
            context.permit(1);
            return view.of(bmc.get().address(), bmc.get().inventory(Patience.of(context))).stream()
                    .filter(state -> state.externalId().equals(ref.externalId().orElse("")))
                    .findFirst()
                    .<Observed>map(Observed.Present::new)
                    .orElseGet(Observed.Absent::new);
        } catch (ProviderException e) {
            return new Observed.Unknown(e);
        }
    }

    @Override
    public Step apply(Change change, OperationContext context) throws InterruptedException {
        return Step.failed(unsupported());
    }

    final ProviderException unsupported() {
        return new ProviderException(
                Category.UNSUPPORTED,
                "hardware-only",
                "A " + type.contentType()
                        + " comes and goes with the hardware; it cannot be made, changed or deleted.");
    }

    final Fleet fleet() {
        return fleet;
    }

    static ResourceType resourceType(String contentType, List<String> traits, String identity) {
        return new ResourceType(contentType, java.util.Set.copyOf(traits), List.of(identity), 1);
    }
}
