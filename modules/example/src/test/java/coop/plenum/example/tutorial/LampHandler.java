package coop.plenum.example.tutorial;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.api.provider.Step;
import coop.plenum.example.tutorial.LampBus.Lamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks after lamps. It can also list them, so it is a Discoverer too. */
final class LampHandler implements ResourceHandler, Discoverer {
    static final String TYPE = "lamps.lamp";

    private final LampBus bus;

    LampHandler(LampBus bus) {
        this.bus = bus;
    }

    @Override
    public ResourceType type() {
        return new ResourceType(TYPE, Set.of(), List.of("name"), 1);
    }

    @Override
    public Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        if (pageToken.isPresent()) {
            throw new ProviderException(Category.USER, "invalid-page", "Lamps are listed on one page.");
        }
        context.permit(1);
        List<ResourceState> all =
                bus.all().values().stream().map(LampHandler::state).toList();
        return new Found(all, Optional.empty(), true);
    }

    @Override
    public Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException {
        context.permit(1);
        return find(ref)
                .<Observed>map(lamp -> new Observed.Present(state(lamp)))
                .orElseGet(Observed.Absent::new);
    }

    @Override
    public Step apply(Change change, OperationContext context) throws InterruptedException {
        context.permit(1);
        Optional<Lamp> present = find(change.ref());
        if (change.kind() == Change.Kind.DELETE) {
            present.ifPresent(lamp -> bus.remove(lamp.serial()));
            return Step.done();
        }
        if (change.kind() == Change.Kind.UPDATE && present.isEmpty()) {
            return Step.failed(new ProviderException(Category.MISSING, "no-lamp", "The lamp is gone."));
        }
        // The idempotency key is the same for each attempt, so a second attempt writes the same lamp again.
        String serial = present.map(Lamp::serial).orElse(context.idempotencyKey());
        String name = change.after().requireText("name");
        return Step.done(
                state(bus.put(serial, name, change.after().integer("brightness").orElse(0))));
    }

    private Optional<Lamp> find(ResourceRef ref) {
        return ref.externalId().isPresent()
                ? ref.externalId().map(bus.all()::get)
                : ref.known().text("name").flatMap(bus::byName);
    }

    private static ResourceState state(Lamp lamp) {
        Values values = Values.builder()
                .put("name", lamp.name())
                .put("brightness", lamp.brightness())
                .build();
        return new ResourceState(lamp.serial(), lamp.name(), Map.of(), values);
    }
}
