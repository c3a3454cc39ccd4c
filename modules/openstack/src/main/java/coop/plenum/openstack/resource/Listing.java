package coop.plenum.openstack.resource;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Lists what a collection has, page by page, within what the connection is to show. */
public final class Listing {
    private static final int PAGE = 1000;

    private final Cloud cloud;
    private final Kind kind;
    private final String idMember;

    Listing(Cloud cloud, Kind kind, String idMember) {
        this.cloud = cloud;
        this.kind = kind;
        this.idMember = idMember;
    }

    /** @param next empty on the last page */
    public record Page(List<Values> entries, Optional<Marker> next) {}

    Page page(Optional<Marker> marker, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        if (kind.paging() == Kind.Paging.WHOLE) {
            return cut(entries(ask(scope(context), context)), marker, max);
        }
        List<String> query = scope(context);
        query.addAll(List.of("limit", String.valueOf(max)));
        query.addAll(order());
        marker.ifPresent(place -> query.addAll(List.of("marker", place.after())));
        Values answer = ask(query, context);
        return new Page(entries(answer), Marker.next(answer));
    }

    /** An order that does not change while somebody pages. */
    private List<String> order() {
        return switch (kind.service()) {
            case COMPUTE ->
                kind.plural().equals("servers") ? List.of("sort_key", "uuid", "sort_dir", "asc") : List.of();
            case VOLUME, IMAGE -> List.of("sort", "id:asc");
            case IDENTITY, NETWORK, OBJECT_STORE, DNS, LOAD_BALANCER -> List.of();
        };
    }

    /** A page of a list that came as a whole. */
    public Page cut(List<Values> all, Optional<Marker> marker, int max) {
        List<Values> rest = all.stream()
                .filter(entry ->
                        marker.isEmpty() || id(entry).compareTo(marker.get().after()) > 0)
                .sorted(Comparator.comparing(this::id))
                .toList();
        List<Values> some = rest.subList(0, Math.min(max, rest.size()));
        return new Page(
                some,
                some.size() < rest.size() ? Optional.of(new Marker(id(some.get(some.size() - 1)))) : Optional.empty());
    }

    /** All that the query finds, whatever the number of pages. */
    public List<Values> all(List<String> query, OperationContext context)
            throws ProviderException, InterruptedException {
        List<Values> all = new ArrayList<>();
        Optional<Marker> marker = Optional.empty();
        do {
            List<String> parts = scope(context);
            parts.addAll(query);
            if (kind.paging() == Kind.Paging.MARKER) {
                parts.addAll(List.of("limit", String.valueOf(PAGE)));
            }
            marker.ifPresent(place -> parts.addAll(List.of("marker", place.after())));
            Values answer = ask(parts, context);
            all.addAll(entries(answer));
            marker = kind.paging() == Kind.Paging.MARKER ? Marker.next(answer) : Optional.empty();
        } while (marker.isPresent());
        return all;
    }

    private Values ask(List<String> query, OperationContext context) throws ProviderException, InterruptedException {
        String path = "/" + kind.listed() + Request.query(query.toArray(String[]::new));
        return cloud.send(Request.get(kind.service(), path).atMost(kind.atMost()), context)
                .body();
    }

    /** What a list of the kind holds. */
    public List<Values> entries(Values answer) throws ProviderException {
        if (!answer.has(kind.plural())) {
            throw new ProviderException(
                    Category.INTERNAL,
                    "protocol-error",
                    kind.service().project() + " answered with something that is no list of " + kind.plural() + ".");
        }
        return Json.objects(answer.list(kind.plural())).stream()
                // Nova wraps each keypair once more
                .map(entry ->
                        entry.asMap().keySet().equals(Set.of(kind.singular())) ? entry.nested(kind.singular()) : entry)
                .toList();
    }

    /** Administrators see everybody's resources unless the query says otherwise. */
    private List<String> scope(OperationContext context) throws ProviderException, InterruptedException {
        List<String> query = new ArrayList<>(kind.always());
        if (cloud.allProjects()) {
            if (!kind.everywhere().isEmpty()) {
                query.addAll(List.of(kind.everywhere(), "1"));
            }
        } else if (!kind.owner().isEmpty()) {
            Cloud.Who who = cloud.who(context);
            if (who.admin() && who.project().isPresent()) {
                query.addAll(List.of(kind.owner(), who.project().get()));
            }
        }
        return query;
    }

    /** Of several members, where it takes more than one to find it again; empty when one of them is missing. */
    public String id(Values json) {
        List<String> parts = Stream.of(idMember.split("/", -1))
                .map(member -> json.get(member).map(String::valueOf).orElse(""))
                .toList();
        return parts.contains("") ? "" : String.join("/", parts);
    }
}
