package coop.plenum.baremetal;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Inventory;
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

    private Bmc found(OperationContext context) throws ProviderException, InterruptedException {
        Bmc known = found;
        if (known == null) {
            known = redfish.present(context) ? redfish : withIpmi(context);
            found = known;
        }
        return known;
    }

    private Bmc withIpmi(OperationContext context) throws ProviderException, InterruptedException {
        try {
            ipmi.greet(context);
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
    public String greet(OperationContext context) throws ProviderException, InterruptedException {
        return found(context).greet(context);
    }

    @Override
    public Inventory inventory(OperationContext context) throws ProviderException, InterruptedException {
        return found(context).inventory(context);
    }

    @Override
    public PowerState power(String system, OperationContext context) throws ProviderException, InterruptedException {
        return found(context).power(system, context);
    }

    @Override
    public Optional<String> power(String system, PowerCommand command, OperationContext context)
            throws ProviderException, InterruptedException {
        return found(context).power(system, command, context);
    }

    @Override
    public boolean finished(String task, OperationContext context) throws ProviderException, InterruptedException {
        return found(context).finished(task, context);
    }

    @Override
    public void boot(String system, BootOverride override, OperationContext context)
            throws ProviderException, InterruptedException {
        found(context).boot(system, override, context);
    }

    @Override
    public boolean identify(String system, int seconds, OperationContext context)
            throws ProviderException, InterruptedException {
        return found(context).identify(system, seconds, context);
    }

    @Override
    public void close() {
        redfish.close();
        ipmi.close();
    }
}
