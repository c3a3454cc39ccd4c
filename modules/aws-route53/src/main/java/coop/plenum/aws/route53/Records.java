package coop.plenum.aws.route53;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Glimpse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;

/** Finds records, and lists those of all zones: zone after zone, with a token that says in which and after which record. */
final class Records {
    private static final int MOST = 300;
    private static final String TAB = "\t";
    private static final int PARTS = 5;

    private final Route53 route53;

    Records(Route53 route53) {
        this.route53 = route53;
    }

    String zoneName(String zone, OperationContext context) throws ProviderException, InterruptedException {
        return Route53.name(
                route53.call("GetHostedZone", context, client -> client.getHostedZone(request -> request.id(zone)))
                        .hostedZone()
                        .name());
    }

    Optional<RecordHandler.Seen> find(RecordId id, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            // they come in order, beginning with this one
            return route53
                    .call(
                            "ListResourceRecordSets",
                            context,
                            client -> client.listResourceRecordSets(request -> request.hostedZoneId(id.zone())
                                    .startRecordName(id.name())
                                    .startRecordType(id.type())
                                    .startRecordIdentifier(id.set().isEmpty() ? null : id.set())))
                    .resourceRecordSets()
                    .stream()
                    .map(set -> new RecordHandler.Seen(id.zone(), set))
                    .filter(seen -> RecordId.of(seen).equals(id))
                    .findFirst();
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * One page. A zone that went since it was listed has none, and one that the identity may not see leaves a gap.
     *
     * @param after zone, marker of the zones after it, name, type and set to begin with, with tabs between them
     */
    Batch<RecordHandler.Seen> list(String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        String[] place = after.isEmpty() ? zone("", context) : after.split(TAB, PARTS);
        if (place.length == 0) {
            return Batch.all(List.of());
        }
        try {
            return listed(place, max, context);
        } catch (ProviderException e) {
            if (e.category() != Category.MISSING && !Glimpse.isDenial(e)) {
                throw e;
            }
            Batch<RecordHandler.Seen> none = Batch.of(List.of(), following(place, context));
            return e.category() == Category.MISSING ? none : none.withGaps();
        }
    }

    private Batch<RecordHandler.Seen> listed(String[] place, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        String zone = place[0];
        ListResourceRecordSetsResponse page = route53.call(
                "ListResourceRecordSets",
                context,
                client -> client.listResourceRecordSets(request -> {
                    request.hostedZoneId(zone).maxItems(String.valueOf(Math.min(max, MOST)));
                    if (place.length == PARTS) {
                        request.startRecordName(place[2])
                                .startRecordType(place[3])
                                .startRecordIdentifier(place[4].isEmpty() ? null : place[4]);
                    }
                }));
        List<RecordHandler.Seen> seen = page.resourceRecordSets().stream()
                .map(set -> new RecordHandler.Seen(zone, set))
                .toList();
        Optional<String> next = next(place, page);
        return Batch.of(seen, next.isPresent() ? next.get() : following(place, context));
    }

    /** Where the zone goes on; of a set of records of one name and type, some may be on the page after. */
    private static Optional<String> next(String[] place, ListResourceRecordSetsResponse page) {
        return Boolean.TRUE.equals(page.isTruncated()) && page.nextRecordName() != null
                ? Optional.of(String.join(
                        TAB,
                        place[0],
                        place[1],
                        page.nextRecordName(),
                        page.nextRecordTypeAsString(),
                        Optional.ofNullable(page.nextRecordIdentifier()).orElse("")))
                : Optional.empty();
    }

    /** The token of the zone after this one. */
    private @Nullable String following(String[] place, OperationContext context)
            throws ProviderException, InterruptedException {
        String[] next = place[1].isEmpty() ? new String[0] : zone(place[1], context);
        return next.length == 0 ? null : String.join(TAB, next);
    }

    /** The zone at a marker, and the marker after it, empty for none; nothing at all when there is no zone. */
    private String[] zone(String marker, OperationContext context) throws ProviderException, InterruptedException {
        ListHostedZonesResponse page = route53.call(
                "ListHostedZones",
                context,
                client -> client.listHostedZones(request ->
                        request.marker(marker.isEmpty() ? null : marker).maxItems("1")));
        List<HostedZone> zones = page.hostedZones();
        if (zones.isEmpty()) {
            return new String[0];
        }
        String next = Boolean.TRUE.equals(page.isTruncated()) && page.nextMarker() != null ? page.nextMarker() : "";
        return new String[] {Route53.id(zones.get(0).id()), next};
    }
}
