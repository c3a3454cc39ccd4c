package coop.plenum.baremetal.redfish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The resources of the fake service, with the properties that DMTF's schemas give them. */
final class FakeTree {
    static final String SYSTEM = "/redfish/v1/Systems/1";
    static final String RESET = SYSTEM + "/Actions/ComputerSystem.Reset";
    static final String SESSIONS = "/redfish/v1/SessionService/Sessions";
    static final int EVENTS = 23;

    static final String MANAGER = "/redfish/v1/Managers/bmc";
    private static final String CHASSIS = "/redfish/v1/Chassis/1";

    private final Maker maker;
    private final Map<String, Map<String, Object>> resources = new ConcurrentHashMap<>();

    FakeTree(Maker maker, String serial) {
        this.maker = maker;
        root();
        system(serial);
        manager();
        chassis();
        log();
        new FakeParts(this, maker).plant();
    }

    Map<String, Map<String, Object>> resources() {
        return resources;
    }

    Map<String, Object> system() {
        return resources.get(SYSTEM);
    }

    static Map<String, Object> link(String to) {
        return Map.of("@odata.id", to);
    }

    void put(String path, Map<String, ?> values) {
        Map<String, Object> resource = new ConcurrentHashMap<>();
        resource.put("@odata.id", path);
        resource.putAll(values);
        resources.put(path, resource);
    }

    void collection(String path, List<String> members) {
        put(
                path,
                Map.of(
                        "Members",
                        members.stream().map(FakeTree::link).toList(),
                        "Members@odata.count",
                        members.size()));
    }

    private void root() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("Id", "RootService");
        root.put("RedfishVersion", "1.17.0");
        root.put("Systems", link("/redfish/v1/Systems"));
        root.put("Chassis", link("/redfish/v1/Chassis"));
        root.put("Managers", link("/redfish/v1/Managers"));
        root.put("UpdateService", link("/redfish/v1/UpdateService"));
        root.put("EventService", link("/redfish/v1/EventService"));
        root.put("Registries", link("/redfish/v1/Registries"));
        root.put("Links", Map.of("Sessions", link(SESSIONS)));
        switch (maker) {
            case IDRAC -> root.put("Vendor", "Dell");
            case ILO -> root.put("Oem", Map.of("Hpe", Map.of("Moniker", Map.of("PRODABR", "iLO"))));
            case SUPERMICRO -> root.put("Oem", Map.of("Supermicro", Map.of("DumpService", link("/x"))));
            case STANDARD ->
                root.put("ProtocolFeaturesSupported", Map.of("ExpandQuery", Map.of("NoLinks", true, "Links", false)));
        }
        put("/redfish/v1/", root);
    }

    private void system(String serial) {
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("Id", "1");
        system.put("HostName", "");
        system.put("Manufacturer", "ACME");
        system.put("Model", "Server " + maker);
        system.put("SerialNumber", serial);
        system.put("PartNumber", "PN-7");
        system.put("AssetTag", "rack-4");
        system.put("UUID", "8F0C1A3E-0001-4000-8000-0123456789AB");
        system.put("BiosVersion", "2.4.1");
        system.put("PowerState", "Off");
        system.put("Status", Map.of("State", "Enabled", "Health", "OK", "HealthRollup", "Warning"));
        system.put("ProcessorSummary", Map.of("Count", 2, "CoreCount", 64, "Model", "Fast CPU"));
        system.put("MemorySummary", Map.of("TotalSystemMemoryGiB", 511.5));
        system.put(
                "Boot",
                Map.of(
                        "BootSourceOverrideEnabled",
                        "Disabled",
                        "BootSourceOverrideTarget",
                        "None",
                        "BootSourceOverrideMode",
                        "UEFI",
                        "BootOrder",
                        List.of("Boot0001", "Boot0002", "Boot0003")));
        FakeParts.link(system, maker);
        if (maker == Maker.IDRAC || maker == Maker.ILO) {
            system.put("IndicatorLED", "Off");
        } else {
            system.put("LocationIndicatorActive", false);
        }
        system.put("EthernetInterfaces", link(SYSTEM + "/EthernetInterfaces"));
        system.put("LogServices", link(SYSTEM + "/LogServices"));
        system.put("Links", Map.of("Chassis", List.of(link(CHASSIS)), "ManagedBy", List.of(link(MANAGER))));
        system.put("Actions", Map.of("#ComputerSystem.Reset", reset()));
        collection("/redfish/v1/Systems", List.of(SYSTEM));
        put(SYSTEM, system);
        collection(SYSTEM + "/EthernetInterfaces", List.of(SYSTEM + "/EthernetInterfaces/NIC.1"));
        put(
                SYSTEM + "/EthernetInterfaces/NIC.1",
                Map.of(
                        "Id",
                        "NIC.1",
                        "Name",
                        "Port 1",
                        "MACAddress",
                        "AA:BB:CC:00:11:22",
                        "LinkStatus",
                        "LinkUp",
                        "SpeedMbps",
                        25000,
                        "IPv4Addresses",
                        List.of(Map.of("Address", "192.0.2.7"), Map.of("Address", "169.254.0.9")),
                        "IPv6Addresses",
                        List.of(Map.of("Address", "2001:DB8::7"), Map.of("Address", "fe80::1"))));
    }

    /** Another machine: what tells it from others, one card, and the address that its system has told. */
    void become(String uuid, String mac, String address) {
        Map<String, Object> card = resources.get(SYSTEM + "/EthernetInterfaces/NIC.1");
        system().put("UUID", uuid);
        system().put("PowerState", "On");
        card.put("MACAddress", mac);
        card.put("IPv4Addresses", List.of(Map.of("Address", address)));
        card.put("IPv6Addresses", List.of());
    }

    List<String> allowedResets() {
        return maker == Maker.ILO
                ? List.of("On", "ForceOff", "ForceRestart", "Nmi", "PushPowerButton")
                : List.of("On", "ForceOff", "GracefulShutdown", "ForceRestart", "Nmi", "PowerCycle");
    }

    private Map<String, Object> reset() {
        Map<String, Object> reset = new LinkedHashMap<>();
        reset.put("target", RESET);
        if (maker == Maker.SUPERMICRO) {
            reset.put("@Redfish.ActionInfo", SYSTEM + "/ResetActionInfo");
            put(
                    SYSTEM + "/ResetActionInfo",
                    Map.of("Parameters", List.of(Map.of("Name", "ResetType", "AllowableValues", allowedResets()))));
        } else {
            reset.put("ResetType@Redfish.AllowableValues", allowedResets());
        }
        return reset;
    }

    private void manager() {
        collection("/redfish/v1/Managers", List.of(MANAGER));
        put(
                MANAGER,
                Map.of(
                        "Id",
                        "bmc",
                        "Model",
                        "BMC 9",
                        "FirmwareVersion",
                        "7.10.30",
                        "UUID",
                        "00000000-0000-4000-8000-00000000BBBB",
                        "Status",
                        Map.of("Health", "OK"),
                        "EthernetInterfaces",
                        link(MANAGER + "/EthernetInterfaces"),
                        "VirtualMedia",
                        link(MANAGER + "/VirtualMedia"),
                        "LogServices",
                        link(MANAGER + "/LogServices")));
        collection(MANAGER + "/EthernetInterfaces", List.of(MANAGER + "/EthernetInterfaces/1"));
        put(
                MANAGER + "/EthernetInterfaces/1",
                Map.of(
                        "Id",
                        "1",
                        "MACAddress",
                        "AA:BB:CC:00:00:00",
                        "PermanentMACAddress",
                        "AA:BB:CC:00:00:01",
                        "VLAN",
                        Map.of("VLANEnable", true, "VLANId", 42),
                        "IPv4Addresses",
                        List.of(Map.of(
                                "Address",
                                "10.0.4.7",
                                "SubnetMask",
                                "255.255.255.0",
                                "AddressOrigin",
                                "DHCP",
                                "Gateway",
                                "10.0.4.1"))));
    }

    private void chassis() {
        Map<String, Object> chassis = new LinkedHashMap<>();
        chassis.put("Id", "1");
        chassis.put("Name", "Chassis");
        chassis.put("ChassisType", "RackMount");
        chassis.put("SerialNumber", "CH-1");
        chassis.put("Location", Map.of("Placement", Map.of("Rack", "R4", "RackOffset", 12)));
        collection("/redfish/v1/Chassis", List.of(CHASSIS));
        if (maker == Maker.STANDARD) {
            chassis.put("Sensors", link(CHASSIS + "/Sensors"));
            collection(CHASSIS + "/Sensors", List.of(CHASSIS + "/Sensors/Inlet", CHASSIS + "/Sensors/Fan1"));
            put(
                    CHASSIS + "/Sensors/Inlet",
                    Map.of(
                            "Id",
                            "Inlet",
                            "Name",
                            "Inlet",
                            "ReadingType",
                            "Temperature",
                            "ReadingUnits",
                            "Cel",
                            "Reading",
                            39.5,
                            "Status",
                            Map.of("State", "Enabled", "Health", "Warning"),
                            "Thresholds",
                            Map.of("UpperCaution", Map.of("Reading", 38), "UpperCritical", Map.of("Reading", 45))));
            put(
                    CHASSIS + "/Sensors/Fan1",
                    Map.of(
                            "Id",
                            "Fan1",
                            "Name",
                            "Fan 1",
                            "ReadingType",
                            "Rotational",
                            "ReadingUnits",
                            "RPM",
                            "Reading",
                            4200,
                            "Status",
                            Map.of("State", "Enabled", "Health", "OK")));
        } else {
            chassis.put("Thermal", link(CHASSIS + "/Thermal"));
            chassis.put("Power", link(CHASSIS + "/Power"));
            put(
                    CHASSIS + "/Thermal",
                    Map.of(
                            "Temperatures",
                            List.of(
                                    Map.of(
                                            "MemberId",
                                            "0",
                                            "Name",
                                            "Inlet",
                                            "ReadingCelsius",
                                            39.5,
                                            "UpperThresholdNonCritical",
                                            38,
                                            "UpperThresholdCritical",
                                            45,
                                            "Status",
                                            Map.of("State", "Enabled", "Health", "Warning")),
                                    Map.of("MemberId", "1", "Name", "CPU 2", "Status", Map.of("State", "Absent"))),
                            "Fans",
                            List.of(Map.of(
                                    "MemberId",
                                    "0",
                                    "FanName",
                                    "Fan 1",
                                    "Reading",
                                    40,
                                    "ReadingUnits",
                                    "Percent",
                                    "Status",
                                    Map.of("State", "Enabled", "Health", "OK")))));
            // no Power resource: the link leads nowhere, as on some firmware
        }
        chassis.put("Status", Map.of("Health", "OK"));
        put(CHASSIS, chassis);
    }

    private void log() {
        String owner = maker == Maker.IDRAC ? MANAGER : SYSTEM;
        String id = switch (maker) {
            case IDRAC -> "Sel";
            case ILO -> "IML";
            case SUPERMICRO -> "Log1";
            case STANDARD -> "SEL";
        };
        String log = owner + "/LogServices/" + id;
        for (String keeper : List.of(MANAGER, SYSTEM)) {
            collection(
                    keeper + "/LogServices",
                    keeper.equals(owner) ? List.of(keeper + "/LogServices/Audit", log) : List.of());
        }
        put(owner + "/LogServices/Audit", Map.of("Id", "Audit"));
        put(
                log,
                Map.of(
                        "Id",
                        id,
                        "Entries",
                        link(log + "/Entries"),
                        "Actions",
                        Map.of("#LogService.ClearLog", Map.of("target", log + "/Actions/LogService.ClearLog"))));
        List<Map<String, Object>> entries = new ArrayList<>();
        for (int i = 1; i <= EVENTS; i++) {
            entries.add(Map.of(
                    "@odata.id",
                    log + "/Entries/" + i,
                    "Id",
                    String.valueOf(i),
                    "Created",
                    String.format(java.util.Locale.ROOT, "2026-03-01T10:%02d:00+01:00", i),
                    "Severity",
                    i == EVENTS ? "Critical" : "OK",
                    "Message",
                    "Event " + i));
        }
        if (maker == Maker.IDRAC) {
            java.util.Collections.reverse(entries);
        }
        pages(log + "/Entries", entries);
    }

    /** Ten members a page, written out, as log services do. */
    private void pages(String path, List<Map<String, Object>> members) {
        for (int from = 0; from < members.size(); from += 10) {
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("Members", members.subList(from, Math.min(members.size(), from + 10)));
            page.put("Members@odata.count", members.size());
            if (from + 10 < members.size()) {
                page.put("Members@odata.nextLink", path + "?$skip=" + (from + 10));
            }
            put(from == 0 ? path : path + "?$skip=" + from, page);
        }
    }

    /** With its members written out. */
    Map<String, Object> expanded(Map<String, Object> collection) {
        Map<String, Object> whole = new LinkedHashMap<>(collection);
        if (collection.get("Members") instanceof Collection<?> members) {
            whole.put("Members", members.stream().map(this::expanded).toList());
        }
        return whole;
    }

    private Map<String, ?> expanded(Object member) {
        Map<String, ?> written = Json.values(member).asMap();
        Map<String, Object> resource = resources.get(String.valueOf(written.get("@odata.id")));
        return resource == null ? written : resource;
    }
}
