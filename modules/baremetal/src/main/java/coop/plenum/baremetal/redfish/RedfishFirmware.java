package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.FirmwareUpdate;
import coop.plenum.baremetal.bmc.Patience;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Has the update service fetch an image and write it. */
final class RedfishFirmware implements FirmwareUpdate {
    private static final String UPDATE = "#UpdateService.SimpleUpdate";

    private final Service service;

    RedfishFirmware(Service service) {
        this.service = service;
    }

    @Override
    public Optional<String> update(URI image, List<String> targets, Patience patience)
            throws ProviderException, InterruptedException {
        Values updates = service.optional(Service.link(service.root(), "UpdateService"), patience)
                .orElseThrow(this::missing);
        Values action = updates.nested("Actions").nested(UPDATE);
        if (action.text("target").isEmpty()) {
            throw missing();
        }
        String protocol = image.getScheme().toUpperCase(Locale.ROOT);
        List<?> allowed = action.list("TransferProtocol@Redfish.AllowableValues");
        if (!allowed.isEmpty() && !allowed.contains(protocol)) {
            throw new ProviderException(
                    Category.USER,
                    "protocol-unsupported",
                    service.client().address() + " fetches images only by " + allowed + ".",
                    "image",
                    null,
                    null);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ImageURI", image.toString());
        body.put("TransferProtocol", protocol);
        if (!targets.isEmpty()) {
            body.put("Targets", links(updates, targets, patience));
        }
        return Tasks.of(service.act(updates, UPDATE, body, patience));
    }

    private List<String> links(Values updates, List<String> targets, Patience patience)
            throws ProviderException, InterruptedException {
        Map<String, String> known = new LinkedHashMap<>();
        for (Values firmware : service.optionalMembers(Service.link(updates, "FirmwareInventory"), patience)) {
            firmware.text("Id").ifPresent(id -> firmware.text(Service.ID).ifPresent(link -> known.put(id, link)));
        }
        List<String> unknown = new ArrayList<>(targets);
        unknown.removeAll(known.keySet());
        if (!unknown.isEmpty()) {
            throw new ProviderException(
                    Category.USER,
                    "unknown-firmware",
                    "There is no firmware " + String.join(", ", unknown) + " at "
                            + service.client().address() + "; there is "
                            + String.join(
                                    ", ", known.keySet().stream().limit(30).toList()) + ".",
                    "targets",
                    null,
                    null);
        }
        return targets.stream().map(id -> known.getOrDefault(id, "")).toList();
    }

    private ProviderException missing() {
        return new ProviderException(
                Category.UNSUPPORTED,
                "ability-missing",
                service.client().address() + " takes no firmware images by address (SimpleUpdate).");
    }
}
