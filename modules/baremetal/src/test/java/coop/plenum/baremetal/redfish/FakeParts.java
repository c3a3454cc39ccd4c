package coop.plenum.baremetal.redfish;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the fake service's machine is made of, with the properties that DMTF's schemas give it. */
final class FakeParts {
    static final String BIOS = FakeTree.SYSTEM + "/Bios";
    static final String SETTINGS = BIOS + "/Settings";
    static final String RESET_BIOS = BIOS + "/Actions/Bios.ResetBios";
    static final String UPDATE = "/redfish/v1/UpdateService/Actions/UpdateService.SimpleUpdate";
    static final String FIRMWARE = "/redfish/v1/UpdateService/FirmwareInventory";

    static final String SUBSCRIPTIONS = "/redfish/v1/EventService/Subscriptions";

    private static final Map<String, Object> GOOD = Map.of("State", "Enabled", "Health", "OK");

    private final FakeTree tree;
    private final Maker maker;

    FakeParts(FakeTree tree, Maker maker) {
        this.tree = tree;
        this.maker = maker;
    }

    /** Links of the system to its parts. */
    static void link(Map<String, Object> system, Maker maker) {
        system.put("Processors", FakeTree.link(FakeTree.SYSTEM + "/Processors"));
        system.put("Memory", FakeTree.link(FakeTree.SYSTEM + "/Memory"));
        system.put("Storage", FakeTree.link(FakeTree.SYSTEM + "/Storage"));
        system.put("Bios", FakeTree.link(BIOS));
        if (maker == Maker.STANDARD) {
            system.put("VirtualMedia", FakeTree.link(media(maker)));
        }
    }

    /** Older services hang them on the manager. */
    static String media(Maker maker) {
        return (maker == Maker.STANDARD ? FakeTree.SYSTEM : FakeTree.MANAGER) + "/VirtualMedia";
    }

    void plant() {
        processors();
        memory();
        drives();
        bios();
        firmware();
        media();
        events();
    }

    /** With somebody else's subscription. */
    private void events() {
        tree.put("/redfish/v1/EventService", Map.of("Subscriptions", FakeTree.link(SUBSCRIPTIONS)));
        tree.collection(SUBSCRIPTIONS, List.of(SUBSCRIPTIONS + "/1"));
        tree.put(
                SUBSCRIPTIONS + "/1",
                Map.of(
                        "Id",
                        "1",
                        "Name",
                        "Subscription 1",
                        "Destination",
                        "https://monitoring.example/bmc",
                        "Context",
                        "monitoring",
                        "DeliveryRetryPolicy",
                        "RetryForever"));
    }

    private void processors() {
        String place = FakeTree.SYSTEM + "/Processors";
        tree.collection(place, List.of(place + "/CPU1", place + "/CPU2", place + "/CPU3"));
        for (int i = 1; i <= 2; i++) {
            Map<String, Object> processor = new LinkedHashMap<>();
            processor.put("Id", "CPU" + i);
            processor.put("Name", "Processor " + i);
            processor.put("Socket", "CPU " + i);
            processor.put("ProcessorType", "CPU");
            processor.put("InstructionSet", "x86-64");
            processor.put("Manufacturer", "Fast");
            processor.put("Model", "Fast CPU 9");
            processor.put("TotalCores", 32);
            processor.put("TotalThreads", 64);
            processor.put("MaxSpeedMHz", 3700);
            processor.put("Status", GOOD);
            tree.put(place + "/CPU" + i, processor);
        }
        tree.put(place + "/CPU3", Map.of("Id", "CPU3", "Name", "Empty", "Status", Map.of("State", "Absent")));
    }

    private void memory() {
        String place = FakeTree.SYSTEM + "/Memory";
        tree.collection(place, List.of(place + "/DIMM1"));
        Map<String, Object> module = new LinkedHashMap<>();
        module.put("Id", "DIMM1");
        module.put("Name", "DIMM 1");
        module.put("DeviceLocator", "A1");
        module.put("MemoryDeviceType", "DDR5");
        module.put("CapacityMiB", 65536);
        module.put("OperatingSpeedMhz", 4800);
        module.put("Manufacturer", "Chips");
        module.put("PartNumber", "M-64");
        module.put("SerialNumber", "DIMM-7");
        module.put("Status", GOOD);
        tree.put(place + "/DIMM1", module);
    }

    private void drives() {
        String place = FakeTree.SYSTEM + "/Storage";
        String drive = FakeTree.SYSTEM + "/Storage/RAID.1/Drives/Disk.0";
        tree.collection(place, List.of(place + "/RAID.1"));
        tree.put(
                place + "/RAID.1",
                Map.of("Id", "RAID.1", "Drives", List.of(FakeTree.link(drive), FakeTree.link(drive + "9"))));
        Map<String, Object> disk = new LinkedHashMap<>();
        disk.put("Id", "Disk.0");
        disk.put("Name", "Disk 0");
        disk.put("Manufacturer", "Spin");
        disk.put("Model", "S-2");
        disk.put("SerialNumber", "DISK-1");
        disk.put("Revision", "1.2");
        disk.put("CapacityBytes", 1_920_383_410_176L);
        disk.put("MediaType", "SSD");
        disk.put("Protocol", "NVMe");
        disk.put("FailurePredicted", true);
        disk.put("Status", Map.of("State", "Enabled", "Health", "Warning"));
        tree.put(drive, disk);
        // Disk.09 is linked and not there, as after a drive was pulled
    }

    private void bios() {
        Map<String, Object> bios = new LinkedHashMap<>();
        bios.put("Id", "Bios");
        bios.put("AttributeRegistry", "BiosAttributeRegistry.v1");
        bios.put(
                "Attributes",
                Map.of(
                        "Virtualization", "Enabled",
                        "BootDelay", 5,
                        "QuietBoot", true,
                        "AssetText", "rack-4",
                        "AdminPassword", "leaked-bios-pass"));
        bios.put(
                "@Redfish.Settings",
                Map.of(
                        "SettingsObject",
                        FakeTree.link(SETTINGS),
                        "SupportedApplyTimes",
                        maker == Maker.IDRAC ? List.of("Immediate", "OnReset") : List.of()));
        bios.put("Actions", Map.of("#Bios.ResetBios", Map.of("target", RESET_BIOS)));
        tree.put(BIOS, bios);
        tree.put(SETTINGS, Map.of("Id", "Settings", "Attributes", Map.of("Virtualization", "Enabled")));
        tree.collection("/redfish/v1/Registries", List.of("/redfish/v1/Registries/Bios"));
        tree.put(
                "/redfish/v1/Registries/Bios",
                Map.of(
                        "Id",
                        "Bios",
                        "Registry",
                        "BiosAttributeRegistry.v1",
                        "Location",
                        List.of(Map.of("Language", "en", "Uri", "/redfish/v1/Registries/Bios.json"))));
        tree.put("/redfish/v1/Registries/Bios.json", Map.of("RegistryEntries", Map.of("Attributes", attributes())));
    }

    private static List<Map<String, Object>> attributes() {
        return List.of(
                Map.of(
                        "AttributeName",
                        "Virtualization",
                        "Type",
                        "Enumeration",
                        "Value",
                        List.of(Map.of("ValueName", "Enabled"), Map.of("ValueName", "Disabled"))),
                Map.of("AttributeName", "BootDelay", "Type", "Integer", "LowerBound", 0, "UpperBound", 30),
                Map.of("AttributeName", "QuietBoot", "Type", "Boolean"),
                Map.of("AttributeName", "AssetText", "Type", "String", "MaxLength", 8, "ReadOnly", false),
                Map.of("AttributeName", "AdminPassword", "Type", "Password"));
    }

    private void firmware() {
        Map<String, Object> update = new LinkedHashMap<>();
        update.put("target", UPDATE);
        update.put("TransferProtocol@Redfish.AllowableValues", List.of("HTTP", "HTTPS"));
        tree.put(
                "/redfish/v1/UpdateService",
                Map.of(
                        "FirmwareInventory",
                        FakeTree.link(FIRMWARE),
                        "Actions",
                        Map.of("#UpdateService.SimpleUpdate", update)));
        tree.collection(FIRMWARE, List.of(FIRMWARE + "/BMC", FIRMWARE + "/BIOS"));
        tree.put(
                FIRMWARE + "/BMC",
                Map.of("Id", "BMC", "Name", "BMC image", "Version", "7.10.30", "Updateable", true, "Status", GOOD));
        tree.put(
                FIRMWARE + "/BIOS",
                Map.of("Id", "BIOS", "Name", "BIOS image", "Version", "2.4.1", "Updateable", true, "Status", GOOD));
    }

    private void media() {
        String place = media(maker);
        tree.collection(place, List.of(place + "/CD1"));
        Map<String, Object> slot = new LinkedHashMap<>();
        slot.put("Id", "CD1");
        slot.put("Name", "Virtual CD");
        slot.put("MediaTypes", List.of("CD", "DVD"));
        slot.put("Inserted", false);
        slot.put("WriteProtected", true);
        if (maker != Maker.ILO) {
            String actions = place + "/CD1/Actions/VirtualMedia.";
            slot.put(
                    "Actions",
                    Map.of(
                            "#VirtualMedia.InsertMedia",
                            Map.of("target", actions + "InsertMedia"),
                            "#VirtualMedia.EjectMedia",
                            Map.of("target", actions + "EjectMedia")));
        }
        tree.put(place + "/CD1", slot);
    }
}
