package coop.plenum.aws.elb;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/**
 * What ELB's resources have in common: ids are ARNs, and tags are asked for apart.
 *
 * @param <R> the client's object
 * @param <T> the same with its tags and what else has to be asked for
 */
abstract class ElbHandler<R, T extends ElbHandler.Seen<R>> extends TaggedHandler<T> {
    protected final Elb elb;
    private final Pattern arns;

    /** @param part of an ARN that says what it is of, such as {@code loadbalancer} */
    ElbHandler(Elb elb, Kind<T> kind, String part) {
        super(elb.account(), kind);
        this.elb = elb;
        this.arns = Pattern.compile("arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:\\d{12}:" + part + "/[A-Za-z0-9/-]+");
    }

    /** Something of the client's with its tags. */
    interface Seen<R> {
        R there();

        Map<String, String> tags();
    }

    abstract String arn(R there);

    /** Those with the ARN; a failure of category MISSING when there is none. */
    abstract List<R> withArn(String region, String arn, OperationContext context)
            throws ProviderException, InterruptedException;

    /** Those that have the identity; a failure of category MISSING when there is none. */
    abstract List<R> alike(String region, Wanted known, OperationContext context)
            throws ProviderException, InterruptedException;

    /** Asks for what the object itself does not tell. */
    abstract T look(String region, R there, Map<String, String> tags, OperationContext context)
            throws ProviderException, InterruptedException;

    final List<T> look(String region, List<R> some, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Map<String, String>> tags =
                elb.tags(region, some.stream().map(this::arn).toList(), context);
        List<T> seen = new ArrayList<>();
        for (R there : some) {
            Map<String, String> own = tags.get(arn(there));
            if (own != null) {
                seen.addAll(ifThere(() -> List.of(look(region, there, own, context))));
            }
        }
        return seen;
    }

    /** A question that ELB refuses when there is nothing. */
    @FunctionalInterface
    interface Question<X> {
        List<X> ask() throws ProviderException, InterruptedException;
    }

    static <X> List<X> ifThere(Question<X> question) throws ProviderException, InterruptedException {
        try {
            return question.ask();
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    protected final Optional<T> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!arns.matcher(place.id()).matches()) {
            return Optional.empty();
        }
        List<R> there = ifThere(() -> withArn(place.region(), place.id(), context));
        return ifThere(() -> look(place.region(), there, context)).stream().findFirst();
    }

    @Override
    protected final List<T> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        Wanted wanted = new Wanted(name, known);
        return ifThere(() -> look(region, alike(region, wanted, context), context));
    }

    /** ELB answers to a create of something that is there with what is there, whosever that is; so it is looked for first. */
    @Override
    protected final Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<T> there = alike(region, wanted.name(), wanted.values(), context);
        Optional<String> made = there.stream()
                .filter(seen -> mark.isOn(seen.tags()))
                .findFirst()
                .map(this::id);
        if (made.isEmpty() && !there.isEmpty()) {
            throw Faults.conflict("wrong-state", taken(wanted));
        }
        return made;
    }

    /** That there is one already, in words. */
    String taken(Wanted wanted) {
        return "There is a " + kind.noun() + " of the name \"" + wanted.name() + "\" in the region already.";
    }

    @Override
    protected final String id(T seen) {
        return arn(seen.there());
    }

    @Override
    protected final Map<String, String> tags(T seen) {
        return seen.tags();
    }

    static Set<Tag> tagSet(Map<String, String> tags) {
        return Tags.to(tags, (key, value) -> Tag.builder().key(key).value(value).build());
    }

    @Override
    protected final void tag(Place place, Map<String, String> set, Set<String> removed, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!set.isEmpty()) {
            Set<Tag> tags = tagSet(set);
            elb.call(
                    place.region(),
                    "AddTags",
                    context,
                    client -> client.addTags(
                            request -> request.resourceArns(place.id()).tags(tags)));
        }
        if (!removed.isEmpty()) {
            elb.call(
                    place.region(),
                    "RemoveTags",
                    context,
                    client -> client.removeTags(
                            request -> request.resourceArns(place.id()).tagKeys(removed)));
        }
    }
}
