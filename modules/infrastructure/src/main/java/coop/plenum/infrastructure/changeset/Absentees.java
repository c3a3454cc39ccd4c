package coop.plenum.infrastructure.changeset;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.infrastructure.change.ChangeKind;
import coop.plenum.infrastructure.change.ChangeSpec;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.resource.References;
import coop.plenum.infrastructure.resource.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Tells of many resources at once that they do not exist yet, by one listing of their type in place of one look at each.
 * It says nothing where the listing leaves room for doubt; then the provider is asked.
 */
final class Absentees {
    /** Fewer are looked at one by one. */
    private static final int FEWEST = 16;

    private static final int PAGE = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final References references;
    private final Map<Place, Listing> listings;

    private Absentees(References references, Map<Place, Listing> listings) {
        this.references = references;
        this.listings = listings;
    }

    private record Place(UUID connection, String type) {
        static Place of(ChangeSpec spec) {
            return new Place(spec.connection(), spec.type());
        }
    }

    /** The identities of all that exist, each with the values of the fields in their order. */
    private record Listing(List<String> fields, Set<List<Object>> identities) {}

    static Absentees of(Caller caller, List<Wish> wishes, Resources resources, References references)
            throws InterruptedException {
        Map<Place, Integer> creates = new HashMap<>();
        wishes.stream()
                .map(Wish::spec)
                .filter(spec -> spec.kind() == ChangeKind.CREATE)
                .forEach(spec -> creates.merge(Place.of(spec), 1, Integer::sum));
        Map<Place, Listing> listings = new HashMap<>();
        for (Map.Entry<Place, Integer> create : creates.entrySet()) {
            if (create.getValue() >= FEWEST) {
                list(caller, create.getKey(), create.getValue(), resources)
                        .ifPresent(listing -> listings.put(create.getKey(), listing));
            }
        }
        return new Absentees(references, listings);
    }

    private static Optional<Listing> list(Caller caller, Place place, int creates, Resources resources)
            throws InterruptedException {
        try {
            return resources.handle(
                    caller,
                    place.connection(),
                    place.type(),
                    Call.by(caller, PATIENCE),
                    (handler, context) -> list(handler, creates / FEWEST, context));
        } catch (ProviderException e) {
            return Optional.empty(); // looking at each tells what is wrong with which
        }
    }

    /** @param most pages that are worth it */
    private static Optional<Listing> list(ResourceHandler handler, int most, OperationContext context)
            throws ProviderException, InterruptedException {
        List<String> fields = handler.type().identity();
        if (fields.isEmpty() || !(handler instanceof Discoverer discoverer)) {
            return Optional.empty();
        }
        Set<List<Object>> identities = new HashSet<>();
        Optional<String> token = Optional.empty();
        for (int page = 0; page < most; page++) {
            Discoverer.Found found = discoverer.discover(token, PAGE, context);
            for (ResourceState state : found.states()) {
                Optional<List<Object>> identity = identity(fields, state.values());
                if (identity.isEmpty()) {
                    return Optional.empty();
                }
                identities.add(identity.get());
            }
            if (!found.complete()) {
                return Optional.empty();
            }
            if (found.next().isEmpty()) {
                return Optional.of(new Listing(fields, identities));
            }
            token = found.next();
        }
        return Optional.empty();
    }

    /** Empty where a field has no value: then it may be any. */
    private static Optional<List<Object>> identity(List<String> fields, Values values) {
        List<Object> identity = new ArrayList<>();
        fields.forEach(field -> values.get(field).ifPresent(identity::add));
        return Optional.of(identity).filter(whole -> whole.size() == fields.size());
    }

    /** Whether it is certain that the remote system has no such resource. */
    boolean absent(ChangeSpec spec) {
        Listing listing = listings.get(Place.of(spec));
        return spec.kind() == ChangeKind.CREATE
                && listing != null
                && identity(listing.fields(), references.external(spec.type(), spec.values()))
                        .filter(identity -> !listing.identities().contains(identity))
                        .isPresent();
    }
}
