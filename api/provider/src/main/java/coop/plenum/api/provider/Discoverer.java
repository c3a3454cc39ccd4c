package coop.plenum.api.provider;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Lists what exists remotely. */
@ConsumerType
public interface Discoverer {
    /**
     * The pages of one type are asked for one after the other, those of several types also at the same time.
     *
     * @param pageToken of the page before; empty for the first
     * @param max a hint, at most 1,000
     */
    Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException;

    /**
     * @param next empty on the last page
     * @param complete false when the remote system withheld some: then nothing is marked as vanished
     */
    record Found(List<ResourceState> states, Optional<String> next, boolean complete) {
        public Found {
            states = List.copyOf(states);
        }
    }
}
