package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.baremetal.bmc.BootOverride;
import java.util.Map;

/**
 * Dell's iDRAC: the event log is the manager's; the boot mode follows a BIOS setting and is refused in an override; the
 * identify light blinks and cannot be lit steadily.
 */
final class IdracQuirks extends StandardQuirks {
    @Override
    String vendor(Values root) {
        return "Dell";
    }

    @Override
    Map<String, Object> boot(BootOverride override) {
        Map<String, Object> boot = super.boot(override);
        boot.remove("BootSourceOverrideMode");
        return boot;
    }

    @Override
    Map<String, Object> indicator(Values system, boolean lit) {
        return system.has("LocationIndicatorActive")
                ? super.indicator(system, lit)
                : Map.of("IndicatorLED", lit ? "Blinking" : "Off");
    }

    @Override
    boolean managerKeepsLog() {
        return true;
    }
}
