package coop.plenum.baremetal.bmc;

import java.util.List;
import java.util.Optional;

/** All that a controller told about itself and its machines at one time. */
public record Inventory(Controller controller, List<Machine> machines, List<Part> parts) {
    public Inventory {
        machines = List.copyOf(machines);
        parts = List.copyOf(parts);
    }

    /**
     * The machine of a system id.
     *
     * @param system empty for the only one
     */
    public Optional<Machine> machine(String system) {
        return machines.stream()
                .filter(machine -> system.isEmpty() || machine.system().equals(system))
                .findFirst();
    }
}
