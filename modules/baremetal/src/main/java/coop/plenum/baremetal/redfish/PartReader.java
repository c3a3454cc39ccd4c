package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.Part;
import coop.plenum.baremetal.bmc.PartKind;
import coop.plenum.baremetal.bmc.Patience;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the parts of machines and of their controller. What a service does not have, it does not have. */
final class PartReader {
    /** Of one kind at one owner. */
    private static final int MOST = 512;

    private final Service service;
    private final Patience patience;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    PartReader(Service service, Patience patience) {
        this.service = service;
        this.patience = patience;
    }

    List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /** @param name how the machine is called at its controller */
    void machine(String name, Values system) throws ProviderException, InterruptedException {
        add(PartKind.PROCESSOR, name, service.optionalMembers(Service.link(system, "Processors"), patience));
        add(PartKind.MEMORY, name, service.optionalMembers(Service.link(system, "Memory"), patience));
        for (Values storage : service.optionalMembers(Service.link(system, "Storage"), patience)) {
            String controller = PartTable.line(storage, "Id").orElse("storage");
            List<Values> drives = new ArrayList<>();
            for (String link : Service.links(storage, "Drives")) {
                if (drives.size() < MOST) {
                    service.optional(Optional.of(link), patience).ifPresent(drives::add);
                }
            }
            drives.forEach(drive -> add(PartKind.DRIVE, name, controller + "/", drive));
        }
        new BiosReader(service, patience).read(name, system).ifPresent(this::add);
    }

    /** What belongs to all machines of the controller, or to itself. */
    void controller(List<Values> owners) throws ProviderException, InterruptedException {
        add(PartKind.CHASSIS, "", service.optionalMembers(Service.link(service.root(), "Chassis"), patience));
        Optional<Values> updates = service.optional(Service.link(service.root(), "UpdateService"), patience);
        if (updates.isPresent()) {
            Optional<String> inventory = Service.link(updates.get(), "FirmwareInventory");
            add(PartKind.FIRMWARE, "", service.optionalMembers(inventory, patience));
        }
        add(PartKind.SUBSCRIPTION, "", RedfishSubscriptions.all(service, patience));
        for (Values slot : RedfishMedia.slots(service, owners, patience).values()) {
            add(PartKind.VIRTUAL_MEDIA, "", "", slot);
        }
    }

    private void add(PartKind kind, String system, List<Values> resources) {
        resources.stream().limit(MOST).forEach(resource -> add(kind, system, "", resource));
    }

    private void add(PartKind kind, String system, String prefix, Values resource) {
        String id = PartTable.line(resource, "Id").orElse("");
        boolean absent = resource.nested("Status").text("State").orElse("").equals("Absent");
        if (!id.isEmpty() && !absent) {
            String name = PartTable.line(resource, "Name").orElse(id);
            add(new Part(kind, system, prefix + id, name, PartTable.read(kind, resource)));
        }
    }

    /** The first of those that claim one id: they would be one item. */
    private void add(Part part) {
        parts.putIfAbsent(part.kind() + "/" + part.system() + "/" + part.id(), part);
    }
}
