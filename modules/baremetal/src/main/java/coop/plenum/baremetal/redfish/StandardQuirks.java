package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.baremetal.bmc.BootDevice;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.PowerCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the standard has it; makers' ways are in the classes that extend this. */
class StandardQuirks {
    static final Map<BootDevice, String> TARGETS = Map.of(
            BootDevice.NONE, "None",
            BootDevice.PXE, "Pxe",
            BootDevice.DISK, "Hdd",
            BootDevice.CDROM, "Cd",
            BootDevice.BIOS, "BiosSetup");

    String vendor(Values root) {
        return root.text("Vendor").orElse("");
    }

    /** Values of ResetType that bring the command about, the best first. */
    List<String> resetTypes(PowerCommand command) {
        return switch (command) {
            case ON -> List.of("On", "ForceOn");
            case OFF -> List.of("ForceOff");
            case CYCLE -> List.of("PowerCycle", "FullPowerCycle");
            case RESET -> List.of("ForceRestart");
            case SOFT_OFF -> List.of("GracefulShutdown");
            case NMI -> List.of("Nmi");
        };
    }

    /** What is patched into a system's Boot. */
    Map<String, Object> boot(BootOverride override) {
        Map<String, Object> boot = new LinkedHashMap<>();
        if (override.device() == BootDevice.NONE) {
            boot.put("BootSourceOverrideEnabled", "Disabled");
            return boot;
        }
        boot.put("BootSourceOverrideEnabled", override.persistent() ? "Continuous" : "Once");
        boot.put("BootSourceOverrideTarget", TARGETS.get(override.device()));
        boot.put("BootSourceOverrideMode", override.uefi() ? "UEFI" : "Legacy");
        return boot;
    }

    /** What is patched into a system to light its identify light or put it out. */
    Map<String, Object> indicator(Values system, boolean lit) {
        return system.has("IndicatorLED") && !system.has("LocationIndicatorActive")
                ? Map.of("IndicatorLED", lit ? "Lit" : "Off")
                : Map.of("LocationIndicatorActive", lit);
    }

    /** Ids of the log services that may be the event log, the likeliest first; in small letters. */
    List<String> logs() {
        return List.of("sel", "eventlog", "event", "log1", "log");
    }

    /** Where a new boot order is written: the system, or its settings for the next boot where it has such. */
    String bootSettings(String link, Values system) {
        return Service.link(system.nested("@Redfish.Settings"), "SettingsObject")
                .orElse(link);
    }

    /** Whether inserting media refuses any parameter but the image. */
    boolean mediaTakesOnlyTheImage() {
        return false;
    }

    /** Whether the manager keeps the event log, rather than the system. */
    boolean managerKeepsLog() {
        return false;
    }
}
