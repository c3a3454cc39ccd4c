package coop.plenum.baremetal.bmc;

import coop.plenum.api.provider.ProviderException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An ability: the controller fetches an image and writes it into itself or a device. */
public interface FirmwareUpdate {
    /**
     * @param targets ids of the firmware inventory; none: the image says by itself what it is for
     * @return the task that does it, if there is one
     */
    Optional<String> update(URI image, List<String> targets, Patience patience)
            throws ProviderException, InterruptedException;
}
