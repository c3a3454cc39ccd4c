package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was read in one reading, by link. For one thread. A service that sends more than any sane one is left alone. */
final class Memory {
    private static final long MOST_BYTES = 24L * 1024 * 1024;
    private static final int MOST_REQUESTS = 5000;

    private final RedfishClient client;
    private final Map<String, Values> known = new HashMap<>();
    private long bytes;
    private int requests;

    Memory(RedfishClient client) {
        this.client = client;
    }

    Optional<Values> recall(String link) {
        return Optional.ofNullable(known.get(link));
    }

    void keep(String link, RedfishClient.Reply reply) throws ProviderException {
        bytes += reply.size();
        requests++;
        if (bytes > MOST_BYTES || requests > MOST_REQUESTS) {
            throw new ProviderException(
                    Category.INTERNAL,
                    "protocol-error",
                    client.address() + " has more to tell than any controller should; reading it was given up.");
        }
        known.put(link, reply.body());
    }

    /** A resource that came written out in a collection. */
    void keep(Values resource) {
        resource.text(Service.ID).ifPresent(link -> known.put(link, resource));
    }
}
