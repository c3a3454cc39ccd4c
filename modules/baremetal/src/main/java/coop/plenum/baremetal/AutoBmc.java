package coop.plenum.baremetal;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerCommand;
import coop.plenum.baremetal.bmc.PowerState;
import coop.plenum.baremetal.ipmi.IpmiBmc;
import coop.plenum.baremetal.redfish.RedfishBmc;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Redfish where it is answered, else IPMI, and keeps to what was found. A service that is there but not trusted,
 * or that refuses the user, is no reason to try the weaker protocol.
 */
final class AutoBmc implements Bmc {
    private final RedfishBmc redfish;
    private final IpmiBmc ipmi;
    private volatile @Nullable Bmc found;

    AutoBmc(RedfishBmc redfish, IpmiBmc ipmi) {
        this.redfish = redfish;
        this.ipmi = ipmi;
    }

    private Bmc found(Patience patience) throws ProviderException, InterruptedException {
        Bmc known = found;
        if (known == null) {
            known = redfish.present(patience) ? redfish : withIpmi(patience);
            found = known;
        }
        return known;
    }

    private Bmc withIpmi(Patience patience) throws ProviderException, InterruptedException {
        try {
            ipmi.greet(patience);
            return ipmi;
        } catch (ProviderException e) {
            throw e.code().equals("unreachable")
                    ? new ProviderException(
                            Category.TRANSIENT,
                            "unreachable",
                            "Neither Redfish nor IPMI answers at " + address()
                                    + ". Check the address, the network and that one of them is enabled.",
                            e)
                    : e;
        }
    }

    @Override
    public BmcAddress address() {
        return ipmi.address();
    }

    @Override
    public String greet(Patience patience) throws ProviderException, InterruptedException {
        return found(patience).greet(patience);
    }

    @Override
    public Inventory inventory(Patience patience) throws ProviderException, InterruptedException {
        return found(patience).inventory(patience);
    }

    @Override
    public PowerState power(String system, Patience patience) throws ProviderException, InterruptedException {
        return found(patience).power(system, patience);
    }

    @Override
    public Optional<String> power(String system, PowerCommand command, Patience patience)
            throws ProviderException, InterruptedException {
        return found(patience).power(system, command, patience);
    }

    @Override
    public boolean finished(String task, Patience patience) throws ProviderException, InterruptedException {
        return found(patience).finished(task, patience);
    }

    @Override
    public void boot(String system, BootOverride override, Patience patience)
            throws ProviderException, InterruptedException {
        found(patience).boot(system, override, patience);
    }

    @Override
    public boolean identify(String system, int seconds, Patience patience)
            throws ProviderException, InterruptedException {
        return found(patience).identify(system, seconds, patience);
    }

    @Override
    public <T> T ability(Class<T> kind, Patience patience) throws ProviderException, InterruptedException {
        return found(patience).ability(kind, patience);
    }

    @Override
    public void close() {
        redfish.close();
        ipmi.close();
    }
}
