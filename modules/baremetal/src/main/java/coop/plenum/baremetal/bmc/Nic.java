package coop.plenum.baremetal.bmc;

import java.util.Optional;
import java.util.OptionalLong;

/** A network interface of a machine. */
public record Nic(
        String id, String name, Optional<String> macAddress, Optional<Boolean> link, OptionalLong speedMegabits) {}
