package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BootDevice;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Patience;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Machines: what can be set is the boot device, what can be done are the {@link MachineActions}. */
final class MachineHandler extends InventoryHandler implements Actions {
    private final MachineActions actions = new MachineActions();

    MachineHandler(Fleet fleet, Survey survey) {
        super(
                resourceType(States.MACHINE_TYPE, List.of("compute.server"), "bmcAddress"),
                fleet,
                survey,
                States::machines);
    }

    @Override
    public Step apply(Change change, OperationContext context) throws InterruptedException {
        if (change.kind() != Change.Kind.UPDATE) {
            return Step.failed(unsupported());
        }
        Optional<String> device = change.after().text("bootDevice");
        if (device.isEmpty() || device.equals(change.before().text("bootDevice"))) {
            return Step.done();
        }
        return with(change.ref(), context, (bmc, system) -> {
            boolean uefi = change.ref().known().text("bootMode").orElse("uefi").equals("uefi");
            bmc.boot(system, new BootOverride(device(device.get()), true, uefi), Patience.of(context));
            return Step.done();
        });
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
    public List<Action> actions() {
        return ActionCatalog.ALL;
    }

    @Override
    public Optional<String> unavailable(String action, ResourceRef ref) {
        return ActionCatalog.needsPower(action)
                        && ref.known().text("powerState").orElse("").equals("off")
                ? Optional.of("The machine is off.")
                : Optional.empty();
    }

    @Override
    public Step act(
            String action, Values parameters, ResourceRef ref, Optional<String> resumeToken, OperationContext context)
            throws InterruptedException {
        if (actions().stream().noneMatch(known -> known.name().equals(action))) {
            return Step.failed(new ProviderException(
                    Category.UNSUPPORTED, "unknown-action", "A machine has no action \"" + action + "\"."));
        }
        return with(ref, context, (bmc, system) -> actions.act(action, parameters, bmc, system, resumeToken, context));
    }

    private interface Work {
        Step with(Bmc bmc, String system) throws ProviderException, InterruptedException;
    }

    private Step with(ResourceRef ref, OperationContext context, Work work) throws InterruptedException {
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
            return work.with(bmc.get(), id.get().system());
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }
}
