package coop.plenum.aws.rds;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.TaggedHandler;
import coop.plenum.aws.common.Tags;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What RDS's resources have in common: the name is the id in its region, so a second request for one makes no second; tags
 * are set by ARN.
 *
 * @param <T> the client's object
 */
abstract class RdsHandler<T> extends TaggedHandler<T> {
    protected final Rds rds;
    private final Pattern names;
    private final String rule;

    /**
     * @param names that a resource of the type can have
     * @param rule the same for people, such as "small letters and digits"
     */
    RdsHandler(Rds rds, Kind<T> kind, Pattern names, String rule) {
        super(rds.account(), kind);
        this.rds = rds;
        this.names = names;
        this.rule = rule;
    }

    static Map<String, String> tagMap(@Nullable List<Tag> tags) {
        return Tags.of(tags == null ? List.of() : tags, Tag::key, Tag::value);
    }

    static Set<Tag> tagSet(Map<String, String> tags) {
        return Tags.to(tags, (key, value) -> Tag.builder().key(key).value(value).build());
    }

    /** One by its name; a failure of category MISSING when there is none. */
    abstract List<T> named(String region, String name, OperationContext context)
            throws ProviderException, InterruptedException;

    abstract String arn(T there);

    /** Makes one whose name is a possible one and free. */
    abstract void make(String region, String name, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException;

    @Override
    protected final Optional<T> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!names.matcher(place.id()).matches()) {
            return Optional.empty();
        }
        try {
            return named(place.region(), place.id(), context).stream().findFirst();
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    protected final List<T> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(new Place(region, name), context).map(List::of).orElseGet(List::of);
    }

    @Override
    protected final Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(new Place(region, wanted.name()), context)
                .filter(there -> mark.isOn(tags(there)))
                .map(this::id);
    }

    @Override
    protected final String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<String> wrong = wrongName(wanted.name());
        if (wrong.isPresent()) {
            throw Faults.user("name", wrong.get());
        }
        make(region, wanted.name(), mark, wanted, context);
        return wanted.name();
    }

    /** What is wrong with a name, in words. */
    final Optional<String> wrongName(String name) {
        return names.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("\"" + name + "\" cannot be the name of a " + kind.noun() + ": " + rule + ".");
    }

    @Override
    protected final void tag(Place place, Map<String, String> set, Set<String> removed, OperationContext context)
            throws ProviderException, InterruptedException {
        String arn = arn(require(place, context));
        if (!set.isEmpty()) {
            Set<Tag> tags = tagSet(set);
            rds.call(
                    place.region(),
                    "AddTagsToResource",
                    context,
                    client -> client.addTagsToResource(
                            request -> request.resourceName(arn).tags(tags)));
        }
        if (!removed.isEmpty()) {
            rds.call(
                    place.region(),
                    "RemoveTagsFromResource",
                    context,
                    client -> client.removeTagsFromResource(
                            request -> request.resourceName(arn).tagKeys(removed)));
        }
    }
}
