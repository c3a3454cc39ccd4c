package coop.plenum.baremetal;

import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BootDevice;
import coop.plenum.baremetal.bmc.BootOrder;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Patience;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Machines: what can be set is the boot profile, what can be done are the {@link MachineActions} and transitions. */
final class MachineHandler extends ActingHandler {
    private static final String RETIRED = "The machine is retired. Enroll it again first.";

    private final MachineActions actions = new MachineActions();

    MachineHandler(Fleet fleet, Survey survey) {
        super(
                resourceType(States.MACHINE_TYPE, List.of("compute.server"), "bmcAddress"),
                fleet,
                survey,
                States::machines,
                ActionCatalog.ALL);
    }

    @Override
    public Step apply(Change change, OperationContext context) throws InterruptedException {
        if (change.kind() != Change.Kind.UPDATE) {
            return Step.failed(unsupported());
        }
        Optional<String> device = changed(change, "bootDevice").map(String::valueOf);
        Optional<List<String>> order = changed(change, "bootOrder")
                .map(wanted -> change.after().list("bootOrder").stream()
                        .map(String::valueOf)
                        .toList());
        if (device.isEmpty() && order.isEmpty()) {
            return Step.done();
        }
        if (Lifecycle.of(change.ref().known()) == Lifecycle.RETIRED) {
            return Step.failed(new ProviderException(Category.CONFLICT, "wrong-stage", RETIRED));
        }
        return with(change.ref(), context, (bmc, id) -> {
            Patience patience = Patience.of(context);
            if (order.isPresent()) {
                bmc.ability(BootOrder.class, patience).order(id.system(), order.get(), patience);
            }
            if (device.isPresent()) {
                boolean uefi =
                        change.ref().known().text("bootMode").orElse("uefi").equals("uefi");
                bmc.boot(id.system(), new BootOverride(device(device.get()), true, uefi), patience);
            }
            return Step.done();
        });
    }

    private static Optional<Object> changed(Change change, String field) {
        Optional<Object> wanted = change.after().get(field);
        return wanted.equals(change.before().get(field)) ? Optional.empty() : wanted;
    }

    static BootDevice device(String word) throws ProviderException {
        try {
            return BootDevice.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ProviderException(
                    Category.USER,
                    "invalid-boot-device",
                    "The boot device is none, pxe, disk, cdrom or bios.",
                    "bootDevice",
                    null,
                    e);
        }
    }

    @Override
    public Optional<String> unavailable(String action, ResourceRef ref) {
        Optional<Transition> transition = Transition.of(action);
        if (transition.isPresent()) {
            return LifecycleActions.refusal(transition.get(), ref.known());
        }
        if (Lifecycle.of(ref.known()) == Lifecycle.RETIRED && !ActionCatalog.ofRetired(action)) {
            return Optional.of(RETIRED);
        }
        return ActionCatalog.needsPower(action)
                        && ref.known().text("powerState").orElse("").equals("off")
                ? Optional.of("The machine is off.")
                : Optional.empty();
    }

    @Override
    Step act(ActionCall call, Bmc bmc, ExternalId id) throws ProviderException, InterruptedException {
        Optional<Transition> transition = Transition.of(call.action());
        return transition.isPresent()
                ? LifecycleActions.act(transition.get(), call, bmc, id)
                : actions.act(call.action(), call.parameters(), bmc, id.system(), call.resumeToken(), call.context());
    }
}
