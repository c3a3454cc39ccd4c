package coop.plenum.example;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.IncrementalDiscoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.api.provider.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What servers, networks and volumes have in common: they are listed, looked at, made, changed and deleted. */
abstract class ShelfHandler implements ResourceHandler, IncrementalDiscoverer {
    private final ResourceType type;
    private final String identity;
    private final Shelf shelf;
    private final Faults faults;

    ShelfHandler(String type, String trait, String identity, Shelf shelf, Faults faults) {
        this.type = new ResourceType(type, Set.of(trait), List.of(identity), 1);
        this.identity = identity;
        this.shelf = shelf;
        this.faults = faults;
    }

    @Override
    public final ResourceType type() {
        return type;
    }

    @Override
    public final Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException {
        try {
            faults.remoteCall(context);
        } catch (ProviderException e) {
            return new Observed.Unknown(e);
        }
        return number(ref)
                .flatMap(this::state)
                .<Observed>map(Observed.Present::new)
                .orElseGet(Observed.Absent::new);
    }

    @Override
    public Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        faults.remoteCall(context);
        int number = pageToken.isPresent() ? place(pageToken.get()) : 0;
        List<ResourceState> states = new ArrayList<>();
        for (; number < shelf.size() && states.size() < max; number++) {
            state(number).ifPresent(states::add);
        }
        Optional<String> next = number < shelf.size() ? Optional.of(String.valueOf(number)) : Optional.empty();
        return new Found(states, next, true);
    }

    @Override
    public final String cursor(OperationContext context) throws ProviderException, InterruptedException {
        faults.remoteCall(context);
        return shelf.moment();
    }

    @Override
    public Optional<Changes> changes(String cursor, OperationContext context)
            throws ProviderException, InterruptedException {
        faults.remoteCall(context);
        String now = shelf.moment();
        return shelf.touchedSince(cursor).map(numbers -> {
            List<ResourceState> changed = new ArrayList<>();
            List<String> gone = new ArrayList<>();
            for (int number : numbers) {
                state(number).ifPresentOrElse(changed::add, () -> gone.add(shelf.id(number)));
            }
            return new Changes(changed, gone, now, false);
        });
    }

    private static int place(String pageToken) throws ProviderException {
        try {
            int number = Integer.parseInt(pageToken);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through: it is no number at all
        }
        throw new ProviderException(Category.USER, "invalid-page", "The page token is not one of ours.");
    }

    @Override
    public final Step apply(Change change, OperationContext context) throws InterruptedException {
        try {
            faults.remoteCall(context);
            return switch (change.kind()) {
                case CREATE -> create(change, context);
                case UPDATE -> update(change);
                case DELETE -> delete(change);
            };
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }

    private Step create(Change change, OperationContext context) throws ProviderException {
        String key = context.idempotencyKey();
        String name = name(change.ref().title(), change.after());
        if (!shelf.knows(key) && shelf.find(name).isPresent()) {
            throw new ProviderException(
                    Category.CONFLICT, "name-taken", "There is another one called " + name + ".", identity, null, null);
        }
        return done(shelf.create(key, initial(change.after().merge(Values.of(identity, name)), context)));
    }

    /** What a resource is called remotely: as its item, unless something else is asked for. */
    private String name(String title, Values values) {
        return values.text(identity).orElse(title);
    }

    private Step update(Change change) throws ProviderException {
        int number = number(change.ref())
                .orElseThrow(() -> new ProviderException(Category.MISSING, "not-found", "It does not exist any more."));
        shelf.change(number, now -> now.merge(change.after()));
        return done(number);
    }

    private Step delete(Change change) {
        number(change.ref()).ifPresent(shelf::remove);
        return Step.done();
    }

    /** All values of a new resource with those wanted. */
    abstract Values initial(Values wanted, OperationContext context) throws ProviderException;

    final Step done(int number) {
        return new Step.Done(state(number));
    }

    /** The resource's number, found by its external id, or by its identity while that is not known. */
    final Optional<Integer> number(ResourceRef ref) {
        Optional<Integer> number = ref.externalId().isPresent()
                ? ref.externalId().flatMap(shelf::number)
                : shelf.find(name(ref.title(), ref.known()));
        return number.filter(found -> shelf.get(found).isPresent());
    }

    private Optional<ResourceState> state(int number) {
        return shelf.get(number)
                .map(values -> new ResourceState(
                        shelf.id(number), values.text(identity).orElse(""), Map.of("simulated", "true"), values));
    }
}
