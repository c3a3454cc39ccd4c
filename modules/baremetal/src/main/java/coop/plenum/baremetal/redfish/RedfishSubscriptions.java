package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.EventSubscriptions;
import coop.plenum.baremetal.bmc.EventToken;
import coop.plenum.baremetal.bmc.Patience;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subscriptions of the event service. Those made here bear a mark with their key, and a secret, in their context. */
final class RedfishSubscriptions implements EventSubscriptions {
    private final Service service;

    RedfishSubscriptions(Service service) {
        this.service = service;
    }

    /** All that there are; none where the service has no events. */
    static List<Values> all(Service service, Patience patience) throws ProviderException, InterruptedException {
        Optional<Values> events = service.optional(Service.link(service.root(), "EventService"), patience);
        return events.isEmpty()
                ? List.of()
                : service.optionalMembers(Service.link(events.get(), "Subscriptions"), patience);
    }

    @Override
    public String subscribe(Wanted wanted, String key, Patience patience)
            throws ProviderException, InterruptedException {
        String place = service.optional(Service.link(service.root(), "EventService"), patience)
                .flatMap(events -> Service.link(events, "Subscriptions"))
                .orElseThrow(() -> new ProviderException(
                        Category.UNSUPPORTED,
                        "ability-missing",
                        service.client().address() + " sends no events anywhere."));
        Optional<String> made = made(wanted, key, patience);
        if (made.isPresent()) {
            return made.get();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Destination", wanted.destination().toString());
        body.put("Protocol", "Redfish");
        body.put("Context", EventToken.context(key));
        if (!wanted.prefixes().isEmpty()) {
            body.put("RegistryPrefixes", wanted.prefixes());
        }
        wanted.retryPolicy().ifPresent(policy -> body.put("DeliveryRetryPolicy", word(policy)));
        service.client().post(place, body, patience);
        return made(wanted, key, patience)
                .orElseThrow(() -> new ProviderException(
                        Category.TRANSIENT,
                        "not-visible-yet",
                        service.client().address() + " took the subscription and does not show it yet."));
    }

    private Optional<String> made(Wanted wanted, String key, Patience patience)
            throws ProviderException, InterruptedException {
        for (Values subscription : all(service, patience)) {
            if (!subscription
                    .text("Destination")
                    .equals(Optional.of(wanted.destination().toString()))) {
                continue;
            }
            if (!subscription.text("Context").orElse("").startsWith(EventToken.prefix(key))) {
                throw new ProviderException(
                        Category.CONFLICT,
                        "already-subscribed",
                        service.client().address()
                                + " sends its events there already. Adopt that subscription, or delete it.",
                        "destination",
                        null,
                        null);
            }
            return PartTable.line(subscription, "Id");
        }
        return Optional.empty();
    }

    @Override
    public void retry(String id, String policy, Patience patience) throws ProviderException, InterruptedException {
        String link = find(id, patience)
                .orElseThrow(() -> new ProviderException(
                        Category.MISSING,
                        "not-present",
                        service.client().address() + " has no subscription " + id + " any more."));
        service.patch(link, seen -> Map.of("DeliveryRetryPolicy", word(policy)), patience);
    }

    @Override
    public void unsubscribe(String id, Patience patience) throws ProviderException, InterruptedException {
        Optional<String> link = find(id, patience);
        if (link.isEmpty()) {
            return;
        }
        try {
            service.client().delete(link.get(), patience);
        } catch (ProviderException e) {
            if (e.category() != Category.MISSING) {
                throw e;
            }
        }
    }

    private Optional<String> find(String id, Patience patience) throws ProviderException, InterruptedException {
        return all(service, patience).stream()
                .filter(subscription -> PartTable.line(subscription, "Id").equals(Optional.of(id)))
                .flatMap(subscription -> subscription.text(Service.ID).stream())
                .findFirst();
    }

    private static String word(String policy) {
        return PartTable.POLICIES.getOrDefault(policy, policy);
    }
}
