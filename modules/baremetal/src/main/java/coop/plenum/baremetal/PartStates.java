package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.Machine;
import coop.plenum.baremetal.bmc.Part;
import coop.plenum.baremetal.bmc.PartKind;
import java.util.List;
import java.util.Map;

/** Puts parts into the fields of their content types, each with a reference to the machine or controller it belongs to. */
final class PartStates {
    private PartStates() {}

    static Survey.View of(PartKind kind) {
        return (address, inventory) -> inventory.parts().stream()
                .filter(part -> part.kind() == kind)
                .map(part -> state(address, inventory, part))
                .toList();
    }

    private static ResourceState state(BmcAddress address, Inventory inventory, Part part) {
        ExternalId owner = ExternalId.of(address.id(), part.system());
        Values.Builder values = Values.builder();
        if (part.kind().ofMachine) {
            values.put("machine", "external:" + States.MACHINE_TYPE + ":" + owner);
        } else {
            values.put("bmc", "external:" + States.BMC_TYPE + ":" + address.id());
        }
        values.put("name", part.name()).putAll(part.values());
        String of = part.kind().ofMachine ? machineTitle(address, inventory.machines(), part.system()) : address.id();
        return new ResourceState(
                owner.part(part.kind().word, part.id()).toString(), of + " " + label(part), Map.of(), values.build());
    }

    /** Controllers number their subscriptions; where they lead says more. */
    private static String label(Part part) {
        return part.values().text("destination").orElse(part.name());
    }

    private static String machineTitle(BmcAddress address, List<Machine> machines, String system) {
        return machines.stream()
                .filter(machine -> machine.system().equals(system))
                .findFirst()
                .map(machine -> States.title(address, machine))
                .orElse(address.id());
    }
}
