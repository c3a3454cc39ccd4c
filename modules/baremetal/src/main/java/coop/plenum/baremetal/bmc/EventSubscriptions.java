package coop.plenum.baremetal.bmc;

import coop.plenum.api.provider.ProviderException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An ability: has the controller send its events somewhere. */
public interface EventSubscriptions {
    /** With what the subscriptions begin that were made here. */
    String MARK = "plenum:";

    /**
     * @param prefixes of the message registries whose events are sent; none: all
     * @param retryPolicy as the content type has it; empty: the controller's own
     */
    record Wanted(URI destination, List<String> prefixes, Optional<String> retryPolicy) {
        public Wanted {
            prefixes = List.copyOf(prefixes);
        }
    }

    /**
     * Makes a subscription, or finds the one that was made with the same key.
     *
     * @return its id
     * @throws ProviderException {@code already-subscribed} when events go there already, by somebody else's doing
     */
    String subscribe(Wanted wanted, String key, Patience patience) throws ProviderException, InterruptedException;

    void retry(String id, String policy, Patience patience) throws ProviderException, InterruptedException;

    /** What is gone already is no failure. */
    void unsubscribe(String id, Patience patience) throws ProviderException, InterruptedException;
}
