package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.VirtualMedia;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Virtual media: of the systems, as newer services have it, or of the manager. */
final class RedfishMedia implements VirtualMedia {
    private static final String INSERT = "#VirtualMedia.InsertMedia";
    private static final String EJECT = "#VirtualMedia.EjectMedia";
    private static final int MOST = 64;

    private final Service service;

    RedfishMedia(Service service) {
        this.service = service;
    }

    /** All slots by their id; of two with one id, the first. */
    static Map<String, Values> slots(Service service, List<Values> owners, Patience patience)
            throws ProviderException, InterruptedException {
        Map<String, Values> slots = new LinkedHashMap<>();
        for (Values owner : owners) {
            for (Values slot : service.optionalMembers(Service.link(owner, "VirtualMedia"), patience)) {
                Optional<String> id = PartTable.line(slot, "Id").filter(name -> slots.size() < MOST);
                id.ifPresent(name -> slots.putIfAbsent(name, slot));
            }
        }
        return slots;
    }

    @Override
    public Optional<String> insert(String slot, URI image, boolean writeProtected, Patience patience)
            throws ProviderException, InterruptedException {
        Values found = slot(slot, patience);
        if (found.flag("Inserted").orElse(false)) {
            if (found.text("Image").equals(Optional.of(image.toString()))) {
                return Optional.empty();
            }
            throw new ProviderException(
                    Category.CONFLICT, "media-inserted", "There is another image in " + slot + ". Eject it first.");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Image", image.toString());
        if (service.quirks().mediaTakesOnlyTheImage()) {
            return change(found, INSERT, body, patience);
        }
        body.put("Inserted", true);
        body.put("WriteProtected", writeProtected);
        return change(found, INSERT, body, patience);
    }

    @Override
    public Optional<String> eject(String slot, Patience patience) throws ProviderException, InterruptedException {
        Values found = slot(slot, patience);
        if (!found.flag("Inserted").orElse(true)) {
            return Optional.empty();
        }
        Map<String, Object> empty = new LinkedHashMap<>();
        empty.put("Inserted", false);
        return change(found, EJECT, empty, patience);
    }

    /** By the action; older services have none, and the slot itself is changed. */
    private Optional<String> change(Values slot, String action, Map<String, Object> body, Patience patience)
            throws ProviderException, InterruptedException {
        if (slot.nested("Actions").nested(action).text("target").isPresent()) {
            Map<String, Object> parameters = action.equals(EJECT) ? Map.of() : body;
            return Tasks.of(service.act(slot, action, parameters, patience));
        }
        return Tasks.of(service.patch(slot.text(Service.ID).orElse(""), seen -> body, patience));
    }

    private Values slot(String id, Patience patience) throws ProviderException, InterruptedException {
        Values slot = slots(service, service.owners(patience), patience).get(id);
        if (slot == null) {
            throw new ProviderException(
                    Category.MISSING,
                    "not-present",
                    service.client().address() + " has no virtual drive " + id + " any more.");
        }
        return slot;
    }
}
