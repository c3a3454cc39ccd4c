package coop.plenum.baremetal;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.EventSubscriptions;
import coop.plenum.baremetal.bmc.EventSubscriptions.Wanted;
import coop.plenum.baremetal.bmc.PartKind;
import coop.plenum.baremetal.bmc.Patience;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Where controllers send their events: made, changed and deleted like any resource. */
final class SubscriptionHandler extends InventoryHandler implements Validator {
    private static final String BMC = "external:" + States.BMC_TYPE + ":";
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MOST_PREFIXES = 32;

    private final Survey.View view;
    private final Supplier<Optional<URI>> ownAddress;

    /** @param ownAddress where this server takes events; empty while it does not know under which address */
    SubscriptionHandler(Fleet fleet, Survey survey, Survey.View view, Supplier<Optional<URI>> ownAddress) {
        super(
                new ResourceType(PartKind.SUBSCRIPTION.type(), Set.of(), List.of("bmc", "destination"), 1),
                fleet,
                survey,
                view);
        this.view = view;
        this.ownAddress = ownAddress;
    }

    /** A plan says already what would be refused. */
    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        if (change.kind() != Change.Kind.CREATE) {
            return List.of();
        }
        try {
            destination(change.after());
            return List.of();
        } catch (ProviderException e) {
            return List.of(new Violation("/destination", e.code(), e.getMessage()));
        }
    }

    @Override
    public Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException {
        if (ref.externalId().isPresent()) {
            return super.observe(ref, context);
        }
        Optional<Bmc> bmc = controller(ref.known());
        if (bmc.isEmpty()) {
            return new Observed.Absent();
        }
        try {
            Optional<String> destination = Optional.of(destination(ref.known()).toString());
            context.permit(1);
            return find(
                            bmc.get(),
                            context,
                            state -> state.values().text("destination").equals(destination))
                    .<Observed>map(Observed.Present::new)
                    .orElseGet(Observed.Absent::new);
        } catch (ProviderException e) {
            return new Observed.Unknown(e);
        }
    }

    @Override
    public Step apply(Change change, OperationContext context) throws InterruptedException {
        try {
            context.permit(1);
            return switch (change.kind()) {
                case CREATE -> create(change, context);
                case UPDATE -> update(change, context);
                case DELETE -> delete(change, context);
            };
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }

    private Step create(Change change, OperationContext context) throws ProviderException, InterruptedException {
        Bmc bmc = controller(change.after())
                .orElseThrow(() -> new ProviderException(
                        Category.USER,
                        "unknown-controller",
                        "The connection does not cover this management controller.",
                        "bmc",
                        null,
                        null));
        Patience patience = Patience.of(context);
        List<String> prefixes = change.after().list("registryPrefixes").stream()
                .map(String::valueOf)
                .limit(MOST_PREFIXES)
                .toList();
        Wanted wanted =
                new Wanted(destination(change.after()), prefixes, change.after().text("retryPolicy"));
        String id =
                bmc.ability(EventSubscriptions.class, patience).subscribe(wanted, context.idempotencyKey(), patience);
        return made(bmc, id, context);
    }

    private URI destination(Values wanted) throws ProviderException {
        String given = wanted.text("destination").orElse("");
        if (given.isEmpty()) {
            return ownAddress
                    .get()
                    .orElseThrow(() -> new ProviderException(
                            Category.USER,
                            "no-public-address",
                            "This server does not know under which address controllers reach it. Start it with"
                                    + " PLENUM_PUBLIC_URL, such as https://plenum.example, or give a destination.",
                            "destination",
                            null,
                            null));
        }
        try {
            URI address = URI.create(given);
            boolean known = address.getScheme() != null && SCHEMES.contains(address.getScheme());
            if (known && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // falls through: told below
        }
        throw new ProviderException(
                Category.USER,
                "invalid-destination",
                "An address such as https://events.example/bmc is expected, without a password in it.",
                "destination",
                null,
                null);
    }

    private Step made(Bmc bmc, String id, OperationContext context) throws ProviderException, InterruptedException {
        String externalId = ExternalId.of(bmc.address().id(), "")
                .part(PartKind.SUBSCRIPTION.word, id)
                .toString();
        return find(bmc, context, state -> state.externalId().equals(externalId))
                .map(Step::done)
                .orElseGet(() -> Step.failed(new ProviderException(
                        Category.TRANSIENT, "not-visible-yet", "The subscription is not to be seen yet.")));
    }

    private Step update(Change change, OperationContext context) throws ProviderException, InterruptedException {
        Place place = place(change.ref());
        Patience patience = Patience.of(context);
        Optional<String> policy = change.after().text("retryPolicy");
        if (policy.isPresent()) {
            place.bmc()
                    .ability(EventSubscriptions.class, patience)
                    .retry(place.id().name(), policy.get(), patience);
        }
        return made(place.bmc(), place.id().name(), context);
    }

    private Step delete(Change change, OperationContext context) throws ProviderException, InterruptedException {
        Place place = place(change.ref());
        Patience patience = Patience.of(context);
        place.bmc()
                .ability(EventSubscriptions.class, patience)
                .unsubscribe(place.id().name(), patience);
        return Step.done();
    }

    private record Place(Bmc bmc, ExternalId id) {}

    private Place place(ResourceRef ref) throws ProviderException {
        Optional<ExternalId> id = ref.externalId().flatMap(ExternalId::parse);
        Optional<Bmc> bmc = id.flatMap(known -> fleet().find(known.address()));
        if (id.isEmpty() || bmc.isEmpty()) {
            throw new ProviderException(
                    Category.MISSING,
                    "not-present",
                    "The connection does not cover the controller of " + ref.title() + ".");
        }
        return new Place(bmc.get(), id.get());
    }

    private Optional<Bmc> controller(Values values) {
        return values.text("bmc")
                .filter(reference -> reference.startsWith(BMC))
                .flatMap(reference -> fleet().find(reference.substring(BMC.length())));
    }

    private interface Which {
        boolean is(ResourceState state);
    }

    private Optional<ResourceState> find(Bmc bmc, OperationContext context, Which which)
            throws ProviderException, InterruptedException {
        return view.of(bmc.address(), bmc.inventory(Patience.of(context))).stream()
                .filter(which::is)
                .findFirst();
    }
}
