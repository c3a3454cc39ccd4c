package coop.plenum.aws.common;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.aws.api.AwsAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the resources of one type and lists them, region after region. Thread-safe.
 *
 * @param <T> the client's object
 */
public abstract class AwsReader<T> implements ResourceHandler, Discoverer {
    private static final int MOST = 1000;
    private static final Pattern ZONE = Pattern.compile("(.+-\\d+)[a-z]");

    protected final AwsAccount account;
    protected final Kind<T> kind;

    protected AwsReader(AwsAccount account, Kind<T> kind) {
        this.account = account;
        this.kind = kind;
    }

    @Override
    public final ResourceType type() {
        return kind.resourceType();
    }

    /** How the fields of the type are told. */
    public final List<Attribute<T>> attributes() {
        return kind.attributes();
    }

    /** @param after AWS's token; empty at the beginning */
    protected abstract Batch<T> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException;

    /** One by its id; empty when there is none. */
    protected abstract Optional<T> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException;

    /** All that have the identity. */
    protected abstract List<T> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException;

    protected abstract String id(T there);

    protected abstract Map<String, String> tags(T there);

    @Override
    public final Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException {
        try {
            if (ref.externalId().isEmpty()) {
                String region = region(ref.known());
                return seen(region, lost(region, ref, context));
            }
            Place place = place(ref.externalId().get());
            return isForeign(place) ? new Observed.Absent() : seen(place.region(), readIn(place, context));
        } catch (ProviderException e) {
            return new Observed.Unknown(e);
        }
    }

    private Observed seen(String region, Optional<T> found) {
        return found.isPresent() ? new Observed.Present(state(region, found.get())) : new Observed.Absent();
    }

    protected final Place place(String externalId) {
        return kind.global() ? Place.global(externalId) : Place.regional(externalId);
    }

    /** Whether it cannot be an external id of this type. */
    private boolean isForeign(Place place) {
        return !kind.global() && place.region().isEmpty();
    }

    /** That a region is not looked at any more says nothing about what is in it. */
    final Optional<T> readIn(Place place, OperationContext context) throws ProviderException, InterruptedException {
        if (isForeign(place)) {
            return Optional.empty();
        }
        requireRegion(place.region());
        return read(place, context);
    }

    final void requireRegion(String region) throws ProviderException {
        if (!kind.global() && !account.regions().contains(region)) {
            throw new ProviderException(
                    Category.USER,
                    "region-not-connected",
                    "The connection does not include the region " + region + ", only "
                            + String.join(", ", account.regions()) + ".",
                    "region",
                    null,
                    null);
        }
    }

    /** Where something is or is to be: where what it refers to is, else as it says, else in the first region. */
    protected final String region(Values values) {
        if (kind.global()) {
            return "";
        }
        for (Attribute<T> attribute : kind.attributes()) {
            if (!attribute.target().isEmpty() && !attribute.global()) {
                Optional<String> there = values.get(attribute.field())
                        .map(value -> value instanceof List<?> list && !list.isEmpty() ? list.get(0) : value)
                        .filter(References::isThere)
                        .map(reference ->
                                Place.regional(References.externalId(reference)).region());
                if (there.isPresent()) {
                    return there.get();
                }
            }
        }
        return values.text("region")
                .or(() -> values.text("availabilityZone")
                        .map(ZONE::matcher)
                        .filter(Matcher::matches)
                        .map(zone -> zone.group(1)))
                .orElse(account.regions().get(0));
    }

    /** One whose id is not known, by what it is marked with, else by its identity. */
    private Optional<T> lost(String region, ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        requireRegion(region);
        String name = Wanted.nameOf(ref.title(), ref.known());
        List<T> alike = alike(region, name, ref.known(), context);
        Optional<T> ours =
                alike.stream().filter(one -> Mark.isFor(ref.item(), tags(one))).findFirst();
        if (ours.isEmpty() && alike.size() > 1) {
            throw Faults.conflict(
                    "ambiguous-identity",
                    "There are " + alike.size() + " of the name \"" + name
                            + "\", and it cannot be told which one is meant. Sync the connection and take one.");
        }
        return ours.or(() -> alike.stream().findFirst());
    }

    @Override
    public final Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        List<String> regions = kind.global() ? List.of("") : account.regions();
        PageToken at = PageToken.parse(pageToken, regions);
        Batch<T> batch = list(at.region(), at.after(), Math.max(1, Math.min(max, MOST)), new ListContext(context));
        return new Found(
                batch.some().stream().map(one -> state(at.region(), one)).toList(),
                at.next(batch.next(), regions),
                batch.complete());
    }

    protected final ResourceState state(String region, T there) {
        Values values = values(region, there);
        String id = id(there);
        return new ResourceState(
                new Place(region, id).externalId(),
                values.text("name").orElseGet(() -> title(there)),
                Tags.ofPeople(tags(there)),
                values);
    }

    /** What one without a name is called. */
    protected String title(T there) {
        return id(there);
    }

    protected final Values values(String region, T there) {
        Values.Builder values = Values.builder();
        kind.attributes()
                .forEach(attribute -> values.put(
                        attribute.field(), attribute.value(there, region).orElse(null)));
        return values.build();
    }

    /** For a field of the same name, common to all types that live in regions. */
    protected static Map<String, String> ofPeople(Map<String, String> tags) {
        return Tags.ofPeople(tags);
    }
}
