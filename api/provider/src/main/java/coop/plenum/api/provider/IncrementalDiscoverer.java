package coop.plenum.api.provider;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Also tells what has changed since it was asked before, so that not each sync has to list everything. Telling too much
 * does no harm; what is missed is found by the next full listing.
 */
@ConsumerType
public interface IncrementalDiscoverer extends Discoverer {
    /**
     * Where {@link #changes} begins next. Asked for before a full listing.
     *
     * @return no secrets; at most 512 characters
     */
    String cursor(OperationContext context) throws ProviderException, InterruptedException;

    /**
     * @param cursor of {@link #cursor}, or of the answer before
     * @return empty when it does not reach back so far or is not known, such as after a restart or an upgrade: then
     *     everything is listed
     */
    Optional<Changes> changes(String cursor, OperationContext context) throws ProviderException, InterruptedException;

    /**
     * What has happened.
     *
     * @param changed what is new or may differ, as it is now
     * @param gone external ids of what no longer exists; unknown ones are passed over
     * @param cursor where the next answer begins
     * @param more whether there is more to be told at once
     */
    record Changes(List<ResourceState> changed, List<String> gone, String cursor, boolean more) {
        public Changes {
            changed = List.copyOf(changed);
            gone = List.copyOf(gone);
        }
    }
}
