package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.baremetal.bmc.BootDevice;
import coop.plenum.baremetal.bmc.BootOverride;
import java.util.List;
import java.util.Map;

/**
 * Supermicro: a boot override is taken only whole, so it names its target and mode also when it is switched off; virtual
 * media take nothing but the image's address.
 */
final class SupermicroQuirks extends StandardQuirks {
    @Override
    String vendor(Values root) {
        return "Supermicro";
    }

    @Override
    Map<String, Object> boot(BootOverride override) {
        Map<String, Object> boot = super.boot(override);
        if (override.device() == BootDevice.NONE) {
            boot.put("BootSourceOverrideTarget", "None");
            boot.put("BootSourceOverrideMode", override.uefi() ? "UEFI" : "Legacy");
        }
        return boot;
    }

    @Override
    boolean mediaTakesOnlyTheImage() {
        return true;
    }

    @Override
    List<String> logs() {
        return List.of("log1", "sel", "eventlog");
    }
}
