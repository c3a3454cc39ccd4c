package coop.plenum.baremetal.bmc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A network interface of a machine.
 *
 * @param addresses IP addresses, as the operating system has told the controller
 */
public record Nic(
        String id,
        String name,
        Optional<String> macAddress,
        List<String> addresses,
        Optional<Boolean> link,
        OptionalLong speedMegabits) {
    public Nic {
        addresses = List.copyOf(addresses);
    }
}
