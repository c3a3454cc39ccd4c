package coop.plenum.baremetal;

import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.baremetal.bmc.EventToken;
import coop.plenum.baremetal.bmc.PartKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which controller sends an event: the one whose subscription has the secret in its context. Only subscriptions count that
 * were made here, lead here and still are items; what is known of them is read anew at times, as they come and go. Thread-safe.
 */
final class Senders {
    /** Then even what is known is read anew, so that who was unsubscribed is not heard any longer. */
    private static final long FRESH = Duration.ofSeconds(60).toNanos();
    /** So long a secret that nobody knows is not looked up again. */
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    private final ConnectionContext context;
    private final LongSupplier nanoTime;
    private Map<String, String> addresses = Map.of();
    private long readAt;
    private boolean read;

    Senders(ConnectionContext context, LongSupplier nanoTime) {
        this.context = context;
        this.nanoTime = nanoTime;
    }

    /** The address of the controller that has the secret in this context; empty when nobody has. */
    synchronized Optional<String> find(String sent) {
        Optional<String> digest = EventToken.digest(sent);
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        long age = nanoTime.getAsLong() - readAt;
        if (!read || age > FRESH || (!addresses.containsKey(digest.get()) && age > PATIENCE)) {
            addresses = known();
            readAt = nanoTime.getAsLong();
            read = true;
        }
        // a look-up by digest: how long it takes tells nothing of any secret
        return Optional.ofNullable(addresses.get(digest.get()));
    }

    private Map<String, String> known() {
        Optional<String> here = context.events().map(Object::toString);
        Map<String, String> found = new HashMap<>();
        context.known(PartKind.SUBSCRIPTION.type()).forEach((id, values) -> {
            boolean ours = values.flag("ours").orElse(false)
                    && here.isPresent()
                    && values.text("destination").equals(here);
            Optional<ExternalId> place = ExternalId.parse(id);
            if (ours && place.isPresent()) {
                values.text("secretDigest")
                        .ifPresent(digest -> found.put(digest, place.get().address()));
            }
        });
        return found;
    }
}
