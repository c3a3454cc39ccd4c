package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.EventLogClearing;
import coop.plenum.baremetal.bmc.Patience;
import java.util.Map;
import java.util.Optional;

/** Empties the event log that {@link LogReader} reads, and no other. */
final class RedfishLogClearing implements EventLogClearing {
    private static final String CLEAR = "#LogService.ClearLog";

    private final Service service;

    RedfishLogClearing(Service service) {
        this.service = service;
    }

    @Override
    public void clear(String system, Patience patience) throws ProviderException, InterruptedException {
        Values machine = service.system(system, patience).values();
        Optional<Values> log = new LogReader(service, patience).find(machine, service.manager(machine, patience));
        if (log.isEmpty()) {
            throw new ProviderException(
                    Category.UNSUPPORTED, "ability-missing", service.client().address() + " keeps no event log.");
        }
        service.act(log.get(), CLEAR, Map.of(), patience);
    }
}
