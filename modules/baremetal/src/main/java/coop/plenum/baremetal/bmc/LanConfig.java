package coop.plenum.baremetal.bmc;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a controller is set up in its network.
 *
 * @param source {@code static}, {@code dhcp}, {@code bios} or {@code other}
 * @param vlan empty without VLAN tags
 */
public record LanConfig(
        Optional<String> address,
        Optional<String> source,
        Optional<String> netmask,
        Optional<String> gateway,
        OptionalLong vlan) {
    public static final LanConfig UNKNOWN =
            new LanConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());
}
