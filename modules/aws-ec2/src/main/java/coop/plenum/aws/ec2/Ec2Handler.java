package coop.plenum.aws.ec2;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Progress;
import coop.plenum.aws.common.TaggedHandler;
import coop.plenum.aws.common.Tags;
import coop.plenum.aws.common.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * What EC2's resources have in common: a Describe that takes ids, filters and pages, and tags.
 *
 * @param <T> the client's object
 */
abstract class Ec2Handler<T> extends TaggedHandler<T> {
    static final String MARK_FILTER = "tag:" + Mark.KEY;

    protected final Ec2 ec2;
    private final ResourceType tagged;
    private final String prefix;

    /**
     * @param tagged what EC2 calls it when it is made with tags
     * @param prefix of its ids, such as {@code vpc}; empty where ids are names
     */
    Ec2Handler(Ec2 ec2, Kind<T> kind, ResourceType tagged, String prefix) {
        super(ec2.account(), kind);
        this.ec2 = ec2;
        this.tagged = tagged;
        this.prefix = prefix;
    }

    static <T> Attribute<T> name(Attribute.Reading<T> tags) {
        return Attribute.free("name", there -> map(tags, there).get(Tags.NAME));
    }

    static <T> Attribute<T> tagsOf(Attribute.Reading<T> tags) {
        return Attribute.free("tags", there -> ofPeople(map(tags, there)));
    }

    @SuppressWarnings("unchecked") // it is said to be the list of tags
    private static <T> Map<String, String> map(Attribute.Reading<T> tags, T there) {
        return tagMap((List<Tag>) tags.of(there));
    }

    static Map<String, String> tagMap(@Nullable List<Tag> tags) {
        return Tags.of(tags == null ? List.of() : tags, Tag::key, Tag::value);
    }

    /** Where it is; told for what follows something else, or asked for. */
    abstract Batch<T> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException;

    /** What lists, and searches by name, are limited to. */
    Query limited(Query query) {
        return query;
    }

    /** What tells one of a name from others. */
    Query identified(Query query, Wanted known) throws ProviderException {
        return query.where("tag:" + Tags.NAME, known.name());
    }

    @Override
    protected final Batch<T> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        return describe(region, limited(Query.all()).page(after, max), context);
    }

    @Override
    protected final Optional<T> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!isPlausible(place.id())) {
            return Optional.empty();
        }
        return byId(place, context).filter(there -> !isGone(there));
    }

    private Optional<T> byId(Place place, OperationContext context) throws ProviderException, InterruptedException {
        try {
            return describe(place.region(), Query.of(place.id()), context).some().stream()
                    .findFirst();
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    protected final Optional<ProviderException> ended(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        return byId(place, context)
                .filter(this::isGone)
                .map(there -> progress(there) instanceof Progress.Broken broken
                        ? broken.cause()
                        : Faults.conflict(
                                "resource-ended", "Somebody has deleted the new " + kind.noun() + " already."));
    }

    /** EC2 says of what could not be an id other things than of what is none. */
    private boolean isPlausible(String id) {
        return prefix.isEmpty() || id.matches(prefix + "-[0-9a-zA-Z]{1,40}");
    }

    /** What EC2 keeps showing for a while. */
    boolean isGone(T there) {
        return false;
    }

    @Override
    protected List<T> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        return all(region, identified(limited(Query.all()), new Wanted(name, known)), context);
    }

    final List<T> all(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        List<T> all = new ArrayList<>();
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            Batch<T> batch = describe(region, query.page(after.get(), 0), context);
            batch.some().stream().filter(there -> !isGone(there)).forEach(all::add);
            after = batch.next();
        }
        return all;
    }

    @Override
    protected Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        return all(region, Query.all().where(MARK_FILTER, mark.key()), context).stream()
                .findFirst()
                .map(this::id);
    }

    final List<TagSpecification> tagging(Mark mark, Wanted wanted) throws ProviderException {
        return List.of(TagSpecification.builder()
                .resourceType(tagged)
                .tags(tags(newTags(mark, wanted)))
                .build());
    }

    static Set<Tag> tags(Map<String, String> tags) {
        return Tags.to(tags, (key, value) -> Tag.builder().key(key).value(value).build());
    }

    /** By what EC2 knows it when it is tagged. */
    String taggedId(Place place, OperationContext context) throws ProviderException, InterruptedException {
        return place.id();
    }

    @Override
    protected final void tag(Place place, Map<String, String> set, Set<String> removed, OperationContext context)
            throws ProviderException, InterruptedException {
        String id = taggedId(place, context);
        if (!set.isEmpty()) {
            ec2.call(
                    place.region(),
                    "CreateTags",
                    context,
                    client -> client.createTags(request -> request.resources(id).tags(tags(set))));
        }
        if (!removed.isEmpty()) {
            List<Tag> keys =
                    removed.stream().map(key -> Tag.builder().key(key).build()).toList();
            ec2.call(
                    place.region(),
                    "DeleteTags",
                    context,
                    client -> client.deleteTags(request -> request.resources(id).tags(keys)));
        }
    }
}
