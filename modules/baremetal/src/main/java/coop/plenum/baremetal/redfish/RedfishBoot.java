package coop.plenum.baremetal.redfish;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.BootOrder;
import coop.plenum.baremetal.bmc.Patience;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Sets the order of the boot options. */
final class RedfishBoot implements BootOrder {
    private final Service service;

    RedfishBoot(Service service) {
        this.service = service;
    }

    @Override
    public void order(String system, List<String> order, Patience patience)
            throws ProviderException, InterruptedException {
        Service.Found found = service.system(system, patience);
        List<String> present = SystemReader.bootOrder(found.values());
        if (present.isEmpty()) {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "ability-missing",
                    service.client().address() + " does not show a boot order.");
        }
        List<String> missing = new ArrayList<>(present);
        missing.removeAll(order);
        List<String> unknown = new ArrayList<>(order);
        unknown.removeAll(present);
        boolean twice = new LinkedHashSet<>(order).size() < order.size();
        if (!missing.isEmpty() || !unknown.isEmpty() || twice) {
            throw new ProviderException(
                    Category.USER,
                    "invalid-boot-order",
                    "A boot order names each boot option once: " + String.join(", ", present) + ".",
                    "bootOrder",
                    null,
                    null);
        }
        service.patch(
                service.quirks().bootSettings(found.link(), found.values()),
                seen -> Map.of("Boot", Map.of("BootOrder", order)),
                patience);
    }
}
