package coop.plenum.baremetal.bmc;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import java.util.Optional;

/** An ability: changes settings of the firmware (BIOS), which take hold when the machine boots next. */
public interface BiosSettings {
    /**
     * @return the task that stages them, if there is one
     * @throws ProviderException {@code invalid-bios-settings} with all that is wrong, as far as the controller says
     *     what it takes
     */
    Optional<String> set(String system, Values settings, Patience patience)
            throws ProviderException, InterruptedException;

    /** Back to the maker's settings. */
    Optional<String> reset(String system, Patience patience) throws ProviderException, InterruptedException;
}
