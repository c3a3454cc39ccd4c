package coop.plenum.aws.route53;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Glimpse;
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
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/** Hosted zones. The reference of their maker, which Route 53 keeps, is the mark: the same twice makes one. */
final class ZoneHandler extends TaggedHandler<ZoneHandler.Seen> {
    private static final int MOST = 100;
    private static final Pattern ID = Pattern.compile("[A-Z0-9]{1,32}");

    /** A zone with what Route 53 tells apart, each by a right of its own. */
    record Seen(HostedZone zone, Glimpse<GetHostedZoneResponse> details, Glimpse<Map<String, String>> tags) {
        List<String> nameServers() {
            return details.value()
                    .map(GetHostedZoneResponse::delegationSet)
                    .map(set -> set.nameServers().stream().sorted().toList())
                    .orElse(List.of());
        }

        Optional<String> network() {
            return details.value()
                    .flatMap(there -> there.vpCs().stream()
                            .map(vpc -> new Place(vpc.vpcRegionAsString(), vpc.vpcId()).externalId())
                            .sorted()
                            .findFirst());
        }

        boolean isPrivate() {
            return zone.config() != null && Boolean.TRUE.equals(zone.config().privateZone());
        }

        /** A private zone of which it cannot be told where it is is nowhere else than elsewhere. */
        boolean isIn(Optional<String> network) {
            return isPrivate() == network.isPresent() && network().equals(network);
        }

        /** Fields of which nothing is known. */
        List<String> hidden() {
            List<String> hidden = new ArrayList<>();
            if (details.isDenied()) {
                hidden.add("nameServers");
                hidden.add("network");
            }
            if (tags.isDenied()) {
                hidden.add("tags");
            }
            return hidden;
        }
    }

    private static final Kind<Seen> KIND = Kind.global(
                    Route53.ZONE,
                    "zone",
                    List.<Attribute<Seen>>of(
                            Attribute.fixed(
                                    "name", seen -> Route53.name(seen.zone().name())),
                            Attribute.free("comment", ZoneHandler::comment),
                            Attribute.<Seen>fixed(
                                            "network", seen -> seen.network().orElse(null))
                                    .toGlobal("aws.vpc"),
                            Attribute.free("tags", seen -> ofPeople(seen.tags().orElse(Map.of()))),
                            Attribute.told("nameServers", Seen::nameServers),
                            Attribute.told("private", Seen::isPrivate),
                            Attribute.told("hidden", Seen::hidden)))
            .traits("dns.zone")
            .identity("name", "network");

    private final Route53 route53;

    ZoneHandler(AwsAccount account, Route53 route53) {
        super(account, KIND);
        this.route53 = route53;
    }

    private static @Nullable String comment(Seen seen) {
        return seen.zone().config() == null ? null : seen.zone().config().comment();
    }

    @Override
    protected Batch<Seen> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        ListHostedZonesResponse page = route53.call(
                "ListHostedZones",
                context,
                client -> client.listHostedZones(request ->
                        request.marker(after.isEmpty() ? null : after).maxItems(String.valueOf(Math.min(max, MOST)))));
        List<Seen> seen = new ArrayList<>();
        for (HostedZone zone : page.hostedZones()) {
            look(zone, context).ifPresent(seen::add);
        }
        return Batch.of(seen, Boolean.TRUE.equals(page.isTruncated()) ? page.nextMarker() : null);
    }

    /** Empty when it went since it was listed. */
    private Optional<Seen> look(HostedZone zone, OperationContext context)
            throws ProviderException, InterruptedException {
        String id = Route53.id(zone.id());
        try {
            return Optional.of(new Seen(zone, Glimpse.of(() -> get(id, context)), Glimpse.of(() -> tags(id, context))));
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private GetHostedZoneResponse get(String id, OperationContext context)
            throws ProviderException, InterruptedException {
        return route53.call("GetHostedZone", context, client -> client.getHostedZone(request -> request.id(id)));
    }

    private Map<String, String> tags(String id, OperationContext context)
            throws ProviderException, InterruptedException {
        return Tags.of(
                route53.call(
                                "ListTagsForResource",
                                context,
                                client -> client.listTagsForResource(
                                        request -> request.resourceType(TagResourceType.HOSTEDZONE)
                                                .resourceId(id)))
                        .resourceTagSet()
                        .tags(),
                Tag::key,
                Tag::value);
    }

    @Override
    protected Optional<Seen> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!ID.matcher(place.id()).matches()) {
            return Optional.empty();
        }
        try {
            GetHostedZoneResponse there = get(place.id(), context);
            return Optional.of(new Seen(
                    there.hostedZone(),
                    new Glimpse<>(Optional.of(there)),
                    Glimpse.of(() -> tags(place.id(), context))));
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<HostedZone> named(String name, OperationContext context)
            throws ProviderException, InterruptedException {
        // they come in the order of names, beginning with this one
        return route53
                .call(
                        "ListHostedZonesByName",
                        context,
                        client -> client.listHostedZonesByName(
                                request -> request.dnsName(name).maxItems(String.valueOf(MOST))))
                .hostedZones()
                .stream()
                .filter(zone -> Route53.name(zone.name()).equals(Route53.name(name)))
                .toList();
    }

    @Override
    protected List<Seen> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<String> network = known.text("network");
        Optional<String> place =
                network.isPresent() ? Optional.of(Place.of(network.get()).externalId()) : Optional.empty();
        List<Seen> alike = new ArrayList<>();
        for (HostedZone zone : named(name, context)) {
            look(zone, context).filter(seen -> seen.isIn(place)).ifPresent(alike::add);
        }
        return alike;
    }

    @Override
    protected String id(Seen seen) {
        return Route53.id(seen.zone().id());
    }

    @Override
    protected Map<String, String> tags(Seen seen) {
        return seen.tags().orElse(Map.of());
    }

    @Override
    protected Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        return named(wanted.name(), context).stream()
                .filter(zone -> mark.key().equals(zone.callerReference()))
                .map(zone -> Route53.id(zone.id()))
                .findFirst();
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<String> network = wanted.values().text("network");
        CreateHostedZoneRequest.Builder request = CreateHostedZoneRequest.builder()
                .name(wanted.name())
                .callerReference(mark.key())
                .hostedZoneConfig(
                        config -> config.comment(wanted.text("comment")).privateZone(network.isPresent()));
        if (network.isPresent()) {
            Place vpc = Place.of(network.get());
            request.vpc(value -> value.vpcRegion(vpc.region()).vpcId(vpc.id()));
        }
        return Route53.id(route53.call("CreateHostedZone", context, client -> client.createHostedZone(request.build()))
                .hostedZone()
                .id());
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        tag(place, newTags(mark, wanted), Set.of(), context);
    }

    @Override
    protected void tag(Place place, Map<String, String> set, Set<String> removed, OperationContext context)
            throws ProviderException, InterruptedException {
        Set<Tag> added = Tags.to(
                new TreeMap<>(set),
                (key, value) -> Tag.builder().key(key).value(value).build());
        route53.call(
                "ChangeTagsForResource",
                context,
                client -> client.changeTagsForResource(request -> request.resourceType(TagResourceType.HOSTEDZONE)
                        .resourceId(place.id())
                        .addTags(added.isEmpty() ? null : added)
                        .removeTagKeys(removed.isEmpty() ? null : removed)));
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Seen now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("comment")) {
            String comment = amendment.wanted().text("comment");
            route53.call(
                    "UpdateHostedZoneComment",
                    context,
                    client -> client.updateHostedZoneComment(
                            request -> request.id(place.id()).comment(comment)));
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, Seen there, OperationContext context)
            throws ProviderException, InterruptedException {
        route53.call("DeleteHostedZone", context, client -> client.deleteHostedZone(request -> request.id(place.id())));
    }
}
