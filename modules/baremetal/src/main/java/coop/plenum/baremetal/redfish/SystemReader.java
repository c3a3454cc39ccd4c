package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.BootDevice;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.EventLog;
import coop.plenum.baremetal.bmc.Hardware;
import coop.plenum.baremetal.bmc.Health;
import coop.plenum.baremetal.bmc.Machine;
import coop.plenum.baremetal.bmc.Nic;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerState;
import coop.plenum.baremetal.bmc.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a ComputerSystem and what hangs on it. */
final class SystemReader {
    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

    private static final int LONGEST_OPTION = 200;
    private static final int MOST_OPTIONS = 256;
    private static final int MOST_NICS = 256;

    private final Service service;
    private final Patience patience;

    SystemReader(Service service, Patience patience) {
        this.service = service;
        this.patience = patience;
    }

    /** @param name how the machine is to be called at its controller */
    Machine read(String name, Values system, Optional<Values> manager) throws ProviderException, InterruptedException {
        List<Sensor> sensors = new SensorReader(service, patience).read(system);
        EventLog log = new LogReader(service, patience).read(system, manager);
        return new Machine(
                name,
                text(system, "HostName"),
                power(system),
                health(system),
                hardware(system),
                boot(system),
                bootOrder(system),
                indicator(system),
                nics(system),
                sensors,
                log);
    }

    static PowerState power(Values system) {
        return switch (system.text("PowerState").orElse("")) {
            case "On" -> PowerState.ON;
            case "Off" -> PowerState.OFF;
            case "PoweringOn" -> PowerState.POWERING_ON;
            case "PoweringOff" -> PowerState.POWERING_OFF;
            default -> PowerState.UNKNOWN;
        };
    }

    static Health health(Values resource) {
        Values status = resource.nested("Status");
        return health(
                status.text("HealthRollup").or(() -> status.text("Health")).orElse(""));
    }

    static Health health(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "ok" -> Health.OK;
            case "warning" -> Health.WARNING;
            case "critical" -> Health.CRITICAL;
            default -> Health.UNKNOWN;
        };
    }

    private static Hardware hardware(Values system) {
        Values processors = system.nested("ProcessorSummary");
        return new Hardware(
                text(system, "Manufacturer"),
                text(system, "Model"),
                text(system, "PartNumber").or(() -> text(system, "SKU")),
                text(system, "SerialNumber"),
                text(system, "AssetTag"),
                text(system, "UUID").map(uuid -> uuid.toLowerCase(Locale.ROOT)),
                text(system, "BiosVersion"),
                processors.integer("Count"),
                processors.integer("CoreCount"),
                text(processors, "Model"),
                system.nested("MemorySummary").decimal("TotalSystemMemoryGiB"));
    }

    private static Optional<BootOverride> boot(Values system) {
        Values boot = system.nested("Boot");
        Optional<String> enabled = boot.text("BootSourceOverrideEnabled");
        if (enabled.isEmpty()) {
            return Optional.empty();
        }
        String target = boot.text("BootSourceOverrideTarget").orElse("None");
        BootDevice device = enabled.get().equals("Disabled")
                ? BootDevice.NONE
                : StandardQuirks.TARGETS.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(target))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(BootDevice.NONE);
        boolean uefi = boot.text("BootSourceOverrideMode").orElse("UEFI").equals("UEFI");
        return Optional.of(new BootOverride(device, enabled.get().equals("Continuous"), uefi));
    }

    /** References of the boot options, as the firmware tries them. */
    static List<String> bootOrder(Values system) {
        return system.nested("Boot").list("BootOrder").stream()
                .map(String::valueOf)
                .filter(option -> !option.isBlank() && option.length() <= LONGEST_OPTION)
                .limit(MOST_OPTIONS)
                .toList();
    }

    private static Optional<Boolean> indicator(Values system) {
        return system.flag("LocationIndicatorActive")
                .or(() -> system.text("IndicatorLED")
                        .filter(state -> !state.equals("Unknown"))
                        .map(state -> !state.equals("Off")));
    }

    private List<Nic> nics(Values system) throws ProviderException, InterruptedException {
        List<Nic> nics = new ArrayList<>();
        for (Values nic : service.optionalMembers(Service.link(system, "EthernetInterfaces"), patience)) {
            String id = text(nic, "Id").orElse("");
            if (!id.isEmpty() && nics.size() < MOST_NICS) {
                nics.add(new Nic(
                        id,
                        text(nic, "Name").orElse(id),
                        mac(nic),
                        LanReader.addresses(nic),
                        nic.text("LinkStatus").map(state -> state.equals("LinkUp")),
                        nic.integer("SpeedMbps")));
            }
        }
        return nics;
    }

    /** The hardware's own address, where both are told. */
    static Optional<String> mac(Values nic) {
        return text(nic, "PermanentMACAddress")
                .or(() -> text(nic, "MACAddress"))
                .map(mac -> mac.toLowerCase(Locale.ROOT).replace('-', ':'))
                .filter(mac -> MAC.matcher(mac).matches());
    }

    /** Services fill what they do not know with nothing, blanks or null. */
    static Optional<String> text(Values from, String name) {
        return from.text(name).map(PartTable::cut).filter(text -> !text.isEmpty());
    }
}
