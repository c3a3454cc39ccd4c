package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.baremetal.bmc.PowerCommand;
import java.util.List;

/**
 * HPE's iLO: older ones shut down by pressing the power button, none has a power cycle, and the event log is called
 * Integrated Management Log.
 */
final class IloQuirks extends StandardQuirks {
    @Override
    String vendor(Values root) {
        return "HPE";
    }

    @Override
    List<String> resetTypes(PowerCommand command) {
        return switch (command) {
            case ON -> List.of("On", "PushPowerButton");
            case SOFT_OFF -> List.of("GracefulShutdown", "PushPowerButton");
            default -> super.resetTypes(command);
        };
    }

    @Override
    List<String> logs() {
        return List.of("iml", "iel");
    }
}
