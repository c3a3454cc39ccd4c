package coop.plenum.aws.common;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.api.AwsAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Also makes, changes and deletes, as far as the {@link Kind} allows. Each create looks first for what an attempt before it
 * has made. AWS answers before all of it knows, so what was just made may be unknown for a while: that is waited for, as is
 * everything else that takes AWS a while, with {@link Stage} as the resume token.
 *
 * @param <T> the client's object
 */
public abstract class AwsHandler<T> extends AwsReader<T> {
    private static final String MAKING = "making";
    private static final String AMENDING = "amending";
    private static final String COMPLETING = "completing";
    private static final String MADE = "made";
    private static final String CHANGED = "changed";
    private static final String GOING = "going";
    /** How long what was made may be unknown. */
    private static final Duration UNKNOWN = Duration.ofMinutes(3);

    protected AwsHandler(AwsAccount account, Kind<T> kind) {
        super(account, kind);
    }

    @Override
    public final Step apply(Change change, OperationContext context) throws InterruptedException {
        try {
            if (!kind.changes().contains(change.kind())) {
                throw Faults.unsupported(refusal(change.kind()));
            }
            if (change.resumeToken().isPresent()) {
                return resumed(Stage.parse(change.resumeToken().get()), change, context);
            }
            Tags.requireOfPeople(change.after());
            return switch (change.kind()) {
                case CREATE -> create(change, Stage.of(MAKING, ""), context);
                case UPDATE -> update(change, Stage.of(AMENDING, ""), context);
                case DELETE -> delete(requirePlace(change.ref()), context);
            };
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }

    private String refusal(Change.Kind change) {
        return switch (change) {
            case CREATE -> kind.aNoun() + " cannot be made from here.";
            case UPDATE -> kind.aNoun() + " cannot be changed.";
            case DELETE -> kind.aNoun() + " cannot be deleted from here.";
        };
    }

    protected final Place requirePlace(ResourceRef ref) throws ProviderException {
        return place(ref.externalId().orElseThrow(() -> Faults.missing(kind.noun())));
    }

    protected final T require(Place place, OperationContext context) throws ProviderException, InterruptedException {
        return readIn(place, context).orElseThrow(() -> Faults.missing(kind.noun()));
    }

    private Step resumed(Stage stage, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        return switch (stage.word()) {
            case MAKING -> create(change, stage, context);
            case AMENDING -> update(change, stage, context);
            case GOING -> gone(place(stage.rest()), stage, context);
            case COMPLETING -> completed(place(stage.rest()), stage, change, context);
            case MADE, CHANGED -> settled(place(stage.rest()), stage, context);
            default -> resumedOwn(stage, change.ref(), context);
        };
    }

    /** Goes on at a stage of the type's own. */
    protected Step resumedOwn(Stage stage, ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        throw Stage.foreign();
    }

    /** @param stage since when it is tried */
    private Step create(Change change, Stage stage, OperationContext context)
            throws ProviderException, InterruptedException {
        Wanted wanted = Wanted.of(change);
        String region = region(change.after());
        requireRegion(region);
        Mark mark = Mark.of(context.idempotencyKey(), change.ref().item());
        Optional<String> made = made(region, mark, wanted, context);
        Place place;
        try {
            place = new Place(region, made.isPresent() ? made.get() : make(region, mark, wanted, context));
        } catch (ProviderException e) {
            return laterOrNever(e, stage);
        }
        return completed(place, Stage.of(COMPLETING, place.externalId()), change, context);
    }

    /** What is new may not be known everywhere; what is still unknown after a while is just not there, as AWS says. */
    private Step laterOrNever(ProviderException e, Stage stage) throws ProviderException {
        if (!mayBeUnspread(e) || stage.isOlderThan(UNKNOWN)) {
            throw e;
        }
        return stage.pending(
                "AWS may not know everywhere yet what the " + kind.noun() + " refers to: " + e.getMessage());
    }

    /** Whether a refusal may be over in a moment, since what was just made is not known to all of AWS at once. */
    protected boolean mayBeUnspread(ProviderException e) {
        return Faults.isOfTheUnspread(e);
    }

    /** The id of what an attempt before this one has made. */
    protected abstract Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException;

    /** Makes one, marked, and gives its id. */
    protected abstract String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException;

    /** Does what could not be done in the request that made it; each time the same, and nothing twice. */
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        // most are made at once
    }

    private Step completed(Place place, Stage stage, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            complete(place, Mark.of(context.idempotencyKey(), change.ref().item()), Wanted.of(change), context);
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING && read(place, context).isEmpty() && !stage.isOlderThan(UNKNOWN)) {
                return stage.pending("AWS does not know the new " + kind.noun() + " everywhere yet.");
            }
            return laterOrNever(e, stage);
        }
        return settled(place, Stage.of(MADE, place.externalId()), context);
    }

    private Step settled(Place place, Stage stage, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<T> there = readIn(place, context);
        if (there.isEmpty()) {
            Optional<ProviderException> why = stage.is(MADE) ? ended(place, context) : Optional.empty();
            if (why.isPresent()) {
                return Step.failed(why.get());
            }
            if (stage.is(MADE) && !stage.isOlderThan(UNKNOWN)) {
                return stage.pending("AWS does not know the new " + kind.noun() + " everywhere yet.");
            }
            throw Faults.missing(kind.noun());
        }
        ResourceState state = state(place.region(), there.get());
        Progress progress = progress(there.get());
        if (progress instanceof Progress.Busy busy) {
            return stage.pending(busy.message());
        }
        // one that was in error before can be renamed all the same
        return progress instanceof Progress.Broken broken && stage.is(MADE)
                ? new Step.Failed(broken.cause(), Optional.of(state))
                : Step.done(state);
    }

    /** Why one that was just made is gone already, where AWS tells; it may also just not be known yet. */
    protected Optional<ProviderException> ended(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        return Optional.empty();
    }

    /** Waits until AWS has come to rest, and tells how it is then. */
    protected final Step changed(Place place, OperationContext context) throws ProviderException, InterruptedException {
        return settled(place, Stage.of(CHANGED, place.externalId()), context);
    }

    protected Progress progress(T there) {
        return new Progress.Ready();
    }

    /** @param stage since when it is tried */
    private Step update(Change change, Stage stage, OperationContext context)
            throws ProviderException, InterruptedException {
        Place place = requirePlace(change.ref());
        T now = require(place, context);
        Values seen = values(place.region(), now);
        requireInPlace(change, seen);
        retag(place, change, now, context);
        try {
            Optional<Step> further = amend(place, new Amendment(change, seen), now, context);
            return further.isPresent() ? further.get() : changed(place, context);
        } catch (ProviderException e) {
            return laterOrNever(e, stage);
        }
    }

    /** An engine that wants a resource replaced deletes it and makes another; nothing here is replaced in passing. */
    private void requireInPlace(Change change, Values seen) throws ProviderException {
        Amendment amendment = new Amendment(change, seen);
        for (Attribute<T> attribute : kind.attributes()) {
            boolean fixed = attribute.created() && !attribute.updated();
            if (fixed && change.after().has(attribute.field()) && amendment.differs(attribute)) {
                throw new ProviderException(
                        Category.CONFLICT,
                        "replacement-needed",
                        "The field " + attribute.field() + " of the " + kind.noun()
                                + " cannot be changed in place. Delete it and make another.",
                        attribute.field(),
                        null,
                        null);
            }
        }
    }

    /** Changes the tags. */
    void retag(Place place, Change change, T now, OperationContext context)
            throws ProviderException, InterruptedException {
        // what has none needs nothing
    }

    /**
     * Changes what is no tag.
     *
     * @return how it goes on; empty when that was all
     */
    protected Optional<Step> amend(Place place, Amendment amendment, T now, OperationContext context)
            throws ProviderException, InterruptedException {
        return Optional.empty();
    }

    /** What a change wants to be other than it is. */
    public static final class Amendment {
        private final Change change;
        private final Values seen;

        Amendment(Change change, Values seen) {
            this.change = change;
            this.seen = seen;
        }

        public Wanted wanted() {
            return Wanted.of(change);
        }

        public Values seen() {
            return seen;
        }

        /** Whether a field is to get another value, or to lose the one it has. */
        public boolean changes(String field) {
            return change.after().has(field)
                    ? !normal(change.after().get(field)).equals(normal(seen.get(field)))
                    : change.before().has(field) && seen.has(field);
        }

        /** The same for a field that AWS does not tell: whether it is to be other than it was last asked to be. */
        public boolean wantsOther(String field) {
            return !normal(change.after().get(field))
                    .equals(normal(change.before().get(field)));
        }

        private boolean differs(Attribute<?> attribute) {
            Values base = attribute.observed() ? seen : change.before();
            String field = attribute.field();
            return !normal(change.after().get(field)).equals(normal(base.get(field)));
        }

        /** The order of texts means nothing, and an empty list is none. */
        private static Optional<Object> normal(Optional<Object> value) {
            return value.filter(some -> !List.of().equals(some) && !Map.of().equals(some) && !"".equals(some))
                    .map(some -> some instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                            ? list.stream().map(String::valueOf).sorted().toList()
                            : some);
        }
    }

    private Step delete(Place place, OperationContext context) throws ProviderException, InterruptedException {
        Optional<T> there = readIn(place, context);
        if (there.isEmpty()) {
            return Step.done();
        }
        try {
            erase(place, there.get(), context);
        } catch (ProviderException e) {
            if (e.category() != Category.MISSING) {
                throw e;
            }
            return Step.done();
        }
        return gone(place, Stage.of(GOING, place.externalId()), context);
    }

    /** @param there as it is now */
    protected abstract void erase(Place place, T there, OperationContext context)
            throws ProviderException, InterruptedException;

    private Step gone(Place place, Stage stage, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<T> left = readIn(place, context);
        if (left.isEmpty()) {
            return Step.done();
        }
        return progress(left.get()) instanceof Progress.Broken broken && stage.isOlderThan(UNKNOWN)
                ? new Step.Failed(broken.cause(), Optional.of(state(place.region(), left.get())))
                : stage.pending("The " + kind.noun() + " is being deleted.");
    }
}
