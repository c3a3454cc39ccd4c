package coop.plenum.baremetal.bmc;

import coop.plenum.api.provider.ProviderException;
import java.net.URI;
import java.util.Optional;

/** An ability: puts an image into a drive that the machine takes for a real one. */
public interface VirtualMedia {
    /** @return the task that does it, if there is one */
    Optional<String> insert(String slot, URI image, boolean writeProtected, Patience patience)
            throws ProviderException, InterruptedException;

    Optional<String> eject(String slot, Patience patience) throws ProviderException, InterruptedException;
}
