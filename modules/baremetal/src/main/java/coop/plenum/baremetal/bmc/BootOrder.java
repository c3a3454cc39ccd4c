package coop.plenum.baremetal.bmc;

import coop.plenum.api.provider.ProviderException;
import java.util.List;

/** An ability: sets the firmware's own boot order. */
public interface BootOrder {
    /** @param order references of boot options, all that there are, the first to be tried first */
    void order(String system, List<String> order, Patience patience) throws ProviderException, InterruptedException;
}
