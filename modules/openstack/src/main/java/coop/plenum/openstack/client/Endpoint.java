package coop.plenum.openstack.client;

import java.util.Optional;

/**
 * Where a service is and which versions it speaks.
 *
 * @param base without a slash at its end; paths of requests are added
 * @param lowest microversion; empty where it has none
 * @param highest microversion that both sides understand
 */
public record Endpoint(Service service, String base, Optional<ApiVersion> lowest, Optional<ApiVersion> highest) {
    /** The microversion to ask for: the highest, but not beyond what the request was written for. */
    Optional<ApiVersion> microversion(Optional<ApiVersion> atMost) {
        return highest.map(common -> atMost.map(common::atMost).orElse(common));
    }
}
