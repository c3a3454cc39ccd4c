package coop.plenum.baremetal.bmc;

import java.util.List;
import java.util.Optional;

/**
 * A computer behind a controller.
 *
 * @param system its name at the controller; empty when the controller has no other
 * @param boot empty when the controller does not tell, or not to this user
 * @param bootOrder references of the boot options, as the firmware tries them; empty when the controller does not tell
 * @param indicator whether the identify light is lit
 * @param log its newest events
 */
public record Machine(
        String system,
        Optional<String> hostname,
        PowerState power,
        Health health,
        Hardware hardware,
        Optional<BootOverride> boot,
        List<String> bootOrder,
        Optional<Boolean> indicator,
        List<Nic> nics,
        List<Sensor> sensors,
        EventLog log) {
    public Machine {
        bootOrder = List.copyOf(bootOrder);
        nics = List.copyOf(nics);
        sensors = List.copyOf(sensors);
    }
}
