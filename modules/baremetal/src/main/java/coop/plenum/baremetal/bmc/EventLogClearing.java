package coop.plenum.baremetal.bmc;

import coop.plenum.api.provider.ProviderException;

/** An ability: empties the event log for good. */
public interface EventLogClearing {
    void clear(String system, Patience patience) throws ProviderException, InterruptedException;
}
