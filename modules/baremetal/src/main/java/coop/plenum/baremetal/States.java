package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.BootDevice;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Controller;
import coop.plenum.baremetal.bmc.EventLog;
import coop.plenum.baremetal.bmc.Hardware;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.LanConfig;
import coop.plenum.baremetal.bmc.Machine;
import coop.plenum.baremetal.bmc.Nic;
import coop.plenum.baremetal.bmc.Sensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts inventories into the fields of the content types in {@code PLENUM-INF/types}. */
final class States {
    static final String MACHINE_TYPE = "baremetal.machine";
    static final String BMC_TYPE = "baremetal.bmc";
    static final String NIC_TYPE = "baremetal.nic";
    static final String SENSOR_TYPE = "baremetal.sensor";

    private States() {}

    static List<ResourceState> controllers(BmcAddress address, Inventory inventory) {
        Controller controller = inventory.controller();
        LanConfig lan = controller.lan();
        Values.Builder values = Values.builder()
                .put("address", address.id())
                .put("protocol", controller.protocol())
                .put("protocolVersion", controller.protocolVersion())
                .put("manufacturer", controller.manufacturer().orElse(null))
                .put("model", controller.model().orElse(null))
                .put("firmwareVersion", controller.firmwareVersion().orElse(null))
                .put("uuid", controller.uuid().orElse(null))
                .put("macAddress", controller.macAddress().orElse(null))
                .put("ipAddress", lan.address().orElse(null))
                .put("addressSource", lan.source().orElse(null))
                .put("netmask", lan.netmask().orElse(null))
                .put("gateway", lan.gateway().orElse(null))
                .put("health", word(controller.health()));
        lan.vlan().ifPresent(id -> values.put("vlan", id));
        return List.of(new ResourceState(address.id(), address.id(), Map.of(), values.build()));
    }

    static List<ResourceState> machines(BmcAddress address, Inventory inventory) {
        return inventory.machines().stream()
                .map(machine -> machine(address, machine))
                .toList();
    }

    private static ResourceState machine(BmcAddress address, Machine machine) {
        Hardware hardware = machine.hardware();
        Values.Builder values = Values.builder()
                .put("hostname", machine.hostname().orElse(null))
                .put("powerState", word(machine.power()))
                .put("health", word(machine.health()))
                .put("manufacturer", hardware.manufacturer().orElse(null))
                .put("model", hardware.model().orElse(null))
                .put("partNumber", hardware.partNumber().orElse(null))
                .put("serialNumber", hardware.serialNumber().orElse(null))
                .put("assetTag", hardware.assetTag().orElse(null))
                .put("uuid", hardware.uuid().orElse(null))
                .put("biosVersion", hardware.biosVersion().orElse(null))
                .put("processorModel", hardware.processorModel().orElse(null))
                .put("memory", hardware.memoryGibibytes().orElse(null))
                .put("bmc", "external:" + BMC_TYPE + ":" + address.id())
                .put("bmcAddress", address.id())
                .put("macAddresses", listed(machine.nics().stream().flatMap(nic -> nic.macAddress().stream())))
                .put("addresses", listed(machine.nics().stream().flatMap(nic -> nic.addresses().stream())))
                .put("bootOrder", listed(machine.bootOrder().stream()))
                .put("indicator", machine.indicator().orElse(null))
                .put("eventCount", machine.log().count())
                .put("events", events(machine.log()));
        hardware.processors().ifPresent(count -> values.put("processors", count));
        hardware.cores().ifPresent(count -> values.put("cores", count));
        machine.boot().ifPresent(boot -> boot(boot, values));
        return new ResourceState(
                ExternalId.of(address.id(), machine.system()).toString(),
                title(address, machine),
                Map.of(),
                values.build());
    }

    /** Without doubles; null for none. */
    private static @Nullable List<String> listed(Stream<String> texts) {
        List<String> list = texts.distinct().toList();
        return list.isEmpty() ? null : list;
    }

    /** As {@link #title(BmcAddress, Machine)} made it of what is now in a machine's fields. */
    static String title(Values machine, String externalId) {
        Optional<String> model = machine.text("model")
                .map(name -> machine.text("serialNumber")
                        .map(serial -> name + " " + serial)
                        .orElse(name));
        return machine.text("hostname").or(() -> model).orElse(externalId);
    }

    static String title(BmcAddress address, Machine machine) {
        Optional<String> model = machine.hardware()
                .model()
                .map(name -> machine.hardware()
                        .serialNumber()
                        .map(serial -> name + " " + serial)
                        .orElse(name));
        return machine.hostname()
                .or(() -> model)
                .orElseGet(() -> ExternalId.of(address.id(), machine.system()).toString());
    }

    private static void boot(BootOverride boot, Values.Builder values) {
        values.put("bootDevice", word(boot.persistent() ? boot.device() : BootDevice.NONE));
        values.put("nextBootDevice", word(boot.persistent() ? BootDevice.NONE : boot.device()));
        if (boot.device() != BootDevice.NONE) {
            values.put("bootMode", boot.uefi() ? "uefi" : "legacy");
        }
    }

    private static List<Values> events(EventLog log) {
        return log.newest().stream()
                .map(entry -> Values.builder()
                        .put("id", entry.id())
                        .put("time", entry.time().map(Object::toString).orElse(null))
                        .put("severity", word(entry.severity()))
                        .put("message", entry.message())
                        .build())
                .toList();
    }

    static List<ResourceState> nics(BmcAddress address, Inventory inventory) {
        List<ResourceState> states = new ArrayList<>();
        for (Machine machine : inventory.machines()) {
            ExternalId owner = ExternalId.of(address.id(), machine.system());
            for (Nic nic : machine.nics()) {
                Values.Builder values = Values.builder()
                        .put("machine", "external:" + MACHINE_TYPE + ":" + owner)
                        .put("name", nic.name())
                        .put("macAddress", nic.macAddress().orElse(null))
                        .put("link", nic.link().orElse(null));
                nic.speedMegabits().ifPresent(speed -> values.put("speed", speed));
                states.add(new ResourceState(
                        owner.part("nic", nic.id()).toString(),
                        title(address, machine) + " " + nic.name(),
                        Map.of(),
                        values.build()));
            }
        }
        return states;
    }

    /**
     * Without the reading: it changes with every look, and a revision for each would bury what matters. A reading that
     * leaves its bounds shows as health.
     */
    static List<ResourceState> sensors(BmcAddress address, Inventory inventory) {
        List<ResourceState> states = new ArrayList<>();
        for (Machine machine : inventory.machines()) {
            ExternalId owner = ExternalId.of(address.id(), machine.system());
            for (Sensor sensor : machine.sensors()) {
                Sensor.Thresholds bounds = sensor.thresholds();
                Values values = Values.builder()
                        .put("machine", "external:" + MACHINE_TYPE + ":" + owner)
                        .put("name", sensor.name())
                        .put("kind", sensor.kind())
                        .put("unit", sensor.unit().isEmpty() ? null : sensor.unit())
                        .put("health", word(sensor.health()))
                        .put("lowerCritical", bounds.lowerCritical().orElse(null))
                        .put("lowerWarning", bounds.lowerWarning().orElse(null))
                        .put("upperWarning", bounds.upperWarning().orElse(null))
                        .put("upperCritical", bounds.upperCritical().orElse(null))
                        .build();
                states.add(new ResourceState(
                        owner.part("sensor", sensor.id()).toString(),
                        title(address, machine) + " " + sensor.name(),
                        Map.of(),
                        values));
            }
        }
        return states;
    }

    /** One line for people. */
    static String line(Sensor sensor) {
        String reading = sensor.reading()
                .map(BigDecimal::toPlainString)
                .map(value -> value + " " + sensor.unit())
                .orElse("no reading");
        return sensor.name() + ": " + reading.strip() + " (" + word(sensor.health()) + ")";
    }

    /** One line for people. */
    static String line(EventLog.Entry entry) {
        return entry.time().map(Object::toString).orElse("before the clock was set") + " " + word(entry.severity())
                + " " + entry.message();
    }

    /** The word of the content types for a constant. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
